import { describe, expect, it, vi } from "vitest";
import { sendJson } from "../support/stub-server.ts";
import type { StubAnswer } from "../support/stub-server.ts";
import { failureOf, harness, holdTime, turn } from "./harness.ts";
import type { Harness, HarnessOptions } from "./harness.ts";

type Fault = (reply: Parameters<StubAnswer>[1]) => void;

const failsWith =
  (status: number, headers: Readonly<Record<string, string>> = {}, body: unknown = {}): Fault =>
  (reply) =>
    sendJson(reply, body, status, headers);

/** Faults first, then a good answer; the times of all requests. */
async function faulty(faults: readonly Fault[], options: HarnessOptions = {}): Promise<Harness & { times: number[] }> {
  holdTime();
  const times: number[] = [];
  const made = await harness((_request, reply, index) => {
    times.push(Date.now());
    const fault = faults[index];
    if (fault === undefined) sendJson(reply, "good");
    else fault(reply);
  }, options);
  return { ...made, times };
}

const waits = (times: readonly number[]): number[] => times.slice(1).map((time, index) => time - (times[index] ?? 0));

describe("retry", () => {
  it.each<[string, Fault]>([
    ["500", failsWith(500)],
    ["502", failsWith(502)],
    ["503", failsWith(503)],
    ["504", failsWith(504)],
    ["408", failsWith(408)],
    ["a reset", (reply) => reply.socket?.resetAndDestroy()],
    ["a truncated body", (reply) => reply.writeHead(200, { "content-length": "50" }).write("{", () => reply.destroy())],
    ["a malformed body", (reply) => reply.writeHead(200, { "content-type": "application/json" }).end("{oops")],
    ["a page of HTML", (reply) => reply.writeHead(200, { "content-type": "text/html" }).end("<html>")],
    ["a 429 that says when", failsWith(429, { "retry-after": "1" })],
    ["a 4xx that Stripe wants repeated", failsWith(409, { "stripe-should-retry": "true" })],
  ])("repeats after %s", async (_name, fault) => {
    const { http, server, passTimeUntil } = await faulty([fault]);
    await expect(passTimeUntil(http().get("/x"))).resolves.toBe("good");
    expect(server.requests).toHaveLength(2);
  });

  it.each<[string, Fault]>([
    ["400", failsWith(400)],
    ["401", failsWith(401)],
    ["403", failsWith(403)],
    ["404", failsWith(404)],
    ["501", failsWith(501)],
    ["a redirect", failsWith(302, { location: "/y" })],
    ["a 429 that doesn't say when", failsWith(429)],
    ["a 500 that Stripe doesn't want repeated", failsWith(500, { "stripe-should-retry": "false" })],
  ])("doesn't repeat after %s", async (_name, fault) => {
    const { http, server, passTimeUntil } = await faulty([fault]);
    await failureOf(passTimeUntil(http().get("/x")));
    expect(server.requests).toHaveLength(1);
  });

  it("repeats an attempt that took too long", async () => {
    const { http, server, passTimeUntil } = await faulty([() => undefined], { limits: { timeoutMs: 5_000 } });
    const call = http().get("/x");
    await server.received(1);
    await vi.advanceTimersByTimeAsync(5_000);
    await expect(passTimeUntil(call)).resolves.toBe("good");
    expect(server.requests).toHaveLength(2);
  });

  it("repeats a POST that reads", async () => {
    const { http, server, passTimeUntil } = await faulty([failsWith(500)]);
    await expect(passTimeUntil(http().read("/search", { ids: [1] }))).resolves.toBe("good");
    expect(server.requests.map(({ body }) => body)).toEqual(['{"ids":[1]}', '{"ids":[1]}']);
  });

  it("gives up after maxRetries, with the last failure, each attempt logged once", async () => {
    const { http, server, log, passTimeUntil } = await faulty([
      failsWith(500),
      failsWith(503),
      failsWith(502),
      failsWith(500),
    ]);
    expect((await failureOf(passTimeUntil(http().get("/x")))).details.status).toBe(502);
    expect(server.requests).toHaveLength(3);
    expect(log().map(({ status }) => status)).toEqual([500, 503, 502]);
  });

  it.each([
    [0, 50, 100],
    [0.999_999, 100, 200],
  ])("backs off exponentially, with jitter of %d", async (random, first, second) => {
    const { http, times, passTimeUntil } = await faulty([failsWith(500), failsWith(500)], { random: () => random });
    await passTimeUntil(http().get("/x"));
    const [one = 0, two = 0] = waits(times);
    expect(one).toBeGreaterThanOrEqual(first - 1);
    expect(two).toBeGreaterThanOrEqual(second - 1);
  });

  it.each<[string, Fault, number]>([
    ["in seconds", failsWith(429, { "retry-after": "2" }), 2_000],
    ["of a 503", failsWith(503, { "retry-after": "3" }), 3_000],
    [
      "as Zendesk's endpoints say it",
      failsWith(429, { "zendesk-ratelimit-tickets-index": "total=100; remaining=0; resets=4" }),
      4_000,
    ],
    ["as HubSpot's search says it", failsWith(429, {}, { message: "You have reached your secondly limit." }), 1_000],
  ])("waits as long as asked: %s", async (_name, fault, ms) => {
    const { http, times, passTimeUntil } = await faulty([fault]);
    await expect(passTimeUntil(http().get("/x"))).resolves.toBe("good");
    expect(waits(times)[0]).toBeGreaterThanOrEqual(ms);
  });

  it("waits until an HTTP date", async () => {
    const { http, times, passTimeUntil } = await faulty([
      (reply) => sendJson(reply, {}, 429, { "retry-after": new Date(Date.now() + 5_000).toUTCString() }),
    ]);
    await passTimeUntil(http().get("/x"));
    expect(waits(times)[0]).toBeGreaterThanOrEqual(4_000); // HTTP dates have whole seconds
  });

  it("doesn't wait for what comes after the deadline", async () => {
    const { http, server, passTimeUntil } = await faulty([failsWith(429, { "retry-after": "30" })]);
    const startedMs = Date.now();
    const error = await failureOf(passTimeUntil(http(3_000).get("/x")));
    expect(error.failure).toBe("rate_limited");
    expect(error.details.retryAfterMs).toBe(30_000);
    expect(Date.now() - startedMs).toBeLessThan(3_000);
    expect(server.requests).toHaveLength(1);
  });
});

