import { createLogger } from "../../../src/runtime/logger.ts";
import { createGovernor } from "../../../src/upstream/governor/governor.ts";
import type { Governor, GovernorOptions } from "../../../src/upstream/governor/governor.ts";
import { DEFAULT_SHARES } from "../../../src/upstream/governor/priority.ts";
import type { QuotaRules, WindowRule } from "../../../src/upstream/governor/rules.ts";
import type { HeldTime } from "./held-time.ts";

/** One window "all", of which replies tell by x-limit and x-remaining. */
export function rulesOf(all: WindowRule): QuotaRules {
  return {
    windows: { all },
    read(headers) {
      const limit = headers["x-limit"];
      return limit === undefined
        ? []
        : [{ window: "all", limit: Number(limit), remaining: Number(headers["x-remaining"]) }];
    },
  };
}

export function someGovernor(time: HeldTime, options: Partial<GovernorOptions> = {}): Governor {
  return createGovernor({
    source: "crm",
    account: "account",
    rules: rulesOf({ limit: 100, windowMs: 10_000 }),
    ownLimits: {},
    shares: DEFAULT_SHARES,
    concurrency: 50,
    queueLimit: 10_000,
    ledger: undefined,
    clock: time.clock,
    timers: time.timers,
    log: createLogger({ level: "silent" }),
    ...options,
  });
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
