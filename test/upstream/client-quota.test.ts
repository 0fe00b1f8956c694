// The quota governor in its place: between the callers and the wire.
import { describe, expect, it, vi } from "vitest";
import { systemClock } from "../../src/runtime/clock.ts";
import type { QuotaOptions } from "../../src/upstream/client.ts";
import { DEFAULT_SHARES } from "../../src/upstream/governor/priority.ts";
import type { QuotaRules } from "../../src/upstream/governor/rules.ts";
import { sendJson } from "../support/stub-server.ts";
import { rulesOf } from "./governor/some-governor.ts";
import { failureOf, harness, holdTime } from "./harness.ts";

const HOUR_MS = 3_600_000;

function quotaOf(limit: number, rules: QuotaRules = rulesOf({ limit, windowMs: HOUR_MS })): QuotaOptions {
  return { rules, ownLimits: {}, shares: DEFAULT_SHARES, account: "account" };
}

describe("a client with a quota", () => {
  it("refuses at once, as busy, what its quota has no room for in time", async () => {
    const { http, server, client } = await harness((_request, reply) => sendJson(reply, "good"), { quota: quotaOf(2) });
    await http(3_000).get("/a");
    await http(3_000).get("/b");
    const error = await failureOf(http(3_000).get("/c"));
    expect(error.failure).toBe("rate_limited");
    expect(error.details.status).toBeUndefined();
    expect(server.requests).toHaveLength(2);
    expect(client.quota).toMatchObject({ windows: [{ name: "all", limit: 2, left: 0 }], pausedForMs: 0 });
  });

  it("counts each attempt, as its source does, but for those that it refuses", async () => {
    holdTime();
    const statuses = [500, 429, 200];
    const { http, client, passTimeUntil } = await harness(
      (_request, reply, index) => sendJson(reply, "x", statuses[index], { "retry-after": "1" }),
      { quota: quotaOf(50) },
    );
    await expect(passTimeUntil(http().get("/x"))).resolves.toBe("x");
    expect(client.quota?.windows[0]?.left).toBe(client.quota === null ? 0 : client.quota.windows[0]!.limit - 2);
  });

  it("learns from every reply's headers", async () => {
    const { http, client } = await harness(
      (_request, reply) => sendJson(reply, "good", 200, { "x-limit": "300", "x-remaining": "299" }),
      { quota: quotaOf(50) },
    );
    await http().get("/x");
    expect(client.quota?.windows).toEqual([{ name: "all", limit: 300, left: 294 - 1 }]);
  });

  it("reads a refusal's body, where its vendor tells there", async () => {
    const rules: QuotaRules = {
      windows: { all: { limit: 50, windowMs: 1_000 } },
      read: (_headers, status, body) =>
        status === 429 && body.includes("secondly") ? [{ window: "all", remaining: 0, resetsInMs: 60_000 }] : [],
    };
    const { http, client } = await harness((_request, reply) => sendJson(reply, { message: "secondly limit" }, 429), {
      quota: quotaOf(50, rules),
      limits: { maxRetries: 0 },
    });
    await failureOf(http(3_000).get("/x"));
    expect(client.quota?.windows[0]?.left).toBe(0);
    expect((await failureOf(http(3_000).get("/y"))).failure).toBe("rate_limited");
  });

  it("tells a refusal for want of quota by what its vendor says, where that is no 429", async () => {
    const isSpent = (status: number, body: string): boolean => status === 403 && body.includes("LIMIT_EXCEEDED");
    const codes = ["LIMIT_EXCEEDED", "NOT_ALLOWED"];
    const { http, server } = await harness(
      (_request, reply, index) => sendJson(reply, [{ errorCode: codes[index] }], 403),
      { quota: quotaOf(50, { windows: {}, isSpent }) },
    );
    expect(await failureOf(http().get("/x"))).toMatchObject({ failure: "rate_limited", details: { status: 403 } });
    expect(await failureOf(http().get("/y"))).toMatchObject({ failure: "rejected", details: { status: 403 } });
    expect(server.requests).toHaveLength(2);
  });

  it("asks nothing of a source that wants a pause", async () => {
    const { http, server } = await harness((_request, reply) => sendJson(reply, "busy", 503, { "retry-after": "60" }), {
      quota: quotaOf(50),
    });
    await failureOf(http(3_000).get("/x"));
    expect((await failureOf(http(3_000).get("/y"))).failure).toBe("rate_limited");
    expect(server.requests).toHaveLength(1);
  });

  it("tells searches by their path, below the base URL", async () => {
    const rules: QuotaRules = {
      windows: { search: { limit: 1, windowMs: HOUR_MS, of: "search" } },
      searches: ["/things/*/search"],
    };
    const { http } = await harness((_request, reply) => sendJson(reply, "good"), {
      quota: quotaOf(1, rules),
      path: "/base",
    });
    await http(3_000).read("/things/a/search", {});
    await http(3_000).get("/things/a");
    expect((await failureOf(http(3_000).read("/things/b/search", {}))).failure).toBe("rate_limited");
  });

  it("makes a background call urgent when somebody who waits joins it", async () => {
    const { http, client, server } = await harness((_request, reply) => sendJson(reply, "good"), {
      quota: quotaOf(20),
    });
    for (let index = 0; index < 15; index += 1) await http().get("/used", { index });
    const background = client.http({ deadlineMs: systemClock.now() + 2 * HOUR_MS, priority: "background" });
    const first = background.get("/shared");
    await vi.waitFor(() => expect(client.quota?.waiting.background).toBe(1));
    await expect(Promise.all([http().get("/shared"), first])).resolves.toEqual(["good", "good"]);
    expect(server.requests).toHaveLength(16);
  });

  it("forgets who waits when their deadline passes, and closes", async () => {
    const { client, server } = await harness((_request, reply) => sendJson(reply, "good"), { quota: quotaOf(50) });
    const calls = Array.from({ length: 60 }, (_, index) =>
      client
        .http({ deadlineMs: systemClock.now() + 200, priority: "background" })
        .get("/x", { index })
        .catch((problem: unknown) => problem),
    );
    await Promise.all(calls);
    await client.close();
    expect(client.inFlight).toBe(0);
    expect(server.requests.length).toBeLessThan(50);
  });

  it("has nothing to say of its quota where none is kept", async () => {
    const { client } = await harness((_request, reply) => sendJson(reply, "good"));
    expect(client.quota).toBeNull();
  });
});