describe("the circuit breaker", () => {
  const limits = { maxRetries: 0, breakerFailures: 3, breakerResetMs: 5_000 };

  async function broken(): Promise<{ state: { up: boolean } } & Harness> {
    holdTime();
    const state = { up: false };
    const made = await harness((_request, reply) => sendJson(reply, "good", state.up ? 200 : 500), { limits });
    for (let call = 0; call < 3; call += 1) await failureOf(made.http().get("/x", { call }));
    return { ...made, state };
  }

  it("opens after failures in a row, refuses at once, and says so in the log", async () => {
    const { client, server, http, log } = await broken();
    expect(client.breaker).toBe("open");
    const error = await failureOf(http().get("/x"));
    expect(error).toMatchObject({ failure: "unavailable", message: "crm can't be reached or is failing" });
    expect(server.requests).toHaveLength(3);
    expect(log().filter(({ msg }) => String(msg).startsWith("circuit breaker opened"))).toHaveLength(1);
  });

  it("lets one probe through after the reset time, and closes when it goes well", async () => {
    const { client, server, http, state } = await broken();
    state.up = true;
    vi.setSystemTime(Date.now() + 5_000);
    const calls = [1, 2, 3].map((call) => http().get("/x", { call }));
    await server.received(4);
    expect(client.breaker).toBe("half-open");
    await expect(Promise.all(calls)).resolves.toEqual(["good", "good", "good"]);
    expect(client.breaker).toBe("closed");
    expect(server.requests).toHaveLength(6);
  });

  it("opens again when the probe fails", async () => {
    const { client, server, http } = await broken();
    vi.setSystemTime(Date.now() + 5_000);
    await failureOf(http().get("/x"));
    expect(server.requests).toHaveLength(4);
    expect(client.breaker).toBe("open");
    await failureOf(http().get("/x"));
    expect(server.requests).toHaveLength(4);
  });

  it("stays open when a probe is given up", async () => {
    holdTime();
    const made = await harness(
      (_request, reply, index) => {
        if (index < 3) sendJson(reply, {}, 500);
      },
      { limits },
    );
    for (let call = 0; call < 3; call += 1) await failureOf(made.http().get("/x", { call }));
    vi.setSystemTime(Date.now() + 5_000);
    const probe = failureOf(made.http(100).get("/x"));
    await made.server.received(4);
    await vi.advanceTimersByTimeAsync(100);
    expect((await probe).failure).toBe("timeout");
    await made.client.close();
    expect(made.client.breaker).toBe("open");
  });

  it.each([400, 401, 403, 404, 422, 429])("doesn't count a %d", async (status) => {
    const { client, http, server } = await harness((_request, reply) => sendJson(reply, {}, status), { limits });
    for (let call = 0; call < 6; call += 1) await failureOf(http().get("/x", { call }));
    expect(server.requests).toHaveLength(6);
    expect(client.breaker).toBe("closed");
  });

  it("counts only failures in a row", async () => {
    const { client, http } = await harness(
      (_request, reply, index) => sendJson(reply, {}, index % 3 === 2 ? 200 : 500),
      { limits },
    );
    for (let call = 0; call < 9; call += 1)
      await http()
        .get("/x", { call })
        .catch(() => undefined);
    expect(client.breaker).toBe("closed");
  });

  it.each([
    ["counts an attempt that was given up after a second", 1_000, "open"],
    ["doesn't count one that had less than that: a late caller says nothing of the source", 900, "closed"],
  ])("%s", async (_name, ms, state) => {
    holdTime();
    const { client, server, http } = await harness(() => undefined, { limits });
    for (let call = 0; call < 4; call += 1) {
      const failing = failureOf(http(ms).get("/x", { call }));
      if (client.breaker === "closed") await server.received(call + 1);
      await vi.advanceTimersByTimeAsync(ms);
      await failing;
      await turn();
    }
    expect(client.breaker).toBe(state);
  });
});

