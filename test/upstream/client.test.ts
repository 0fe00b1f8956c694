import { createHash } from "node:crypto";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { describe, expect, it, vi } from "vitest";
import { ConfigError } from "../../src/errors.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import type { ObservedCall } from "../../src/upstream/client.ts";
import { sendJson } from "../support/stub-server.ts";
import type { StubAnswer } from "../support/stub-server.ts";
import { failureOf, harness, holdTime } from "./harness.ts";

const noRetries = { limits: { maxRetries: 0 } };

describe("a call", () => {
  it("sends the headers of connector, credentials and body", async () => {
    const { http, server } = await harness((_request, reply) => sendJson(reply, { ok: true }), {
      headers: { "x-version": "{apiVersion}-{size}" },
      options: { apiVersion: "2023-08-16", size: 3 },
    });
    await expect(http().read("/search", { ids: ["1"] }, { archived: false })).resolves.toEqual({ ok: true });
    await http().get("/things");
    const [post, get] = server.requests;
    expect(post).toMatchObject({ method: "POST", url: "/search?archived=false", body: '{"ids":["1"]}' });
    expect(post?.headers).toMatchObject({
      accept: "application/json",
      "content-type": "application/json",
      authorization: "Bearer secret-token-123",
      "x-version": "2023-08-16-3",
    });
    expect(get).toMatchObject({ method: "GET", url: "/things", body: "" });
    expect(get?.headers["content-type"]).toBeUndefined();
  });

  it("has headers of its own, and is another call than one with others", async () => {
    const { http, server } = await harness((request, reply) => sendJson(reply, request.headers["prefer"] ?? null));
    const prefer = (value: string) => http().get("/things", undefined, { prefer: value });
    const replies = await Promise.all([prefer("one"), prefer("two"), prefer("one"), http().get("/things")]);
    expect(replies).toEqual(["one", "two", "one", null]);
    expect(server.requests).toHaveLength(3);
    expect(server.requests[0]?.headers).toMatchObject({ authorization: "Bearer secret-token-123" });
  });

  it("goes below the base URL's path", async () => {
    const { http, server } = await harness((_request, reply) => sendJson(reply, 1), { path: "/eu/api/" });
    await http().get("/v2/tickets", { page: 2 });
    expect(server.requests[0]?.url).toBe("/eu/api/v2/tickets?page=2");
  });

  it("gives connectors their source's settings", async () => {
    const { http } = await harness((_request, reply) => sendJson(reply, 1), {
      options: { apiVersion: "x" },
      externalIdFields: ["hubspot_id"],
    });
    expect(http().options).toEqual({ apiVersion: "x" });
    expect(http().externalIdFields).toEqual(["hubspot_id"]);
    const before = Date.now();
    expect(http().now()).toBeGreaterThanOrEqual(before);
  });

  it.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
  ])("reads a %s body, short or long, in pieces", async (encoding, compress) => {
    // Hashes don't compress: the long one is decoded in the thread pool.
    const hashes = (count: number): string[] =>
      Array.from({ length: count }, (_, index) => createHash("sha256").update(String(index)).digest("hex"));
    const { http } = await harness((request, reply) => {
      const body = compress(Buffer.from(JSON.stringify(hashes(request.url === "/long" ? 4_000 : 2))));
      reply.writeHead(200, { "content-type": "application/json", "content-encoding": encoding });
      reply.write(body.subarray(0, 20));
      setImmediate(() => reply.end(body.subarray(20)));
    });
    await expect(http().get("/short")).resolves.toEqual(hashes(2));
    await expect(http().get("/long")).resolves.toEqual(hashes(4_000));
  });

  it("reads UTF-8 that comes in pieces, and a byte order mark", async () => {
    const bytes = Buffer.from('\uFEFF{"name":"Zoë 木村"}');
    const { http } = await harness((_request, reply) => {
      reply.writeHead(200, { "content-type": "application/vnd.api+json; charset=utf-8" });
      reply.write(bytes.subarray(0, 16)); // inside a character
      setImmediate(() => reply.end(bytes.subarray(16)));
    });
    await expect(http().get("/x")).resolves.toEqual({ name: "Zoë 木村" });
  });

  it("is null for 204 and undefined for an optional 404, without a warning", async () => {
    const { http, log } = await harness((request, reply) =>
      request.url === "/none" ? reply.writeHead(204).end() : sendJson(reply, {}, 404),
    );
    await expect(http().get("/none")).resolves.toBeNull();
    await expect(http().getOptional("/gone")).resolves.toBeUndefined();
    expect(log()).toEqual([]);
  });

  it("keeps connections and never has more than its concurrency", async () => {
    const { http, server } = await harness((_request, reply) => sendJson(reply, 1), { limits: { concurrency: 3 } });
    for (let round = 0; round < 4; round += 1) {
      await Promise.all(Array.from({ length: 9 }, (_, index) => http().get("/x", { round, index })));
    }
    expect(server.requests).toHaveLength(36);
    expect(server.connections).toBe(3);
  });

  it("tells its scope how it went", async () => {
    const seen: ObservedCall[] = [];
    const { http } = await harness(
      (request, reply) => sendJson(reply, {}, request.url === "/bad" ? 422 : 200),
      noRetries,
    );
    const scoped = http(600_000, (call) => seen.push(call));
    await scoped.get("/good");
    await failureOf(scoped.get("/bad"));
    expect(seen).toMatchObject([
      { source: "crm", outcome: "ok", shared: false },
      { source: "crm", outcome: "rejected", shared: false },
    ]);
  });
});

