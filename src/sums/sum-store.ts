// What was counted and added up, for every caller who sees the same rows: kept, made again behind answers, and never made
// twice at a time. Making it may take longer than whoever asked can wait: then it goes on, and the next one gets it.
import { approximateBytes } from "../cache/approximate-bytes.ts";
import { createTaggedCache } from "../cache/tagged-cache.ts";
import { UpstreamError } from "../errors.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Timers } from "../runtime/timers.ts";
import type { SumGroup } from "./tally.ts";

export interface Counted {
  readonly groups: readonly SumGroup[];
  /** When the reading of it began. */
  readonly readAtMs: number;
  /** Is it all, and could all of it be read? */
  readonly isWhole: boolean;
  /** What could not be read of it. */
  readonly problem: Error | null;
}

/** One counting. */
export interface Work {
  /** Names all that decides what comes out. */
  readonly key: string;
  readonly source: string;
  /** Rejects with what stopped it. `run.isStopped` is looked at before each call. */
  count(run: Run): Promise<Counted>;
  /** Told of a failure that nobody waits for. */
  onUnheard(error: unknown): void;
}

/** A counting under way. */
export interface Run {
  readonly startedAtMs: number;
  readonly isStopped: boolean;
  /** Gives what is known so far: asked for when somebody can't wait for the end. */
  showsBy(snapshot: () => Counted): void;
  /** Rejects when the store is closed meanwhile. */
  wait(ms: number): Promise<void>;
}

export interface SumStore {
  /** What was counted, or as much of it as there is at `untilMs`, by the clock. Rejects with what stopped it. */
  read(work: Work, untilMs: number): Promise<Counted>;
  /** How long what was counted is served without counting again. */
  readonly freshMs: number;
  /** Lets nothing begin or go on; resolves when no counting is under way any more. */
  close(): Promise<void>;
}

export interface SumStoreOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly freshMs: number;
  /** Until then it is served, and counted again behind the answer. */
  readonly staleMs: number;
  readonly maxBytes: number;
}

/** Countings of one source under way at a time: each may read a whole list, and filters can be thought up without end. */
const MAX_RUNS = 4;

interface Running {
  readonly source: string;
  readonly done: Promise<Counted>;
  snapshot: (() => Counted) | null;
}

export function createSumStore({ clock, timers, freshMs, staleMs, maxBytes }: SumStoreOptions): SumStore {
  const kept = createTaggedCache<Counted>(maxBytes);
  const running = new Map<string, Running>();
  const waiting = new Set<() => void>();
  let isStopped = false;

  function start(work: Work): Running {
    const { key, source } = work;
    const runs = [...running.values()].filter((one) => one.source === source).length;
    if (isStopped || runs >= MAX_RUNS) {
      throw new UpstreamError(source, "rate_limited", { detail: `${runs} countings are under way` });
    }
    const run: Run = {
      startedAtMs: clock.now(),
      get isStopped() {
        return isStopped;
      },
      showsBy: (snapshot) => void (one.snapshot = snapshot),
      wait: (ms) => pause(source, ms),
    };
    const count = async (): Promise<Counted> => {
      await Promise.resolve(); // `one` is there before anything asks for it
      try {
        const counted = await work.count(run);
        const sizeBytes = approximateBytes(counted.groups) + 2 * key.length + 200;
        kept.set(key, counted, { sizeBytes, tags: [], mark: kept.mark() });
        return counted;
      } finally {
        running.delete(key);
      }
    };
    const one: Running = { source, done: count(), snapshot: null };
    running.set(key, one);
    return one;
  }

  async function pause(source: string, ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = timers.after(ms, resolve);
    waiting.add(resolve);
    await promise;
    waiting.delete(resolve);
    cancel();
    if (isStopped) throw new UpstreamError(source, "unavailable", { detail: "the gateway stops" });
  }

  return {
    freshMs,
    async read(work, untilMs) {
      const held = kept.get(work.key);
      const ageMs = held === undefined ? Infinity : clock.now() - held.readAtMs;
      if (held !== undefined && ageMs <= freshMs) return held;
      const under = running.get(work.key);
      if (held !== undefined && ageMs <= staleMs) {
        if (under === undefined) startBehind(work);
        return held;
      }
      const run = under ?? start(work);
      const { done } = run;
      const { promise: late, resolve } = Promise.withResolvers<null>();
      const cancel = timers.after(Math.max(0, untilMs - clock.now()), () => resolve(null));
      try {
        const counted = await Promise.race([done, late]);
        if (counted !== null) return counted;
      } finally {
        cancel();
      }
      done.catch((error: unknown) => work.onUnheard(error));
      return run.snapshot?.() ?? { groups: [], readAtMs: clock.now(), isWhole: false, problem: null };
    },
    async close() {
      isStopped = true;
      for (const wake of waiting) wake();
      await Promise.allSettled([...running.values()].map(({ done }) => done));
    },
  };

  function startBehind(work: Work): void {
    try {
      start(work).done.catch((error: unknown) => work.onUnheard(error));
    } catch (error) {
      work.onUnheard(error);
    }
  }
}
