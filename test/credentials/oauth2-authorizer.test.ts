import { afterEach, describe, expect, it, vi } from "vitest";
import type { AuthScheme } from "../../src/credentials/auth-scheme.ts";
import { createAuthorizer } from "../../src/credentials/authorizer.ts";
import type { Authorizer, AuthorizerDeps } from "../../src/credentials/authorizer.ts";
import { ConfigError, UpstreamError } from "../../src/errors.ts";
import { authorizerDeps } from "./authorizer-deps.ts";
import { sendJson, startStub } from "../support/stub-server.ts";
import type { StubAnswer, StubServer } from "../support/stub-server.ts";

const servers: StubServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

interface Setup {
  readonly authorizer: Authorizer;
  readonly server: StubServer;
  readonly time: { nowMs: number };
  readonly secrets: Record<string, string>;
  readonly lines: string[];
  readonly deps: AuthorizerDeps;
}

const SCHEME: AuthScheme = {
  scheme: "oauth2-refresh",
  tokenPath: "/oauth/v1/token",
  clientId: "clientId",
  clientSecret: "clientSecret",
  refreshToken: "refreshToken",
};
const NAMES = { clientId: "env:ID", clientSecret: "env:SECRET", refreshToken: "env:REFRESH" };

async function setup(answer: StubAnswer, given: Partial<AuthorizerDeps> = {}): Promise<Setup> {
  const server = await startStub(answer);
  servers.push(server);
  const time = { nowMs: 1_000_000_000 };
  const lines: string[] = [];
  const secrets: Record<string, string> = { "env:ID": "id", "env:SECRET": "s3cr&t", "env:REFRESH": "configured-token" };
  const deps = authorizerDeps({
    baseUrl: `${server.url}/eu/`,
    secrets: { get: (reference) => Promise.resolve(secrets[reference] ?? "") },
    clock: { now: () => time.nowMs },
    lines,
    ...given,
  });
  return { authorizer: createAuthorizer(SCHEME, NAMES, deps), server, time, secrets, lines, deps };
}

/** Token "access-1", "access-2", ... good for half an hour. */
const numbered: StubAnswer = (_request, reply, index) =>
  sendJson(reply, { access_token: `access-${index + 1}`, expires_in: 1_800, token_type: "bearer" });

async function failureOf(call: unknown): Promise<UpstreamError> {
  const result = await Promise.resolve(call).catch((problem: unknown) => problem);
  if (result instanceof UpstreamError) return result;
  throw new Error(`expected an UpstreamError, got ${String(result)}`);
}

describe("an access token", () => {
  it("is asked for by a form, below the base URL", async () => {
    const { authorizer, server } = await setup(numbered);
    await expect(authorizer.headers()).resolves.toEqual({ authorization: "Bearer access-1" });
    const [request] = server.requests;
    expect(request).toMatchObject({ method: "POST", url: "/eu/oauth/v1/token" });
    expect(request?.headers["content-type"]).toBe("application/x-www-form-urlencoded;charset=UTF-8");
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      grant_type: "refresh_token",
      client_id: "id",
      client_secret: "s3cr&t",
      refresh_token: "configured-token",
    });
  });

  it("is given at once while it is good, and asked for once by many calls", async () => {
    const { authorizer, server, time } = await setup(numbered);
    const [first] = await Promise.all(Array.from({ length: 20 }, () => authorizer.headers()));
    time.nowMs += 1_739_000;
    expect(authorizer.headers()).toBe(first);
    expect(server.requests).toHaveLength(1);
  });

  it("is renewed ahead of its end, behind the calls' back", async () => {
    const { authorizer, server, time } = await setup(numbered);
    await authorizer.headers();
    time.nowMs += 1_741_000;
    expect(authorizer.headers()).toEqual({ authorization: "Bearer access-1" });
    expect(authorizer.headers()).toEqual({ authorization: "Bearer access-1" });
    await server.received(2);
    await authorizer.refresh(); // joins the renewal under way
    expect(authorizer.headers()).toEqual({ authorization: "Bearer access-2" });
    expect(server.requests).toHaveLength(2);
  });

  it("is not used past its end", async () => {
    const { authorizer, time } = await setup(numbered);
    await authorizer.headers();
    time.nowMs += 1_800_000;
    await expect(authorizer.headers()).resolves.toEqual({ authorization: "Bearer access-2" });
  });

  it("is renewed when it was refused, but not twice in a moment", async () => {
    const { authorizer, server, time } = await setup(numbered);
    await authorizer.headers();
    time.nowMs += 5_000;
    await Promise.all([authorizer.refresh(), authorizer.refresh()]);
    expect(authorizer.headers()).toEqual({ authorization: "Bearer access-2" });
    await authorizer.refresh();
    expect(authorizer.headers()).toEqual({ authorization: "Bearer access-2" });
    expect(server.requests).toHaveLength(2);
  });
});

