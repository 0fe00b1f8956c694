import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FaultInputError, createFaultSwitch, parseFaults } from "../../src/sandbox/faults.ts";
import type { FaultSettings } from "../../src/sandbox/faults.ts";
import { startVendor } from "../../src/sandbox/vendor-server.ts";
import type { Exchange, Vendor, VendorServer } from "../../src/sandbox/vendor-server.ts";
import { createWorld } from "../../src/sandbox/world/create-world.ts";

const vendor: Vendor = {
  name: "hubspot",
  credentials: {},
  register(app) {
    app.get("/thing", async () => ({ text: "é".repeat(1_000) }));
    app.post("/echo", async (request) => ({ body: request.body }));
    app.get("/broken", async () => {
      throw new Error("a bug of the vendor's");
    });
  },
  sendTooManyRequests: (reply) => void reply.code(429).send({ own: 429 }),
  sendServerError: (reply) => void reply.code(500).send({ own: 500 }),
};

describe("a vendor server", () => {
  let server: VendorServer;
  let exchanges: Exchange[];

  beforeEach(async () => {
    exchanges = [];
    const context = { world: createWorld({ seed: 1, customers: 1 }), now: Date.now, rateScale: 1 };
    const onExchange = (exchange: Exchange): void => void exchanges.push(exchange);
    server = await startVendor(vendor, { context, latencyMs: 0, random: () => 0.5, onExchange });
  });

  afterEach(async () => {
    vi.useRealTimers();
    await server.stop();
  });

  const get = (path = "/thing"): Promise<Response> => fetch(server.url + path);
  const codeOf = (error: unknown): unknown =>
    error instanceof Error && typeof error.cause === "object" && error.cause !== null && "code" in error.cause
      ? error.cause.code
      : error;
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const untilReceived = async (requests: number): Promise<void> => {
    while (server.requests < requests) await new Promise((resolve) => setImmediate(resolve));
    await settle();
  };

  it("answers at 127.0.0.1 and shows observers each exchange", async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const reply = await fetch(`${server.url}/echo?a=1&b[c]=2&a=3`, {
      method: "POST",
      body: new URLSearchParams({ "x[y]": "z" }),
    });
    expect(await reply.json()).toEqual({ body: "x%5By%5D=z" });
    expect(exchanges).toMatchObject([
      {
        vendor: "hubspot",
        method: "POST",
        path: "/echo",
        query: { a: ["1", "3"], "b[c]": "2" },
        requestBody: "x%5By%5D=z",
        status: 200,
        responseBody: { body: "x%5By%5D=z" },
      },
    ]);
    expect(server.requests).toBe(1);
  });

  it("sends the vendor's own 429 and 500", async () => {
    server.faults.set({ tooManyRequests: { count: 1 }, serverError: {} });
    const replies = [await get(), await get()];
    expect(replies.map(({ status }) => status)).toEqual([429, 500]);
    expect(await replies[0]?.json()).toEqual({ own: 429 });
  });

  it("resets the connection", async () => {
    server.faults.set({ reset: {} });
    expect(codeOf(await get().catch((error: unknown) => error))).toBe("ECONNRESET");
  });

  it("truncates: more is promised than comes", async () => {
    server.faults.set({ truncated: {} });
    const reply = await get();
    expect(reply.status).toBe(200);
    expect(Number(reply.headers.get("content-length"))).toBeGreaterThan(2_000);
    expect(codeOf(await reply.text().catch((error: unknown) => error))).toBe("UND_ERR_SOCKET");
    expect(exchanges).toEqual([]);
  });

  it("sends a complete 200 that is no JSON", async () => {
    server.faults.set({ malformed: {} });
    const reply = await get("/nowhere");
    expect(reply.status).toBe(200);
    const text = await reply.text();
    expect(Buffer.byteLength(text)).toBe(Number(reply.headers.get("content-length")));
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  it("hangs until it is stopped, and stops at once", async () => {
    server.faults.set({ hang: {} });
    const outcome = get().then(
      () => "answered",
      (error: unknown) => codeOf(error),
    );
    await untilReceived(1);
    expect(await Promise.race([outcome, settle().then(() => "hanging")])).toBe("hanging");
    await server.stop();
    expect(await outcome).toBe("UND_ERR_SOCKET");
  });

  it("delays by the added latency, and gives the ordinary answer", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    server.faults.set({ latency: { ms: 60_000 } });
    let status = 0;
    const reply = get().then((answer) => (status = answer.status));
    await untilReceived(1);
    vi.advanceTimersByTime(59_999);
    await settle();
    expect(status).toBe(0);
    vi.advanceTimersByTime(1);
    await reply;
    expect(status).toBe(200);
  });

  it("strikes only below a path", async () => {
    server.faults.set({ serverError: { pathPrefix: "/echo" } });
    expect((await get()).status).toBe(200);
    expect((await fetch(`${server.url}/echo?x=1`, { method: "POST" })).status).toBe(500);
  });

  it("is well again after clear", async () => {
    server.faults.set({ serverError: {} });
    server.faults.clear();
    expect((await get()).status).toBe(200);
  });

  it("says on stderr when the vendor itself has a bug", async () => {
    const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect((await get("/broken")).status).toBe(500);
    expect(stderr.mock.calls.join()).toContain("a bug of the vendor's");
  });
});

