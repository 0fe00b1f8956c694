// Stripe's replies tell nothing of its limits, and an account may have less than is documented: the quota governor finds
// the limit by refusals, through the real client and against the sandbox's own limiter.
import { afterEach, expect, it } from "vitest";
import { sandboxDocument } from "../../src/cli/sandbox-config.ts";
import { parseConfig } from "../../src/config/load.ts";
import { connectors } from "../../src/connectors/index.ts";
import { createSecrets } from "../../src/credentials/secrets.ts";
import { createLogger } from "../../src/runtime/logger.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { openSource } from "../../src/sources.ts";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of open.splice(0).toReversed()) await end();
});

it("Stripe's limit is learned where it is a quarter of the documented one, as in test mode", async () => {
  const time = { nowMs: Date.UTC(2026, 10, 25) };
  const now = (): number => time.nowMs;
  const sandbox = await startSandbox({
    customers: 50,
    seed: 1,
    latencyMs: 0,
    vendors: ["stripe"],
    rateScale: 0.25, // 25 reads a second
    now,
  });
  open.push(() => sandbox.stop());
  // As an administrator would write it, who knows nothing of the account's limits.
  const { document, env } = sandboxDocument({ sources: sandbox.sources }, connectors);
  const [config] = parseConfig(document, connectors).sources;
  if (config === undefined) throw new Error("no source");
  const { client } = openSource(config, {
    connectors,
    secrets: createSecrets({ env }),
    clock: { now },
    random: () => 0,
    log: createLogger({ level: "silent" }),
  });
  open.push(() => client.close());
  const reads = (): { limit: number; left: number } => {
    const found = client.quota?.windows.find(({ name }) => name === "reads");
    if (found === undefined) throw new Error("no window of reads");
    return found;
  };
  /** So many calls in a second; how many of them were refused. */
  async function refusedOf(count: number): Promise<number> {
    time.nowMs += 3_000;
    const http = client.http({ deadlineMs: time.nowMs + 20_000 });
    // No two alike, or they would share one.
    const calls = Array.from({ length: count }, async (_, call) => http.get("/v1/customers", { limit: call + 1 }));
    const results = await Promise.allSettled(calls);
    return results.filter(({ status }) => status === "rejected").length;
  }

  expect(reads().limit).toBe(100);
  const refused: number[] = [];
  for (let second = 0; second < 5; second += 1) refused.push(await refusedOf(Math.floor(0.9 * reads().limit)));
  expect(refused[0]).toBe(90 - 25);
  expect(refused.slice(-2)).toEqual([0, 0]);
  expect(reads().limit).toBeGreaterThan(15);
  expect(reads().limit).toBeLessThanOrEqual(25);
});