describe("a refresh token", () => {
  it("is replaced by the one that the source gives, until another is configured", async () => {
    const { authorizer, server, time, secrets } = await setup((_request, reply, index) =>
      sendJson(reply, { access_token: `a${index}`, expires_in: "60", refresh_token: `given-${index}` }),
    );
    const used = (): (string | null)[] =>
      server.requests.map(({ body }) => new URLSearchParams(body).get("refresh_token"));
    for (let renewal = 0; renewal < 3; renewal += 1) {
      await authorizer.headers();
      time.nowMs += 60_000;
    }
    expect(used()).toEqual(["configured-token", "given-0", "given-1"]);
    secrets["env:REFRESH"] = "configured-anew";
    await authorizer.headers();
    expect(used().at(-1)).toBe("configured-anew");
  });
});

describe("a failed renewal", () => {
  it.each<[string, string, StubAnswer]>([
    [
      "rejected",
      "a refused grant",
      (_request, reply) => sendJson(reply, { error: "invalid_grant", secret: "VENDOR" }, 400),
    ],
    ["rate_limited", "429", (_request, reply) => sendJson(reply, {}, 429)],
    ["unavailable", "500", (_request, reply) => reply.writeHead(500).end("<html>VENDOR")],
    ["unavailable", "a reset", (_request, reply) => reply.socket?.resetAndDestroy()],
    ["malformed", "no token", (_request, reply) => sendJson(reply, { expires_in: 5 })],
    ["malformed", "a token that no header can carry", (_request, reply) => sendJson(reply, { access_token: "a\r\nb" })],
    ["malformed", "no JSON", (_request, reply) => reply.end("VENDOR")],
  ])("is %s for %s", async (failure, _name, answer) => {
    const { authorizer, lines } = await setup(answer);
    const error = await failureOf(authorizer.headers());
    expect(error.failure).toBe(failure);
    expect(error.message).not.toMatch(/VENDOR|token|127\.0\.0\.1/);
    expect(lines).toHaveLength(1);
    expect(lines.join("")).not.toMatch(/s3cr|configured-token|VENDOR/);
  });

  it("is not repeated within a second, however many calls ask", async () => {
    const { authorizer, server, time } = await setup((_request, reply, index) =>
      sendJson(reply, { access_token: "good" }, index === 0 ? 500 : 200),
    );
    for (let call = 0; call < 5; call += 1) await failureOf(authorizer.headers());
    expect(server.requests).toHaveLength(1);
    time.nowMs += 1_000;
    await expect(authorizer.headers()).resolves.toEqual({ authorization: "Bearer good" });
  });

  it("leaves a token in use that is still good", async () => {
    const { authorizer, server, time } = await setup((_request, reply, index) =>
      sendJson(reply, { access_token: "good", expires_in: 1_800 }, index === 0 ? 200 : 500),
    );
    await authorizer.headers();
    time.nowMs += 1_790_000;
    authorizer.headers();
    await server.received(2);
    await failureOf(authorizer.refresh());
    expect(authorizer.headers()).toEqual({ authorization: "Bearer good" });
    time.nowMs += 10_000;
    await failureOf(authorizer.headers());
  });
});

describe("several instances", () => {
  it("share one token, renewed by one of them, and by one of them again when it is refused", async () => {
    const { authorizer: one, server, time, deps } = await setup(numbered);
    const other = createAuthorizer(SCHEME, NAMES, deps);
    await Promise.all([one.headers(), other.headers()]);
    expect(server.requests).toHaveLength(1);
    time.nowMs += 10_000;
    await Promise.all([one.refresh(), other.refresh()]);
    expect(await Promise.all([one.headers(), other.headers()])).toEqual([
      { authorization: "Bearer access-2" },
      { authorization: "Bearer access-2" },
    ]);
    expect(server.requests).toHaveLength(2);
  });
});