describe("a failure", () => {
  const sendText = (status: number, text: string, type = "text/plain"): StubAnswer => {
    return (_request, reply) => reply.writeHead(status, { "content-type": type }).end(text);
  };
  const cutBody: StubAnswer = (_request, reply) => {
    reply.writeHead(200, { "content-type": "application/json", "content-length": "100" });
    reply.write('{"id":', () => reply.destroy());
  };
  const cutChunked: StubAnswer = (_request, reply) => {
    reply.writeHead(200, { "content-type": "application/json" });
    reply.write('{"id":1}', () => reply.destroy());
  };

  it.each<[string, string, number | undefined, StubAnswer]>([
    ["rejected", "400", 400, sendText(400, "VENDOR-WORDS")],
    ["rejected", "401", 401, sendText(401, "VENDOR-WORDS")],
    ["rejected", "403", 403, sendText(403, '{"error":"VENDOR-WORDS"}', "application/json")],
    ["rejected", "404 of a get", 404, sendText(404, "VENDOR-WORDS")],
    ["rejected", "422", 422, sendText(422, "VENDOR-WORDS")],
    [
      "rate_limited",
      "429 as text/plain",
      429,
      sendText(429, "VENDOR-WORDS: Number of allowed API requests per minute exceeded"),
    ],
    ["unavailable", "500", 500, sendText(500, "VENDOR-WORDS")],
    ["unavailable", "501", 501, sendText(501, "VENDOR-WORDS")],
    ["unavailable", "503", 503, sendText(503, "VENDOR-WORDS")],
    ["unavailable", "a reset", undefined, (_request, reply) => reply.socket?.resetAndDestroy()],
    ["unavailable", "a closed connection", undefined, (_request, reply) => reply.destroy()],
    ["malformed", "no JSON", 200, sendText(200, '{"id": VENDOR-WORDS', "application/json")],
    ["malformed", "an empty body", 200, sendText(200, "", "application/json")],
    ["malformed", "a page of HTML", 200, sendText(200, "<html>VENDOR-WORDS</html>", "text/html")],
    ["malformed", "JSON under another type", 200, sendText(200, "{}", "text/plain")],
    ["malformed", "a cut body", 200, cutBody],
    ["malformed", "a cut chunked body", 200, cutChunked],
    [
      "malformed",
      "broken gzip",
      200,
      (_request, reply) =>
        reply.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" }).end("VENDOR-WORDS"),
    ],
    [
      "malformed",
      "an encoding that nobody asked for",
      200,
      (_request, reply) =>
        reply.writeHead(200, { "content-type": "application/json", "content-encoding": "VENDOR-WORDS" }).end("{}"),
    ],
    ["malformed", "no HTTP", undefined, (_request, reply) => reply.socket?.end("VENDOR-WORDS\r\n\r\n")],
    [
      "malformed",
      "a redirect",
      302,
      (_request, reply) => reply.writeHead(302, { location: "https://evil.example/VENDOR-WORDS" }).end(),
    ],
  ])("is %s for %s, and repeats nothing of the vendor's", async (failure, _name, status, answer) => {
    const { http, server, log, logText } = await harness(answer, noRetries);
    const error = await failureOf(http().get("/path-of-vendor", { q: "query-of-vendor" }));
    expect(error.failure).toBe(failure);
    expect(error.source).toBe("crm");
    expect(error.details.status).toBe(status);
    expect(error.message).not.toMatch(/VENDOR|path-of|query-of|127\.0\.0\.1|secret-token/);
    expect(server.requests).toHaveLength(1);
    expect(log()).toHaveLength(1);
    expect(log()[0]).toMatchObject({ level: 40, source: "crm", method: "GET", path: "/path-of-vendor", failure });
    expect(logText()).not.toMatch(/query-of-vendor|secret-token/);
  });

  it("is unavailable where nothing listens", async () => {
    const { http, server } = await harness((_request, reply) => sendJson(reply, 1), noRetries);
    await server.close();
    const error = await failureOf(http().get("/x"));
    expect(error.failure).toBe("unavailable");
    expect(error.details.detail).toContain("ECONNREFUSED");
    expect(error.message).not.toContain("127.0.0.1");
  });

  it("is a timeout when no whole answer comes in the time of one attempt, and stops the request", async () => {
    holdTime();
    const { http, server } = await harness(
      (_request, reply) => {
        reply.writeHead(200, { "content-type": "application/json" });
        reply.write('{"id":'); // then silence
      },
      { limits: { maxRetries: 0, timeoutMs: 400 } },
    );
    const call = failureOf(http().get("/x"));
    await server.received(1);
    await vi.advanceTimersByTimeAsync(400);
    expect((await call).failure).toBe("timeout");
    await server.requests[0]?.cut;
  });

  it("is a timeout at the caller's deadline, however long an attempt may take", async () => {
    holdTime();
    const seen: ObservedCall[] = [];
    const { http, server, client } = await harness(() => undefined);
    const call = failureOf(http(250, (observed) => seen.push(observed)).get("/x"));
    await server.received(1);
    await vi.advanceTimersByTimeAsync(250);
    expect((await call).failure).toBe("timeout");
    expect(seen).toEqual([{ source: "crm", ms: 250, outcome: "timeout", shared: false }]);
    await server.requests[0]?.cut;
    await client.close();
    expect(client.inFlight).toBe(0);
  });

  it("comes without a request when the deadline has passed already", async () => {
    const { http, server } = await harness((_request, reply) => sendJson(reply, 1));
    expect((await failureOf(http(0).get("/x"))).failure).toBe("timeout");
    expect(server.requests).toHaveLength(0);
  });

  it("of a request that can't be sent is a bug, not the source's", async () => {
    const { http } = await harness((_request, reply) => sendJson(reply, 1));
    await expect(http().get("/contacts/../admin")).rejects.toThrow(/encodeURIComponent/);
    await expect(http().get("/contacts/ü")).rejects.not.toHaveProperty("failure");
  });
});

