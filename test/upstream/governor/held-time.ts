// Time that stands still until a test lets it pass.
import type { Clock } from "../../../src/runtime/clock.ts";
import type { Timers } from "../../../src/runtime/timers.ts";

export interface HeldTime {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Lets so many milliseconds pass: every timer at its time, and what follows from each before the next. */
  pass(ms: number): Promise<void>;
}

export function holdTimers(startMs = 1_000_000): HeldTime {
  let nowMs = startMs;
  let count = 0;
  const waiting = new Map<number, { readonly atMs: number; readonly run: () => void }>();

  const timers: Timers = {
    after(ms, run) {
      const id = (count += 1);
      waiting.set(id, { atMs: nowMs + ms, run });
      return () => waiting.delete(id);
    },
  };

  /** The first in time, of those the first that was set. */
  function next(untilMs: number): number | undefined {
    let found: number | undefined;
    let foundMs = Number.POSITIVE_INFINITY;
    for (const [id, { atMs }] of waiting) if (atMs <= untilMs && atMs < foundMs) [found, foundMs] = [id, atMs];
    return found;
  }

  return {
    clock: { now: () => nowMs },
    timers,
    async pass(ms) {
      const untilMs = nowMs + ms;
      await settle();
      for (let id = next(untilMs); id !== undefined; id = next(untilMs)) {
        const timer = waiting.get(id);
        waiting.delete(id);
        nowMs = Math.max(nowMs, timer?.atMs ?? nowMs);
        timer?.run();
        await settle();
      }
      nowMs = untilMs;
    },
  };
}

/** What is ready runs: a few turns of the microtask queue are more than a call takes. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
}
