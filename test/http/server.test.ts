import { brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { openServer } from "./open-server.ts";

const TOKEN = { authorization: "Bearer ada~SALES" };
const JSON_TOKEN = { ...TOKEN, "content-type": "application/json" };

describe("web pages of other origins", () => {
  const preflight = (origin: string) => ({
    method: "OPTIONS" as const,
    url: "/graphql",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type",
    },
  });

  it("may call when they are listed, with a token and without cookies", async () => {
    const { app } = await openServer();
    const reply = await app.inject(preflight("https://dashboard.example"));
    expect(reply.statusCode).toBe(204);
    expect(reply.headers).toMatchObject({
      "access-control-allow-origin": "https://dashboard.example",
      "access-control-allow-methods": "GET, POST",
      vary: "Origin",
    });
    const allowed = String(reply.headers["access-control-allow-headers"]).split(", ");
    expect(allowed).toEqual(expect.arrayContaining(["authorization", "content-type", "cache-control"]));
    expect(reply.headers["access-control-allow-credentials"]).toBeUndefined();
  });

  it.each(["https://elsewhere.example", "https://dashboard.example.evil.example", "http://dashboard.example", "null"])(
    "may not when they are not: %s",
    async (origin) => {
      const { app, ask } = await openServer();
      const reply = await app.inject(preflight(origin));
      expect(reply.headers["access-control-allow-origin"]).toBeUndefined();
      const answer = await ask("{ count }", { headers: { origin } });
      expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    },
  );

  it("may not where none is listed", async () => {
    const { app } = await openServer({ corsOrigins: [] });
    const reply = await app.inject(preflight("https://dashboard.example"));
    expect(reply.headers["access-control-allow-origin"]).toBeUndefined();
  });
});

describe("compression", () => {
  const LONG = "{ long(length: 5000) }";
  const whole = JSON.stringify({ data: { long: "x".repeat(5_000) } });

  it.each([
    ["gzip", gunzipSync],
    ["br", brotliDecompressSync],
  ])("by %s, of a new answer and of a kept one", async (encoding, unpack) => {
    const { ask } = await openServer();
    for (let time = 1; time <= 2; time++) {
      const reply = await ask(LONG, { headers: { "accept-encoding": encoding } });
      expect(reply.headers).toMatchObject({
        "content-encoding": encoding,
        vary: expect.stringMatching(/accept-encoding/i),
      });
      expect(reply.rawPayload.length).toBeLessThan(500);
      expect(unpack(reply.rawPayload).toString()).toBe(whole);
    }
  });

  it("not of what is short, and not for who does not ask", async () => {
    const { ask } = await openServer();
    const short = await ask("{ count }", { headers: { "accept-encoding": "gzip" } });
    const plain = await ask(LONG);
    expect([short.headers["content-encoding"], plain.headers["content-encoding"]]).toEqual([undefined, undefined]);
    expect(plain.body).toBe(whole);
  });
});