describe("the log", () => {
  it("holds headers and bodies at debug level, without secrets and personal data", async () => {
    const { http, log, logText } = await harness(
      (_request, reply) => sendJson(reply, { email: "ann@example.com", phone: "030 123456", stage: "lead" }),
      { level: "debug" },
    );
    await http().read("/search", { value: "ben@example.com" }, { q: "cy@example.com" });
    expect(log()).toMatchObject([
      { level: 20, path: "/search", status: 200, request: { headers: { accept: "application/json" } } },
    ]);
    expect(logText()).toContain("lead");
    expect(logText()).not.toMatch(/secret-token|ann@|ben@|cy@|cy%40|030 123456/);
  });
});

describe("close", () => {
  it("lets calls in flight end, refuses new ones, and closes the connections", async () => {
    let release = (): void => undefined;
    const { http, server, client } = await harness((_request, reply) => {
      release = () => sendJson(reply, "answered");
    });
    const call = http().get("/x");
    await server.received(1);
    expect(client.inFlight).toBe(1);
    const closing = client.close();
    expect((await failureOf(http().get("/y"))).failure).toBe("unavailable");
    expect(client.inFlight).toBe(1);
    release();
    await expect(call).resolves.toBe("answered");
    await closing;
    expect(server.requests).toHaveLength(1);
  });

  it("waits for a call between two attempts", async () => {
    holdTime();
    const { http, server, client, passTimeUntil } = await harness((_request, reply, index) =>
      sendJson(reply, index, index === 0 ? 500 : 200),
    );
    const call = http().get("/x");
    await server.received(1);
    const closing = client.close();
    await expect(passTimeUntil(call)).resolves.toBe(1);
    await closing;
  });
});

describe("configuration", () => {
  it.each([
    ["a base URL that is none", { baseUrl: "crm.example" }],
    ["a base URL with a query", { baseUrl: "https://crm.example/?key=1" }],
    ["a base URL with a user", { baseUrl: "https://user:pass@crm.example/" }],
    ["a header with an unknown option", { headers: { "x-version": "{apiVersion}" } }],
    ["an option that no header can carry", { headers: { "x-a": "{a}" }, options: { a: "x\r\nx-b: 1" } }],
  ])("is refused for %s", async (_name, options) => {
    await expect(harness((_request, reply) => sendJson(reply, 1), options)).rejects.toThrow(ConfigError);
  });

  it("never shows a password that stands in the base URL", async () => {
    const made = harness((_request, reply) => sendJson(reply, 1), { baseUrl: "https://user:hunter2@crm.example/" });
    await expect(made).rejects.toThrow(expect.not.stringContaining("hunter2") as unknown as string);
  });

  it("has no deadline too far for a timer", async () => {
    const { client } = await harness((_request, reply) => sendJson(reply, 1));
    await expect(client.http({ deadlineMs: Infinity }).get("/x")).resolves.toBe(1);
    await expect(client.http({ deadlineMs: systemClock.now() + 1e12 }).get("/x")).resolves.toBe(1);
  });
});
