import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { basic, clientId, clientSecret, objectIn, startPaypal } from "./running-paypal.ts";
import type { Plain, RunningPaypal } from "./running-paypal.ts";

let paypal: RunningPaypal;
beforeAll(async () => {
  paypal = await startPaypal();
});
afterAll(() => paypal[Symbol.asyncDispose]());

async function ask(
  form: Readonly<Record<string, string>>,
  authorization = basic(clientId, clientSecret),
): Promise<{ status: number; headers: Headers; body: Plain }> {
  const response = await fetch(`${paypal.server.url}/v1/oauth2/token`, {
    method: "POST",
    headers: { authorization },
    body: new URLSearchParams(form),
  });
  return { status: response.status, headers: response.headers, body: objectIn(await response.json()) };
}

const works = (token: string): Promise<unknown> =>
  paypal.get("/v1/billing/plans", { authorization: `Bearer ${token}` }).then(({ status }) => status);

describe("the token endpoint", () => {
  it("gives a token for client credentials, another each time", async () => {
    const { status, headers, body } = await ask({ grant_type: "client_credentials" });
    expect(status).toBe(200);
    expect(headers.get("paypal-debug-id")).toMatch(/^[0-9a-f]{13}$/);
    expect(body).toEqual({
      scope: expect.stringContaining("https://uri.paypal.com/services/reporting/search/read"),
      access_token: expect.stringMatching(/^A21AA/),
      token_type: "Bearer",
      app_id: expect.stringMatching(/^APP-[A-Z0-9]{17}$/),
      expires_in: 32_400,
      nonce: expect.stringMatching(/^2026-11-01T00:00:00Z/),
    });
    expect(await works(String(body["access_token"]))).toBe(200);
    expect(await paypal.token()).not.toBe(body["access_token"]);
  });

  it.each([
    [basic("nobody", clientSecret), "client_credentials", 401, "invalid_client"],
    [basic(clientId, "wrong"), "client_credentials", 401, "invalid_client"],
    ["", "client_credentials", 401, "invalid_client"],
    [basic(clientId, clientSecret), "password", 400, "unsupported_grant_type"],
    [basic(clientId, clientSecret), undefined, 400, "invalid_request"],
  ])("refuses %s asking for %s with %i", async (authorization, grant, status, error) => {
    const answer = await ask(grant === undefined ? {} : { grant_type: grant }, authorization);
    expect(answer).toMatchObject({ status, body: { error, error_description: expect.any(String) } });
  });
});

describe("a token", () => {
  it.each([undefined, "", "A21AAnonsense", "A21AA.x.y", "Basic x"])("is refused when it is %s", async (token) => {
    const header = token === undefined ? "" : `Bearer ${token}`;
    const { status, body } = await paypal.get("/v1/billing/plans", { authorization: header });
    expect([status, body["name"]]).toEqual([401, "AUTHENTICATION_FAILURE"]);
  });

  it("cannot be given a longer life", async () => {
    const token = await paypal.token();
    const [expires = "", serial, signature] = token.slice("A21AA".length).split(".");
    const later = (Number.parseInt(expires, 36) + 1_000_000).toString(36);
    expect(await works(`A21AA${later}.${serial}.${signature}`)).toBe(401);
  });

  it("ends when it said it would", async () => {
    await using brief = await startPaypal({ tokenLifetimeS: 60 });
    brief.advance(59_000);
    expect((await brief.get("/v1/billing/plans")).status).toBe(200);
    brief.advance(1_000);
    expect((await brief.get("/v1/billing/plans")).status).toBe(401);
    const fresh = await brief.token();
    expect((await brief.get("/v1/billing/plans", { authorization: `Bearer ${fresh}` })).status).toBe(200);
  });
});

describe("too many requests", () => {
  it("are refused until the next minute, and told how long that is", async () => {
    // One goes to the token.
    await using busy = await startPaypal({ requestsPerMinute: 2, rateScale: 2 });
    busy.advance(20_000);
    for (let call = 0; call < 3; call += 1) expect((await busy.get("/v1/billing/plans")).status).toBe(200);
    const { status, headers, body } = await busy.get("/v1/billing/plans");
    expect([status, headers.get("retry-after")]).toEqual([429, "40"]);
    expect(body).toMatchObject({
      name: "RATE_LIMIT_REACHED",
      message: "Too many requests. Blocked due to rate limiting.",
      debug_id: headers.get("paypal-debug-id"),
    });
    busy.advance(40_000);
    expect((await busy.get("/v1/billing/plans")).status).toBe(200);
  });

  it("need not say how long", async () => {
    await using silent = await startPaypal({ requestsPerMinute: 1, rateScale: 1, sendsRetryAfter: false });
    expect((await silent.get("/v1/billing/plans")).headers.get("retry-after")).toBeNull();
  });
});

describe("the fault switch", () => {
  it("answers with PayPal's own 429 and 500", async () => {
    await using faulty = await startPaypal();
    faulty.server.faults.set({ tooManyRequests: { count: 1 } });
    const limited = await faulty.get("/v1/billing/plans");
    expect([limited.status, limited.body["name"], limited.headers.get("retry-after")]).toEqual([
      429,
      "RATE_LIMIT_REACHED",
      "1",
    ]);
    faulty.server.faults.set({ serverError: { count: 1 } });
    const failed = await faulty.get("/v1/billing/plans");
    expect([failed.status, failed.body["name"]]).toEqual([500, "INTERNAL_SERVER_ERROR"]);
    expect(failed.headers.get("paypal-debug-id")).toBe(failed.body["debug_id"]);
    expect((await faulty.get("/v1/billing/plans")).status).toBe(200);
  });
});
