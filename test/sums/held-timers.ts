// Timers that stand until they are fired, beside a clock that stands until it is moved.
import type { Timers } from "../../src/runtime/timers.ts";

export interface HeldTimers extends Timers {
  /** What is waited for, in milliseconds. */
  readonly pending: readonly number[];
  /** Fires all that is pending. */
  fire(): void;
}

export function heldTimers(): HeldTimers {
  const pending = new Map<() => void, number>();
  return {
    after(ms, run) {
      pending.set(run, ms);
      return () => void pending.delete(run);
    },
    get pending() {
      return [...pending.values()];
    },
    fire() {
      const due = [...pending.keys()];
      pending.clear();
      for (const run of due) run();
    },
  };
}