describe("an instance whose clock is behind", () => {
  it("still renews a token of another's that is refused, and only once", async () => {
    const { authorizer: ahead, server, time, deps } = await setup(numbered);
    const behind = createAuthorizer(SCHEME, NAMES, { ...deps, clock: { now: () => time.nowMs - 300_000 } });
    await ahead.headers();
    expect(await behind.headers()).toEqual({ authorization: "Bearer access-1" });
    await behind.refresh();
    expect(behind.headers()).toEqual({ authorization: "Bearer access-2" });
    await behind.refresh();
    expect(server.requests).toHaveLength(2);
  });
});

describe("a token endpoint", () => {
  it("that does not answer is given up in time", async () => {
    const { authorizer } = await setup(() => undefined, { timeoutMs: 20 });
    expect((await failureOf(authorizer.headers())).failure).toBe("timeout");
  });

  it("that gives the same token again changes nothing for those who sign with it", async () => {
    const { authorizer, time } = await setup((_request, reply) => sendJson(reply, { access_token: "same" }));
    const first = await authorizer.headers();
    time.nowMs += 10_000;
    await authorizer.refresh();
    expect(authorizer.headers()).toBe(first);
  });
});

describe("the margin", () => {
  it("differs by chance, by up to half", async () => {
    const { authorizer, server, time } = await setup(numbered, { random: () => 0.999 });
    await authorizer.headers();
    time.nowMs += 1_709_000;
    authorizer.headers();
    expect(server.requests).toHaveLength(1);
    time.nowMs += 2_000;
    authorizer.headers();
    await server.received(2);
  });
});

describe("a client's secret", () => {
  /** Takes some secrets, and gives a token each time. */
  const takes =
    (secrets: readonly string[]): StubAnswer =>
    ({ body }, reply, index) =>
      secrets.includes(new URLSearchParams(body).get("client_secret") ?? "")
        ? sendJson(reply, { access_token: `a${index}`, expires_in: 60 })
        : sendJson(reply, { error: "invalid_client" }, 401, { "www-authenticate": "Basic" });

  it("that is new and refused leaves the last one in use, and is tried again the next time", async () => {
    const taken = ["s3cr&t"];
    const { authorizer, server, time, secrets, lines } = await setup(takes(taken));
    const used = (): (string | null)[] =>
      server.requests.map(({ body }) => new URLSearchParams(body).get("client_secret"));
    await authorizer.headers();
    secrets["env:SECRET"] = "new";
    time.nowMs += 60_000;
    await authorizer.headers();
    expect(used()).toEqual(["s3cr&t", "new", "s3cr&t"]);
    expect(lines.join("")).toContain("the new credentials don't work: the last ones stay in use");
    taken.splice(0, 1, "new");
    time.nowMs += 60_000;
    await authorizer.headers();
    expect(used().slice(3)).toEqual(["new"]);
  });

  it("that can't be read leaves the last one in use", async () => {
    const { authorizer, time, server, deps } = await setup(takes(["s3cr&t"]));
    await authorizer.headers();
    time.nowMs += 60_000;
    const get = vi.spyOn(deps.secrets, "get").mockRejectedValue(new ConfigError(["the vault is shut"]));
    await authorizer.headers();
    get.mockRestore();
    expect(server.requests).toHaveLength(2);
  });

  it("is looked up anew, past what is cached of a vault, before the last one is tried", async () => {
    const server = await startStub(takes(["new"]));
    servers.push(server);
    const get: AuthorizerDeps["secrets"]["get"] = (reference, { maxAgeMs = Infinity } = {}) =>
      Promise.resolve(reference !== "env:SECRET" ? reference : maxAgeMs <= 1_000 ? "new" : "cached");
    const deps = authorizerDeps({ baseUrl: server.url, secrets: { get }, clock: { now: () => 1 } });
    await expect(createAuthorizer(SCHEME, NAMES, deps).headers()).resolves.toEqual({ authorization: "Bearer a1" });
  });
});
