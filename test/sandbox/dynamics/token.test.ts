import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { strangerApp } from "../../../src/sandbox/dynamics/token.ts";
import { clientId, clientSecret, objectIn, startEnvironment, tenantId } from "./running-environment.ts";
import type { RunningEnvironment } from "./running-environment.ts";

let environment: RunningEnvironment;
beforeAll(async () => {
  environment = await startEnvironment({ tokenLifetimeS: 600 });
});
afterAll(() => environment.stop());

function form(changes: Readonly<Record<string, string | null>> = {}): URLSearchParams {
  const all = {
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
    scope: `${environment.server.url}/.default`,
    ...changes,
  };
  const given = Object.entries(all).flatMap(([name, value]): [string, string][] =>
    value === null ? [] : [[name, value]],
  );
  return new URLSearchParams(given);
}

async function ask(body: URLSearchParams, tenant = tenantId) {
  const reply = await fetch(`${environment.server.url}/${tenant}/oauth2/v2.0/token`, { method: "POST", body });
  return { status: reply.status, body: objectIn(await reply.json()) };
}

describe("the token endpoint", () => {
  it("gives a token for the environment, by its own address as by its name", async () => {
    const { status, body } = await ask(form());
    expect(status).toBe(200);
    expect(body).toEqual({
      token_type: "Bearer",
      expires_in: 600,
      ext_expires_in: 600,
      access_token: expect.stringMatching(/^ey[\w-]+\.[\w-]+\.[\w-]+$/),
    });
    const authorization = `Bearer ${String(body["access_token"])}`;
    expect((await environment.get("WhoAmI", { authorization })).status).toBe(200);
  });

  it.each([
    ["another tenant", {}, "00000000-0000-0000-0000-000000000000", 400, "invalid_request", 90_002],
    ["no grant type", { grant_type: null }, undefined, 400, "invalid_request", 900_144],
    ["another grant", { grant_type: "password" }, undefined, 400, "unsupported_grant_type", 70_003],
    ["an unknown app", { client_id: "nobody" }, undefined, 400, "unauthorized_client", 700_016],
    ["a wrong secret", { client_secret: "wrong" }, undefined, 401, "invalid_client", 7_000_215],
    [
      "a scope that is not .default",
      { scope: "https://x/user_impersonation" },
      undefined,
      400,
      "invalid_scope",
      1_002_012,
    ],
    [
      "another resource",
      { scope: "https://other.crm.dynamics.com/.default" },
      undefined,
      400,
      "invalid_resource",
      500_011,
    ],
  ])("refuses %s in Entra's words", async (_case, changes, tenant, status, error, code) => {
    const refusal = await ask(form(changes), tenant);
    expect(refusal.status).toBe(status);
    expect(refusal.body).toMatchObject({
      error,
      error_codes: [code],
      error_description: expect.stringMatching(
        new RegExp(`^AADSTS${code}: .+ Trace ID: [0-9a-f-]{36} Correlation ID: [0-9a-f-]{36} Timestamp: 2026-11-01 `),
      ),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    });
  });
});

describe("access", () => {
  it("ends when the token's time is over, and comes back with another", async () => {
    const authorization = `Bearer ${await environment.token()}`;
    environment.advance(599_000);
    expect((await environment.get("WhoAmI", { authorization })).status).toBe(200);
    environment.advance(1_000);
    const late = await environment.get("WhoAmI", { authorization });
    expect(late.status).toBe(401);
    expect(late.headers.get("www-authenticate")).toMatch(/^Bearer error="invalid_token", .*authorization_uri="https:/);
    expect(objectIn(late.body["error"])["message"]).toBe("HTTP Error 401 - Unauthorized: Access is denied");
    expect((await environment.get("WhoAmI", { authorization: `Bearer ${await environment.token()}` })).status).toBe(
      200,
    );
  });

  it("is refused without a token, and with one that was tampered with", async () => {
    const [head, , signature] = (await environment.token()).split(".");
    const claims = Buffer.from(JSON.stringify({ aud: environment.server.url, appid: clientId, exp: 9_999_999_999 }));
    for (const authorization of [
      "",
      "Basic eDp5",
      "Bearer x",
      `Bearer ${head}.${claims.toString("base64url")}.${signature}`,
    ]) {
      expect((await environment.get("contacts", { authorization })).status).toBe(401);
    }
  });

  it("is forbidden to an app that is no user of the environment", async () => {
    const token = await environment.token({ client_id: strangerApp.clientId, client_secret: strangerApp.clientSecret });
    const { status, body } = await environment.get("contacts", { authorization: `Bearer ${token}` });
    expect(status).toBe(403);
    expect(body["error"]).toEqual({ code: "0x80072560", message: "The user is not a member of the organization." });
  });
});
