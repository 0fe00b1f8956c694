// Many clients at once ask a gateway that has just started for the same page.
import { Agent, request } from "undici";
import { adminToken } from "./ask.ts";
import type { Asked } from "./prepare.ts";
import type { RunningServer } from "./processes.ts";
import type { Replay } from "./replay-control.ts";

export interface HerdResult {
  readonly clients: number;
  readonly upstreamCalls: number;
  /** One set: what a single client costs. */
  readonly expectedCalls: number;
  /** Until the last client had its answer. */
  readonly ms: number;
  readonly voids: readonly string[];
}

// As a source that is far away, so that all clients are waiting when the first call ends.
const LATENCY_MS = 20;

/** @param gateway caches on, and cold */
export async function stampede(
  gateway: RunningServer,
  asked: Asked,
  replay: Replay,
  clients: number,
): Promise<HerdResult> {
  const agent = new Agent({ connections: clients, pipelining: 1 });
  // Connections first: what is to arrive at once are the questions.
  const live = gateway.url.replace("/graphql", "/health/live");
  await Promise.all(
    Array.from({ length: clients }, async () => (await request(live, { dispatcher: agent })).body.dump()),
  );
  await replay.reset(LATENCY_MS);

  const startedMs = performance.now();
  const texts = await Promise.all(
    Array.from({ length: clients }, async () => {
      const { body } = await request(gateway.url, {
        dispatcher: agent,
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${adminToken}` },
        body: JSON.stringify(asked.request),
      });
      return body.text();
    }),
  );
  const ms = performance.now() - startedMs;
  const { calls, unknown, unknownExample } = await replay.counts();
  await agent.close();

  const wrong = texts.filter((text) => text.trim() !== asked.text.trim()).length;
  const voids = [
    ...(wrong > 0 ? [`${wrong} answers were wrong`] : []),
    ...(unknown > 0 ? [`${unknown} calls were not recorded: ${unknownExample?.slice(0, 200)}`] : []),
  ];
  return {
    clients,
    upstreamCalls: Object.values(calls).reduce((sum, count) => sum + count, 0),
    expectedCalls: asked.upstreamRequests.length,
    ms,
    voids,
  };
}
