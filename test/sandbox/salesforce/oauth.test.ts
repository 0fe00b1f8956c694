import { createPublicKey, generateKeyPairSync } from "node:crypto";
import jwt from "jsonwebtoken";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { credentials, objectIn, startOrg } from "./running-org.ts";
import type { RunningOrg } from "./running-org.ts";

const { clientId, clientSecret, username, privateKey, refreshToken } = credentials;
const jwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const expired = [{ message: "Session expired or invalid", errorCode: "INVALID_SESSION_ID" }];

let org: RunningOrg;
beforeEach(async () => {
  org = await startOrg();
});
afterEach(() => org.stop());

/** Status of a call with this header. */
async function statusWith(authorization: string | null, path = "/limits"): Promise<[number, unknown]> {
  const response = await fetch(`${org.server.url}/services/data/v60.0${path}`, {
    headers: authorization === null ? {} : { authorization },
  });
  return [response.status, await response.json()];
}

function assertion(
  changes: Readonly<Record<string, unknown>> = {},
  key: string = privateKey,
  algorithm: "RS256" | "RS512" = "RS256",
): string {
  const claims = { iss: clientId, sub: username, aud: "https://login.salesforce.com", exp: org.now() / 1_000 + 180 };
  return jwt.sign({ ...claims, ...changes }, key, { algorithm, noTimestamp: true });
}

describe("the token endpoint", () => {
  it("gives a token for client credentials, in the form or in a Basic header", async () => {
    const answer = await org.token({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
    });
    const body = objectIn(answer.body);
    expect(answer.status).toBe(200);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^00D\w{12}!AQ/),
      signature: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
      scope: "api refresh_token",
      instance_url: org.server.url,
      id: expect.stringMatching(new RegExp(`^${org.server.url}/id/00D\\w{15}/005\\w{15}$`)),
      token_type: "Bearer",
      issued_at: String(org.now()),
    });
    expect((await statusWith(`Bearer ${String(body["access_token"])}`))[0]).toBe(200);
    const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
    expect((await org.token({ grant_type: "client_credentials" }, { authorization: basic })).status).toBe(200);
  });

  it("gives another token each time", async () => {
    expect(await org.login()).not.toBe(await org.login());
  });

  it.each([
    ["the login server", () => ({})],
    ["the test login server", () => ({ aud: "https://test.salesforce.com" })],
    ["the org itself", () => ({ aud: org.server.url })],
  ])("takes an assertion for %s", async (_name, changes) => {
    const answer = await org.token({ grant_type: jwtBearer, assertion: assertion(changes()) });
    expect(answer.status).toBe(200);
    expect((await statusWith(`Bearer ${String(objectIn(answer.body)["access_token"])}`))[0]).toBe(200);
  });

  it.each([
    ["no assertion", () => "", "invalid_grant", "invalid assertion"],
    ["no JWT", () => "a.b.c", "invalid_grant", "invalid assertion"],
    ["another key", () => assertion({}, otherKey()), "invalid_grant", "invalid assertion"],
    ["another algorithm", () => assertion({}, privateKey, "RS512"), "invalid_grant", "invalid assertion"],
    ["no signature", () => `${assertion().split(".").slice(0, 2).join(".")}.`, "invalid_grant", "invalid assertion"],
    ["another client", () => assertion({ iss: "x" }), "invalid_client_id", "client identifier invalid"],
    ["another user", () => assertion({ sub: "x" }), "invalid_grant", "user hasn't approved this consumer"],
    ["another audience", () => assertion({ aud: "https://x" }), "invalid_grant", "audience is invalid"],
    ["an expired one", () => assertion({ exp: org.now() / 1_000 - 600 }), "invalid_grant", "invalid assertion"],
    [
      "one that lives too long",
      () => assertion({ exp: org.now() / 1_000 + 3_600 }),
      "invalid_grant",
      "invalid assertion",
    ],
  ])("refuses %s", async (_name, make, error, description) => {
    const answer = await org.token({ grant_type: jwtBearer, assertion: make() });
    expect([answer.status, answer.body]).toEqual([400, { error, error_description: description }]);
  });

  it("takes the refresh token, any number of times", async () => {
    for (const form of [{}, { client_secret: clientSecret }]) {
      const answer = await org.token({
        grant_type: "refresh_token",
        refresh_token: refreshToken,
        client_id: clientId,
        ...form,
      });
      expect(answer.status).toBe(200);
      expect(answer.body).not.toHaveProperty("refresh_token");
    }
  });

  it.each([
    [{ grant_type: "password" }, "unsupported_grant_type", "grant type not supported"],
    [{}, "unsupported_grant_type", "grant type not supported"],
    [{ grant_type: "client_credentials" }, "invalid_client_id", "client identifier invalid"],
    [{ grant_type: "client_credentials", client_id: clientId }, "invalid_client", "invalid client credentials"],
    [
      { grant_type: "client_credentials", client_id: clientId, client_secret: "x" },
      "invalid_client",
      "invalid client credentials",
    ],
    [
      { grant_type: "refresh_token", client_id: clientId, refresh_token: "x" },
      "invalid_grant",
      "expired access/refresh token",
    ],
    [
      { grant_type: "refresh_token", client_id: clientId, client_secret: "x", refresh_token: refreshToken },
      "invalid_client",
      "invalid client credentials",
    ],
  ])("refuses %j", async (form, error, description) => {
    const answer = await org.token(form);
    expect([answer.status, answer.body]).toEqual([400, { error, error_description: description }]);
  });

  it("counts nothing of this as a call", async () => {
    await org.token({});
    const answer = await org.get("/limits");
    expect(answer.headers.get("sforce-limit-info")).toBe("api-usage=1/15000000");
  });
});

