import { describe, expect, it } from "vitest";
import { openServer } from "./open-server.ts";

const JSON_HEADERS = { "content-type": "application/json" };

describe("a request without a token that we take", () => {
  it("is 401 for want of one, and told the scheme", async () => {
    const { ask } = await openServer();
    const reply = await ask("{ count }", { token: null });
    expect(reply.statusCode).toBe(401);
    expect(reply.headers["www-authenticate"]).toBe('Bearer realm="tributary"');
    expect(reply.headers["cache-control"]).toBe("no-store");
    expect(reply.json()).toEqual({
      errors: [{ message: expect.stringContaining("no token"), extensions: { code: "UNAUTHENTICATED" } }],
    });
  });

  it("is 401 with the reason, which can't break out of its header", async () => {
    const { ask } = await openServer();
    const reply = await ask("{ count }", { token: "refused" });
    expect(reply.statusCode).toBe(401);
    expect(reply.headers["www-authenticate"]).toBe(
      `Bearer realm="tributary", error="invalid_token", error_description="the token is 'refused' ? try another"`,
    );
    expect(reply.json()).toMatchObject({ errors: [{ message: `the token is "refused" – try another` }] });
  });

  it("is 503 while the keys that would tell can't be had: the token may be good", async () => {
    const { ask } = await openServer();
    const reply = await ask("{ count }", { token: "undecided" });
    expect(reply.statusCode).toBe(503);
    expect(reply.headers["retry-after"]).toBe("10");
    expect(reply.headers["www-authenticate"]).toBeUndefined();
    expect(reply.json()).toMatchObject({ errors: [{ extensions: { code: "AUTHENTICATION_UNAVAILABLE" } }] });
  });

  it.each(["Basic YWRhOmE=", "Bearer", "Bearer a b", "Bearer =", "ada~SALES"])(
    "is 401 with %s",
    async (authorization) => {
      const { app } = await openServer();
      const reply = await app.inject({ method: "POST", url: "/graphql", headers: { authorization }, body: {} });
      expect(reply.statusCode).toBe(401);
      expect(reply.json()).toMatchObject({
        errors: [{ message: expect.stringContaining("should be `Bearer <token>`") }],
      });
    },
  );

  it("is not read any further: neither its size nor its syntax is looked at", async () => {
    const { app } = await openServer();
    for (const body of ["x".repeat(20_000), "{"]) {
      const reply = await app.inject({ method: "POST", url: "/graphql", headers: JSON_HEADERS, body });
      expect(reply.statusCode).toBe(401);
    }
  });

  it("can be read by the web pages that may call us", async () => {
    const { ask } = await openServer();
    const reply = await ask("{ count }", { token: null, headers: { origin: "https://dashboard.example" } });
    expect(reply.headers["access-control-allow-origin"]).toBe("https://dashboard.example");
  });

  it("is one line in the log, with the reason and without the token", async () => {
    const { ask, log } = await openServer();
    await ask("{ count }", { token: "some-refused-token" });
    expect(log).toMatchObject([
      { msg: "request", status: 401, path: "/graphql", refusal: expect.stringContaining("try") },
    ]);
    expect(JSON.stringify(log)).not.toContain("some-refused-token");
  });
});

describe("a request with a token", () => {
  it.each(["bearer ada~SALES", "BEARER  ada~SALES "])("is let in with %s", async (authorization) => {
    const { ask, contexts } = await openServer();
    const reply = await ask("{ count }", { token: null, headers: { authorization } });
    expect(reply.json()).toEqual({ data: { count: 1 } });
    expect(contexts).toMatchObject([{ principal: { subject: "ada", roles: ["SALES"] } }]);
  });
});
