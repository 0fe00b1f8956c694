import { describe, expect, it, vi } from "vitest";
import type { ObservedCall } from "../../src/upstream/client.ts";
import { sendJson } from "../support/stub-server.ts";
import type { StubAnswer } from "../support/stub-server.ts";
import { failureOf, harness, holdTime } from "./harness.ts";

/** Answers when released, with the number of the request. */
function holding(): { answer: StubAnswer; release: () => void } {
  const held: (() => void)[] = [];
  return {
    answer: (_request, reply, index) => held.push(() => sendJson(reply, { index })),
    release: () => {
      for (const each of held.splice(0)) each();
    },
  };
}

describe("equal calls in flight", () => {
  it("are one call and one parsed reply", async () => {
    const { answer, release } = holding();
    const { http, server, client } = await harness(answer);
    const seen: ObservedCall[] = [];
    const calls = Array.from({ length: 100 }, () =>
      http(600_000, (call) => seen.push(call)).read("/batch", { ids: ["1", "2"] }, { archived: false }),
    );
    expect(client.inFlight).toBe(1);
    await server.received(1);
    release();
    const replies = await Promise.all(calls);
    expect(server.requests).toHaveLength(1);
    expect(new Set(replies).size).toBe(1);
    expect(seen.filter(({ shared }) => !shared)).toHaveLength(1);
    expect(seen.filter(({ shared }) => shared)).toHaveLength(99);
  });

  it("are equal in method, path, query and body", async () => {
    const { answer, release } = holding();
    const { http, server } = await harness(answer);
    const calls = [
      http().get("/a"),
      http().get("/b"),
      http().get("/a", { q: 1 }),
      http().read("/a", { q: 1 }),
      http().read("/a", { q: 2 }),
      http().getOptional("/a"),
    ];
    await server.received(6);
    release();
    const replies = await Promise.all(calls);
    expect(new Set(replies).size).toBe(6);
  });

  it("share nothing between generations", async () => {
    const { answer, release } = holding();
    const { client, server } = await harness(answer);
    const calls = [1, 1, 2].map((generation) => client.http({ deadlineMs: Infinity, generation }).get("/x"));
    await server.received(2);
    release();
    const [first, second, later] = await Promise.all(calls);
    expect(second).toBe(first);
    expect(later).not.toBe(first);
    expect(server.requests).toHaveLength(2);
  });

  it("share a failure, which is not remembered", async () => {
    const { http, server } = await harness(
      (_request, reply, index) => sendJson(reply, "good", index === 0 ? 400 : 200),
      { limits: { maxRetries: 0 } },
    );
    const calls = [http().get("/x"), http().get("/x")];
    for (const call of calls) expect((await failureOf(call)).failure).toBe("rejected");
    expect(server.requests).toHaveLength(1);
    await expect(http().get("/x")).resolves.toBe("good");
    expect(server.requests).toHaveLength(2);
  });

  it("are not remembered once answered", async () => {
    const { http, server } = await harness((_request, reply, index) => sendJson(reply, index));
    await expect(http().get("/x")).resolves.toBe(0);
    await expect(http().get("/x")).resolves.toBe(1);
    expect(server.requests).toHaveLength(2);
  });

  it("wait each until their own deadline", async () => {
    holdTime();
    const { answer, release } = holding();
    const { http, server } = await harness(answer);
    const hasty = failureOf(http(100).get("/x"));
    const patient = http(1_000).get("/x");
    await server.received(1);
    await vi.advanceTimersByTimeAsync(100);
    expect((await hasty).failure).toBe("timeout");
    release();
    await expect(patient).resolves.toEqual({ index: 0 });
    expect(server.requests).toHaveLength(1);
  });

  it("are retried within the latest deadline, not the first one's", async () => {
    holdTime();
    const { http, server, passTimeUntil } = await harness((_request, reply, index) =>
      sendJson(reply, "good", index === 0 ? 500 : 200, { "retry-after": "1" }),
    );
    const hasty = failureOf(http(500).get("/x"));
    const patient = http(5_000).get("/x");
    await server.received(1);
    await vi.advanceTimersByTimeAsync(500);
    expect((await hasty).failure).toBe("timeout");
    await passTimeUntil(server.received(2));
    await expect(patient).resolves.toBe("good");
  });

  it("end when the last caller has left; a new one starts afresh", async () => {
    holdTime();
    const { answer, release } = holding();
    const { http, server, client } = await harness(answer);
    const calls = [failureOf(http(100).get("/x")), failureOf(http(200).get("/x"))];
    await server.received(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(client.inFlight).toBe(1);
    await vi.advanceTimersByTimeAsync(100);
    await Promise.all(calls);
    await server.requests[0]?.cut;
    const fresh = http().get("/x");
    await server.received(2);
    release();
    await expect(fresh).resolves.toEqual({ index: 1 });
  });
});