describe("the bulkhead", () => {
  it("has at most `concurrency` calls at the source, and the rest in its queue", async () => {
    const held: (() => void)[] = [];
    const { http, server, client } = await harness((_request, reply) => held.push(() => sendJson(reply, 1)), {
      limits: { concurrency: 2, maxRetries: 0 },
    });
    const calls = Promise.all(Array.from({ length: 5 }, (_, index) => http().get("/x", { index })));
    await server.received(2);
    await turn();
    expect(server.requests).toHaveLength(2);
    expect(client.inFlight).toBe(5);
    for (let released = 1; released <= 5; released += 1) {
      await server.received(Math.min(5, released + 1));
      expect(server.requests.length - released + 1).toBeLessThanOrEqual(2);
      held[released - 1]?.();
    }
    await calls;
    expect(client.inFlight).toBe(0);
  });

  it("refuses what its queue can't hold, without opening the breaker", async () => {
    const held: (() => void)[] = [];
    const { http, server, client, log } = await harness((_request, reply) => held.push(() => sendJson(reply, 1)), {
      limits: { concurrency: 1, queueLimit: 1, breakerFailures: 1 },
    });
    const calls = [http().get("/1"), http().get("/2")];
    expect((await failureOf(http().get("/3"))).failure).toBe("unavailable");
    expect(client.breaker).toBe("closed");
    expect(log()).toMatchObject([{ level: 40, source: "crm", queueLimit: 1 }]);
    await server.received(1);
    held[0]?.();
    await server.received(2);
    held[1]?.();
    await Promise.all(calls);
  });

  it("never sends a call whose callers left while it queued", async () => {
    holdTime();
    const held: (() => void)[] = [];
    const { http, server, client } = await harness((_request, reply) => held.push(() => sendJson(reply, 1)), {
      limits: { concurrency: 1 },
    });
    const first = http().get("/first");
    await server.received(1);
    const queued = failureOf(http(100).get("/queued"));
    await vi.advanceTimersByTimeAsync(100);
    expect((await queued).failure).toBe("timeout");
    held[0]?.();
    await first;
    await client.close();
    expect(server.requests.map(({ url }) => url)).toEqual(["/first"]);
  });

  it("never makes a call whose callers left the breaker's probe", async () => {
    holdTime();
    const held: (() => void)[] = [];
    const { http, server, log, client } = await harness(
      (_request, reply, index) => held.push(() => sendJson(reply, "good", index === 0 ? 500 : 200)),
      { limits: { concurrency: 1, maxRetries: 0, breakerFailures: 1, breakerResetMs: 0 } },
    );
    const first = failureOf(http().get("/first"));
    await server.received(1);
    const left = failureOf(http(100).get("/left"));
    const patient = http().get("/patient");
    await vi.advanceTimersByTimeAsync(100);
    await left;
    held[0]?.();
    await first;
    await server.received(2);
    held[1]?.();
    await expect(patient).resolves.toBe("good");
    expect(client.breaker).toBe("closed");
    expect(log().filter(({ msg }) => String(msg).startsWith("circuit breaker opened"))).toHaveLength(1);
  });
});
