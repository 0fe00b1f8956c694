// POST /services/oauth2/token and /revoke:
// https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_endpoints.htm
import { createHmac } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { organizationId } from "../ids.ts";
import { checkAssertion } from "./assertion.ts";
import { credentials, scope } from "./connected-app.ts";
import { OAuthError } from "./oauth-error.ts";
import { isSame } from "./sessions.ts";
import type { Sessions } from "./sessions.ts";

const jwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

interface Grant {
  readonly form: URLSearchParams;
  readonly request: FastifyRequest;
  /** Scheme and host that the client used, as every URL in the answer. */
  readonly origin: string;
}

/** Adds the endpoints; `userId` is the integration user, whose sessions all are. */
export function registerTokenRoutes(
  app: FastifyInstance,
  options: { readonly sessions: Sessions; readonly now: () => number; readonly userId: string },
): void {
  const { sessions, now, userId } = options;

  app.post("/services/oauth2/token", async (request, reply) => {
    const origin = `${request.protocol}://${request.host}`;
    const grant: Grant = { form: formOf(request), request, origin };
    const isRefreshed = check(grant);
    const { accessToken, issuedAt } = sessions.open();
    const rotated = isRefreshed ? sessions.rotate() : null;
    // At Salesforce the identity URL is the login server's; this one keeps clients from leaving the sandbox.
    const id = `${origin}/id/${organizationId}/${userId}`;
    noStore(reply);
    return {
      access_token: accessToken,
      ...(rotated !== null && { refresh_token: rotated }),
      signature: createHmac("sha256", credentials.clientSecret).update(`${id}${issuedAt}`).digest("base64"),
      scope,
      instance_url: origin,
      id,
      token_type: "Bearer",
      issued_at: String(issuedAt),
    };
  });

  app.post("/services/oauth2/revoke", async (request, reply) => {
    const token = formOf(request).get("token") ?? "";
    if (!sessions.isOpen(token) && !sessions.canRefresh(token)) {
      throw new OAuthError("unsupported_token_type", "this token type is not supported");
    }
    sessions.revoke(token);
    noStore(reply);
    return reply.code(200).send();
  });

  /** Throws OAuthError unless the grant is good; true when it was a refresh token. */
  function check(grant: Grant): boolean {
    const { form, origin } = grant;
    switch (form.get("grant_type")) {
      case "client_credentials":
        checkClient(grant, true);
        return false;
      case jwtBearer:
        checkAssertion(form.get("assertion") ?? "", { nowMs: now(), origin });
        return false;
      case "refresh_token":
        // The connected app does not require the secret for this one, but a wrong one is wrong.
        checkClient(grant, false);
        if (!sessions.canRefresh(form.get("refresh_token") ?? "")) {
          throw new OAuthError("invalid_grant", "expired access/refresh token");
        }
        return true;
      default:
        throw new OAuthError("unsupported_grant_type", "grant type not supported");
    }
  }
}

function checkClient({ form, request }: Grant, needsSecret: boolean): void {
  const [id, secret] = basicOf(request) ?? [form.get("client_id") ?? "", form.get("client_secret")];
  if (!isSame(id, credentials.clientId)) throw new OAuthError("invalid_client_id", "client identifier invalid");
  if (secret === null ? needsSecret : !isSame(secret, credentials.clientSecret)) {
    throw new OAuthError("invalid_client", "invalid client credentials");
  }
}

function basicOf(request: FastifyRequest): readonly [id: string, secret: string] | null {
  const encoded = /^Basic (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (encoded === undefined) return null;
  const [id = "", ...secret] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return [id, secret.join(":")];
}

// Salesforce takes the parameters of the body and those of the URL.
function formOf(request: FastifyRequest): URLSearchParams {
  const form = new URL(request.url, "http://org").searchParams;
  for (const [name, value] of new URLSearchParams(typeof request.body === "string" ? request.body : "")) {
    form.set(name, value);
  }
  return form;
}

function noStore(reply: FastifyReply): void {
  void reply.headers({ "cache-control": "no-cache, no-store", pragma: "no-cache" });
}