describe("a request that is not right as HTTP", () => {
  it("is 413 when its body is too large, as sent or unpacked", async () => {
    const { app, log } = await openServer();
    const body = JSON.stringify({ query: "{ count }", variables: { padding: "x".repeat(20_000) } });
    const plain = await app.inject({ method: "POST", url: "/graphql", headers: JSON_TOKEN, body });
    const packed = await app.inject({
      method: "POST",
      url: "/graphql",
      headers: { ...JSON_TOKEN, "content-encoding": "gzip" },
      body: gzipSync(body),
    });
    for (const reply of [plain, packed]) {
      expect(reply.statusCode).toBe(413);
      expect(reply.json()).toMatchObject({ errors: [{ extensions: { code: "BAD_REQUEST" } }] });
    }
    expect(log).toMatchObject([{ status: 413, refusal: expect.stringContaining("large") }, { status: 413 }]);
  });

  it("is 400 when its JSON is malformed", async () => {
    const { app } = await openServer();
    const reply = await app.inject({
      method: "POST",
      url: "/graphql",
      headers: JSON_TOKEN,
      body: '{"query": "{ count }"',
    });
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({
      errors: [{ message: expect.any(String), extensions: { code: "BAD_REQUEST" } }],
    });
  });

  it("is 415 when its body is of a kind that we don't read", async () => {
    const { app } = await openServer();
    const headers = { ...TOKEN, "content-type": "application/x-www-form-urlencoded" };
    const reply = await app.inject({ method: "POST", url: "/graphql", headers, body: "query={count}" });
    expect(reply.statusCode).toBe(415);
  });

  it("is 404 where there is nothing, without its query in the answer", async () => {
    const { app, log } = await openServer();
    const reply = await app.inject("/nothing?token=secret");
    expect(reply.statusCode).toBe(404);
    expect(reply.json()).toEqual({ error: "There is nothing at GET /nothing" });
    expect(log).toEqual([]);
  });

  it("is answered whatever it says our name is", async () => {
    const { ask } = await openServer();
    expect((await ask("{ count }", { headers: { host: "a b" } })).json()).toEqual({ data: { count: 1 } });
  });
});

describe("every answer", () => {
  it("names its request: by the client's id where that is one, else by ours", async () => {
    const { ask, log } = await openServer();
    const own = await ask("{ count }", { headers: { "x-request-id": "from-the-client/1" } });
    const ours = await ask("{ count }", { headers: { "x-request-id": 'no id: "' } });
    expect(own.headers["x-request-id"]).toBe("from-the-client/1");
    expect(ours.headers["x-request-id"]).toBe("a-new-id");
    expect(log.map(({ requestId }) => requestId)).toEqual(["from-the-client/1", "a-new-id"]);
  });

  it("is taken as what it says it is", async () => {
    const { app, ask } = await openServer();
    for (const reply of [await ask("{ count }"), await app.inject("/health/live"), await app.inject("/nothing")]) {
      expect(reply.headers["x-content-type-options"]).toBe("nosniff");
    }
  });
});

describe("a fault of ours", () => {
  it("is masked under an id, by which the log tells all of it", async () => {
    const verify = () => Promise.reject(new Error("the cupboard is bare"));
    const { ask, log } = await openServer({ verifier: { verify, verifyCached: () => undefined } });
    const reply = await ask("{ count }", { headers: { "x-request-id": "theirs" } });
    expect(reply.statusCode).toBe(500);
    expect(reply.json()).toEqual({
      errors: [{ message: "Internal error", extensions: { code: "INTERNAL_SERVER_ERROR", errorId: "a-new-id" } }],
    });
    expect(log[0]).toMatchObject({
      errorId: "a-new-id",
      requestId: "theirs",
      err: { message: "the cupboard is bare" },
    });
    expect(log[1]).toMatchObject({ status: 500, requestId: "theirs" });
  });
});

describe("the line in the log", () => {
  it("says who asked what, and what each source had to do", async () => {
    const { ask, log } = await openServer();
    await ask("query HowMany { count }");
    await ask("query HowMany { count }");
    expect(log).toMatchObject([
      {
        msg: "request",
        level: 30,
        method: "POST",
        path: "/graphql",
        status: 200,
        ms: expect.any(Number),
        principal: "ada",
        roles: ["SALES"],
        operation: "HowMany",
        kind: "query",
        hasErrors: false,
        sources: { crm: { calls: 1, failedCalls: 0, callMs: 12, cacheHits: 0 } },
      },
      { principal: "ada", status: 200, responseCacheAgeMs: 0 },
    ]);
  });

  it("has neither the document nor the variables in it", async () => {
    const { ask, log } = await openServer();
    await ask("query HowMany($by: Int) { count(by: $by) }", { variables: { by: 12_345 } });
    expect(JSON.stringify(log)).not.toMatch(/12345|count\(/);
  });
});