describe("rotation of refresh tokens", () => {
  it("makes each of them work once", async () => {
    await org.stop();
    org = await startOrg({ settings: { rotatesRefreshTokens: true } });
    const refresh = (token: string) =>
      org.token({ grant_type: "refresh_token", refresh_token: token, client_id: clientId });
    const next = String(objectIn((await refresh(refreshToken)).body)["refresh_token"]);
    expect(next).not.toBe(refreshToken);
    expect((await refresh(refreshToken)).status).toBe(400);
    const third = await refresh(next);
    expect(third.status).toBe(200);
    expect(objectIn(third.body)["refresh_token"]).not.toBe(next);
    expect((await refresh(next)).status).toBe(400);
  });
});

describe("sessions", () => {
  it("end, by default after two hours", async () => {
    const token = `Bearer ${await org.login()}`;
    org.advance(7_200_000 - 1);
    expect((await statusWith(token))[0]).toBe(200);
    org.advance(1);
    expect(await statusWith(token)).toEqual([401, expired]);
  });

  it("end sooner when the org is set up so", async () => {
    await org.stop();
    org = await startOrg({ settings: { sessionLifetimeS: 60 } });
    const token = `OAuth ${await org.login()}`;
    expect((await statusWith(token))[0]).toBe(200);
    org.advance(60_000);
    expect(await statusWith(token)).toEqual([401, expired]);
  });

  it("are refused when there is none, it is forged, or the header is of another form", async () => {
    expect(await statusWith(null)).toEqual([401, expired]);
    const token = await org.login();
    expect(await statusWith(`Bearer ${token.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"))}`)).toEqual([
      401,
      expired,
    ]);
    expect(await statusWith(`Bearer ${token.replace("AQ.m", "AQ.n")}`)).toEqual([401, expired]);
    const invalid = [{ message: "INVALID_HEADER_TYPE", errorCode: "INVALID_AUTH_HEADER" }];
    expect(await statusWith(`Basic ${token}`)).toEqual([401, invalid]);
  });

  it("can be revoked, and the refresh token too", async () => {
    const token = await org.login();
    const revoke = (value: string) =>
      fetch(`${org.server.url}/services/oauth2/revoke`, {
        method: "POST",
        body: new URLSearchParams({ token: value }),
      });
    expect((await revoke(token)).status).toBe(200);
    expect(await statusWith(`Bearer ${token}`)).toEqual([401, expired]);
    expect((await revoke(token)).status).toBe(400);
    expect((await revoke(refreshToken)).status).toBe(200);
    const refreshed = await org.token({
      grant_type: "refresh_token",
      refresh_token: refreshToken,
      client_id: clientId,
    });
    expect(refreshed.status).toBe(400);
  });

  it("are not needed for the list of versions", async () => {
    const response = await fetch(`${org.server.url}/services/data`);
    expect(response.status).toBe(200);
    const versions: unknown = await response.json();
    expect(versions).toContainEqual({ label: "Spring '24", url: "/services/data/v60.0", version: "60.0" });
    expect(versions).toContainEqual({ label: "Winter '27", url: "/services/data/v68.0", version: "68.0" });
  });
});

it("signs with a key that is a key pair's", () => {
  expect(createPublicKey(privateKey).asymmetricKeyDetails).toMatchObject({ modulusLength: 2_048 });
});

function otherKey(): string {
  return generateKeyPairSync("rsa", { modulusLength: 2_048 })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();
}
