// What vendors' token endpoints are asked, as their documentation says it.
import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { createAuthorizer } from "../../src/credentials/authorizer.ts";
import type { AuthorizerDeps } from "../../src/credentials/authorizer.ts";
import type { AuthScheme } from "../../src/credentials/auth-scheme.ts";
import { credentialNames } from "../../src/credentials/choose-scheme.ts";
import { sendJson, startStub } from "../support/stub-server.ts";
import type { StubAnswer, StubRequest, StubServer } from "../support/stub-server.ts";
import { authorizerDeps } from "./authorizer-deps.ts";
import { certificate } from "./localhost-certificate.ts";

const servers: StubServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const NOW = Date.UTC(2026, 10, 25);
const { publicKey, privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2_048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

interface Asked {
  readonly request: StubRequest;
  readonly form: Record<string, string>;
  readonly headers: unknown;
  readonly server: StubServer;
}

/** Signs one call. Every credential is its own reference and, where it is not given, its own secret. */
async function ask(
  scheme: AuthScheme,
  {
    answer = { access_token: "token", token_type: "Bearer" },
    secrets = {},
    ...given
  }: Partial<Omit<AuthorizerDeps, "secrets">> & { answer?: unknown; secrets?: Record<string, string> } = {},
): Promise<Asked> {
  const reply: StubAnswer = (_request, response) => sendJson(response, answer);
  const server = await startStub(reply);
  servers.push(server);
  const names = Object.fromEntries(credentialNames(scheme).map((name) => [name, name]));
  const options = Object.fromEntries(
    Object.entries(given.options ?? {}).map(([name, value]) => [name, String(value).replace("SERVER", server.url)]),
  );
  const deps = authorizerDeps({
    baseUrl: server.url,
    secrets: { get: (reference) => Promise.resolve(secrets[reference] ?? reference) },
    clock: { now: () => NOW },
    ...given,
    options,
  });
  const headers = await createAuthorizer(scheme, names, deps).headers();
  const [request] = server.requests;
  if (request === undefined) throw new Error("no token was asked for");
  return { request, headers, server, form: Object.fromEntries(new URLSearchParams(request.body)) };
}

describe("Salesforce", () => {
  const tokenPath = "/services/oauth2/token";

  it("gives a token for client credentials", async () => {
    const { request, form, headers } = await ask({
      scheme: "oauth2-client-credentials",
      tokenPath,
      clientId: "clientId",
      clientSecret: "clientSecret",
    });
    expect(request).toMatchObject({ method: "POST", url: tokenPath });
    expect(form).toEqual({ grant_type: "client_credentials", client_id: "clientId", client_secret: "clientSecret" });
    expect(headers).toEqual({ authorization: "Bearer token" });
  });

  const bearer: AuthScheme = {
    scheme: "oauth2-jwt-bearer",
    tokenPath,
    clientId: "consumerKey",
    username: "username",
    privateKey: "privateKey",
    audience: "{loginUrl}",
  };
  const options = { loginUrl: "https://login.salesforce.com" };

  it.each([
    ["a key", privateKey],
    ["a key on one line, as some stores keep it", privateKey.replaceAll("\n", "\\n")],
    ["a key behind its certificate", certificate + "\n" + privateKey],
  ])("gives a token for a signed assertion: %s", async (_name, pem) => {
    const { request, form } = await ask(bearer, { options, secrets: { privateKey: pem } });
    expect(request.url).toBe(tokenPath);
    const { assertion = "", ...rest } = form;
    expect(rest).toEqual({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer" });
    const [header = "", claims = "", signature = ""] = assertion.split(".");
    const json = (part: string): unknown => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    expect(json(header)).toEqual({ alg: "RS256", typ: "JWT" });
    expect(json(claims)).toEqual({
      iss: "consumerKey",
      sub: "username",
      aud: "https://login.salesforce.com",
      exp: NOW / 1_000 + 180,
    });
    const signed = Buffer.from(`${header}.${claims}`, "ascii");
    expect(verify("sha256", signed, createPublicKey(publicKey), Buffer.from(signature, "base64url"))).toBe(true);
  });

  it.each([
    ["no PEM", "secret text"],
    ["a key of another kind", generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" })],
    [
      "a short key",
      generateKeyPairSync("rsa", { modulusLength: 1_024 }).privateKey.export({ type: "pkcs8", format: "pem" }),
    ],
  ])("is not asked with %s for a key", async (_name, pem) => {
    const failing = ask(bearer, { options, secrets: { privateKey: String(pem) } });
    await expect(failing).rejects.toThrow(/^the credential privateKey should be/);
    await expect(failing).rejects.not.toThrow("secret text");
  });

  it("may answer with an ID token of an issuer that was not asked, without an end, and in lists", async () => {
    const answer = {
      access_token: "00D!abc",
      token_type: "Bearer",
      id_token: "e30.e30.x",
      scope: ["api", "openid"],
      expires_in: null,
      instance_url: "https://acme.my.salesforce.com",
      refresh_token: "",
    };
    const scheme = {
      scheme: "oauth2-refresh",
      tokenPath,
      clientId: "c",
      clientSecret: "s",
      refreshToken: "r",
    } as const;
    const { headers, form } = await ask(scheme, { answer });
    expect(headers).toEqual({ authorization: "Bearer 00D!abc" });
    expect(form).toEqual({ grant_type: "refresh_token", refresh_token: "r", client_id: "c", client_secret: "s" });
  });
});

describe("Dynamics", () => {
  const scheme: AuthScheme = {
    scheme: "oauth2-client-credentials",
    tokenPath: "{tokenUrl}",
    clientId: "clientId",
    clientSecret: "clientSecret",
    scope: "{scope}",
  };

  it("gives a token at an address of the directory's own, for a scope of the organisation's", async () => {
    const { request, form } = await ask(scheme, {
      baseUrl: "https://acme.crm4.dynamics.com/",
      options: { tokenUrl: "SERVER/{tenantId}/oauth2/v2.0/token", tenantId: "t-1", scope: "{origin}/.default" },
    });
    expect(request.url).toBe("/t-1/oauth2/v2.0/token");
    expect(form).toEqual({
      grant_type: "client_credentials",
      client_id: "clientId",
      client_secret: "clientSecret",
      scope: "https://acme.crm4.dynamics.com/.default",
    });
  });

  it("says at the start which option is missing", async () => {
    const options = { tokenUrl: "SERVER/{tenantId}/token", tenantId: "", scope: "x" };
    await expect(ask(scheme, { options })).rejects.toThrow("crm: signing in needs the option tenantId: set it under");
    const round = { tokenUrl: "{a}", a: "{b}", b: "{a}", scope: "x" };
    await expect(ask(scheme, { options: round })).rejects.toThrow("options name each other in a circle");
  });

  it("is sent no secret in the clear, but for an address on this machine or one that is configured so", async () => {
    let sent = 0;
    const fetch: AuthorizerDeps["fetch"] = () => {
      sent += 1;
      return Promise.resolve(Response.json({ access_token: "token" }));
    };
    const at = async (tokenUrl: string, baseUrl = "https://crm.example"): Promise<unknown> =>
      createAuthorizer(
        scheme,
        { clientId: "a", clientSecret: "b" },
        authorizerDeps({
          baseUrl,
          fetch,
          options: { tokenUrl, scope: "x" },
          secrets: { get: (reference) => Promise.resolve(reference) },
          clock: { now: () => NOW },
        }),
      ).headers();
    for (const url of ["http://login.example/token", "http://127.0.0.1.example/", "http://crm.example/token"]) {
      await expect(at(url)).rejects.toThrow("should be https: secrets are sent to it");
    }
    for (const url of ["nowhere", ".example/token", "http://", "ftp://crm.example"]) {
      await expect(at(url)).rejects.toThrow(`the token endpoint's address should be one such as`);
    }
    expect(sent).toBe(0);
    await at("http://localhost:1/token");
    await at("http://127.0.0.1:1/token");
    await at("http://sandbox:8080/token", "http://sandbox:8080/eu");
    expect(sent).toBe(3);
  });
});

describe("PayPal", () => {
  it("gives a token to a client that shows itself by basic authentication, as it is", async () => {
    const { request, form } = await ask(
      {
        scheme: "oauth2-client-credentials",
        tokenPath: "/v1/oauth2/token",
        clientId: "clientId",
        clientSecret: "clientSecret",
        clientAuth: "basic",
      },
      { secrets: { clientId: "AeA1QIZX_-id", clientSecret: "EL1tVxAjhT7c.J~s" } },
    );
    expect(request.url).toBe("/v1/oauth2/token");
    const [, basic = ""] = request.headers.authorization?.split(" ") ?? [];
    expect(Buffer.from(basic, "base64").toString("utf8")).toBe("AeA1QIZX_-id:EL1tVxAjhT7c.J~s");
    expect(form).toEqual({ grant_type: "client_credentials" });
  });
});