describe("a fault switch", () => {
  it("strikes with the given probability", () => {
    let draw = 0;
    const faults = createFaultSwitch(() => draw);
    faults.set({ hang: { rate: 0.3 } });
    const outcomes = [0, 0.29, 0.3, 0.9].map((next) => {
      draw = next;
      return faults.decide("/").outcome;
    });
    expect(outcomes).toEqual(["hang", "hang", null, null]);
  });

  it("ends by itself after its count, and counts only what it struck", () => {
    const faults = createFaultSwitch(() => 0);
    faults.set({ latency: { ms: 5, count: 3 }, reset: { count: 1, pathPrefix: "/a" }, serverError: { count: 2 } });
    expect(faults.decide("/b")).toEqual({ addedLatencyMs: 5, outcome: "serverError" });
    expect(faults.active).toEqual({
      latency: { ms: 5, count: 2 },
      reset: { count: 1, pathPrefix: "/a" },
      serverError: { count: 1 },
    });
    expect(faults.decide("/a")).toEqual({ addedLatencyMs: 5, outcome: "reset" });
    expect(faults.decide("/a")).toEqual({ addedLatencyMs: 5, outcome: "serverError" });
    expect(faults.decide("/a")).toEqual({ addedLatencyMs: 0, outcome: null });
    expect(faults.active).toEqual({});
  });

  it.each<[unknown, string]>([
    [{ hang: { rate: 30 } }, "hang.rate must be at most 1: it is a share, not a percentage"],
    [{ hang: { rate: "1" } }, "hang.rate must be a number from 0 to 1, for instance 0.3"],
    [{ reset: { count: 0 } }, "reset.count must be at least 1; use DELETE to end a fault"],
    [{ reset: { pathPrefix: "crm" } }, "reset.pathPrefix must start with /, for instance /crm/v3/objects/deals"],
    [{ latency: {} }, "latency.ms must be a number of milliseconds, for instance 500"],
    [{ latency: { ms: 1, every: 2 } }, "latency does not know every; it takes ms, rate, count, pathPrefix"],
    [
      { slow: {} },
      "the body does not know slow; it takes latency, hang, reset, tooManyRequests, serverError, truncated, malformed",
    ],
    [
      "hang",
      "the body must be a JSON object with any of latency, hang, reset, tooManyRequests, serverError, truncated, malformed",
    ],
  ])("refuses %j", (input, problem) => {
    expect(() => parseFaults(input)).toThrow(FaultInputError);
    expect(() => parseFaults(input)).toThrow(problem);
  });

  it("keeps its faults when it is given a bad one", () => {
    const faults = createFaultSwitch(() => 0);
    const good: FaultSettings = { hang: { count: 1 } };
    faults.set(good);
    expect(() => faults.set({ reset: { rate: 2 } })).toThrow(FaultInputError);
    expect(faults.active).toEqual(good);
  });
});
