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

  describe("whose source tells when a window ends, and not how long to wait", () => {
    const rules: QuotaRules = {
      windows: { all: { limit: 50, windowMs: 10_000 } },
      read(headers) {
        const remaining = Number(headers["x-remaining"]);
        return [{ window: "all", limit: 50, remaining, resetsInMs: Number(headers["x-resets-in"]) }];
      },
    };
    const refusal = { "x-remaining": "0", "x-resets-in": "7000" };

    async function refusing(headers: Record<string, string>, status = 429, quotaRules = rules) {
      holdTime();
      const times: number[] = [];
      const made = await harness(
        (_request, reply, index) => {
          times.push(Date.now());
          if (index === 0) sendJson(reply, { code: "SPENT" }, status, headers);
          else sendJson(reply, "good", 200, { "x-remaining": "49", "x-resets-in": "10000" });
        },
        { quota: quotaOf(50, quotaRules) },
      );
      return { ...made, waited: () => (times[1] ?? 0) - (times[0] ?? 0) };
    }

    it("repeats what was refused when the window ends", async () => {
      const { http, waited, passTimeUntil } = await refusing(refusal);
      await expect(passTimeUntil(http(30_000).get("/x"))).resolves.toBe("good");
      expect(waited()).toBeGreaterThanOrEqual(7_000);
      expect(waited()).toBeLessThan(8_000);
    });

    it("does so for what is refused for want of quota with another status", async () => {
      const isSpent: QuotaRules["isSpent"] = (status, body) => status === 403 && body.includes("SPENT");
      const { http, waited, passTimeUntil } = await refusing(refusal, 403, { ...rules, isSpent });
      await expect(passTimeUntil(http(30_000).get("/x"))).resolves.toBe("good");
      expect(waited()).toBeGreaterThanOrEqual(7_000);
    });

    it("rather waits as long as it is asked to", async () => {
      const { http, waited, passTimeUntil } = await refusing({ ...refusal, "retry-after": "9" });
      await expect(passTimeUntil(http(30_000).get("/x"))).resolves.toBe("good");
      expect(waited()).toBeGreaterThanOrEqual(9_000);
    });

    it("fails at once, saying when, where the window ends after the caller's deadline", async () => {
      const { http, server } = await refusing(refusal);
      const error = await failureOf(http(5_000).get("/x"));
      expect(error).toMatchObject({ failure: "rate_limited", details: { status: 429, retryAfterMs: 7_000 } });
      expect(server.requests).toHaveLength(1);
    });

    it.each<[string, Record<string, string>, number]>([
      ["the window has some left, and so is not the reason", { ...refusal, "x-remaining": "3" }, 429],
      ["the source says not to", { ...refusal, "stripe-should-retry": "false" }, 429],
      ["it was refused for another reason", refusal, 403],
    ])("fails at once where %s", async (_name, headers, status) => {
      const { http, server, passTimeUntil } = await refusing(headers, status);
      await failureOf(passTimeUntil(http(30_000).get("/x")));
      expect(server.requests).toHaveLength(1);
    });
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
