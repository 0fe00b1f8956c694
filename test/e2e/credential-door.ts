// A door before a vendor of the sandbox, where credentials can be made and revoked as at the vendor's own settings page.
// Behind it the vendor sees the one credential that the sandbox has; what it gets a token for, and what a token opens, is
// the vendor's.
import { createPublicKey, sign, verify } from "node:crypto";
import { request as send } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { sendJson, startStub } from "../support/stub-server.ts";
import type { StubRequest } from "../support/stub-server.ts";

/** What of a way to sign in shows who one is, and can be changed. */
export type Proof = "key" | "clientSecret" | "refreshToken" | "privateKey";

export interface Door {
  readonly url: string;
  /** What was taken, in order: of a refresh token the first of its line. */
  readonly taken: readonly string[];
  /** Refresh tokens that were used a second time. */
  readonly reused: readonly string[];
  /** Leads to this vendor, whose own credential is the one that it takes. */
  open(vendorUrl: string, credential: string): void;
  /** Good from here on, beside the others. */
  accept(secret: string): void;
  /** Good no longer, nor is any access token that it got. */
  revoke(secret: string): void;
  /** Ends all access tokens. */
  endTokens(): void;
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** How long an access token is said to live: the vendor's own lives longer. */
export const TOKEN_S = 300;

export async function startDoor(proof: Proof): Promise<Door> {
  const good = new Set<string>();
  const taken: string[] = [];
  const reused: string[] = [];
  /** By the token that the door gives: whose it is, and the vendor's own. */
  const tokens = new Map<string, { readonly by: string; readonly own: string }>();
  /** By a line's first refresh token, the one that is good now. */
  const current = new Map<string, string>();
  let vendor = { url: "", credential: "" };
  let given = 0;

  const server = await startStub((request, reply) => {
    const form = new URLSearchParams(request.body);
    const answer = form.has("grant_type") ? giveToken(request, form) : letIn(request);
    void answer.then((passed) => {
      if (passed === null) sendJson(reply, { error: "invalid_grant", message: "not with this credential" }, 401);
      else reply.writeHead(passed.status, { "content-type": passed.headers["content-type"] }).end(passed.body);
    });
  });

  async function letIn(request: StubRequest): Promise<Reply | null> {
    const [scheme = "", value = ""] = (request.headers.authorization ?? "").split(" ", 2);
    if (proof !== "key") {
      const token = tokens.get(value);
      return token === undefined ? null : pass(request, { authorization: `Bearer ${token.own}` }, request.body);
    }
    const isBasic = scheme === "Basic";
    const text = isBasic ? Buffer.from(value, "base64").toString("utf8") : value;
    const secret = [...good].find((one) => text.endsWith(one));
    if (secret === undefined) return null;
    taken.push(secret);
    const own = text.slice(0, -secret.length) + vendor.credential;
    const signed = isBasic ? Buffer.from(own, "utf8").toString("base64") : own;
    return pass(request, { authorization: `${scheme} ${signed}` }, request.body);
  }

  async function giveToken(request: StubRequest, form: URLSearchParams): Promise<Reply | null> {
    const secret = secretIn(form);
    if (secret === null) return null;
    taken.push(secret);
    const reply = await pass(request, {}, form.toString());
    const body = JSON.parse(reply.body.toString("utf8")) as Record<string, unknown>;
    given += 1;
    tokens.set(`token-${given}`, { by: secret, own: String(body["access_token"]) });
    const changed = {
      ...body,
      access_token: `token-${given}`,
      expires_in: TOKEN_S,
      ...(proof === "refreshToken" && { refresh_token: current.get(secret) }),
    };
    return { ...reply, body: Buffer.from(JSON.stringify(changed)) };
  }

  /** Which secret it shows, null for none that is good; the form then shows the vendor's own. */
  function secretIn(form: URLSearchParams): string | null {
    switch (proof) {
      case "key":
        return null;
      case "clientSecret":
        return exchange(form, "client_secret", (shown) => (good.has(shown) ? shown : undefined));
      case "refreshToken":
        return exchange(form, "refresh_token", (shown) => {
          const line = [...good].find((first) => current.get(first) === shown);
          if (line === undefined) reused.push(shown);
          else current.set(line, `${line}-${given + 1}`);
          return line;
        });
      case "privateKey": {
        const [header = "", claims = "", signature = ""] = (form.get("assertion") ?? "").split(".");
        const signed = Buffer.from(`${header}.${claims}`, "ascii");
        const secret = [...good].find((pem) =>
          verify("sha256", signed, createPublicKey(pem), Buffer.from(signature, "base64url")),
        );
        const own = sign("sha256", signed, vendor.credential).toString("base64url");
        form.set("assertion", `${header}.${claims}.${own}`);
        return secret ?? null;
      }
    }
  }

  function exchange(form: URLSearchParams, field: string, find: (shown: string) => string | undefined): string | null {
    const secret = find(form.get(field) ?? "");
    form.set(field, vendor.credential);
    return secret ?? null;
  }

  /** The same request to the vendor, under the name that it was sent to. */
  async function pass(request: StubRequest, changed: IncomingHttpHeaders, body: string): Promise<Reply> {
    const { url: path, method } = request;
    const headers = { ...request.headers, ...changed, "content-length": String(Buffer.byteLength(body)) };
    return new Promise((resolve, reject) => {
      const onward = send(new URL(path, vendor.url), { method, headers, setHost: false }, (reply) => {
        const chunks: Buffer[] = [];
        reply.on("data", (chunk: Buffer) => chunks.push(chunk));
        reply.on("end", () =>
          resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: Buffer.concat(chunks) }),
        );
      });
      onward.on("error", reject);
      onward.end(body);
    });
  }

  return {
    url: server.url,
    taken,
    reused,
    open(url, credential) {
      vendor = { url, credential };
    },
    accept(secret) {
      good.add(secret);
      current.set(secret, secret);
    },
    revoke(secret) {
      good.delete(secret);
      for (const [token, { by }] of tokens) if (by === secret) tokens.delete(token);
    },
    endTokens: () => tokens.clear(),
    close: () => server.close(),
  };
}
