// What was counted and added up, for every caller who sees the same rows: kept, made again behind answers, and never made
// twice at a time. Making it may take longer than whoever asked can wait: then it goes on, and the next one gets it.
import { approximateBytes } from "../cache/approximate-bytes.ts";
import { createTaggedCache } from "../cache/tagged-cache.ts";
import { UpstreamError } from "../errors.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Timers } from "../runtime/timers.ts";
import type { SumGroup } from "./tally.ts";
import { createTurns, type Turns } from "./turns.ts";

export interface Counted {
  readonly groups: readonly SumGroup[];
  /** When the reading of it began. */
  readonly readAtMs: number;
  /** Is all of it counted? */
  readonly isEnd: boolean;
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
  /** How to see what is known so far: asked for when somebody can't wait for the end. */
  showsBy(snapshot: () => Counted): void;
  /** Rejects with UpstreamError when the store is closed meanwhile. */
  wait(ms: number): Promise<void>;
}

export interface Answered {
  readonly counted: Counted;
  /** For how long it will be served without counting again. */
  readonly freshForMs: number;
  /** Was it counted before it was asked for? */
  readonly isKept: boolean;
}

export interface SumStore {
  /**
   * What was counted, or as much of it as there is at `untilMs`, by the clock. Rejects with what stopped it, or, at
   * `untilMs`, what stopped the one before.
   */
  read(work: Work, untilMs: number): Promise<Answered>;
  /** Lets nothing begin or go on; resolves when no counting is under way any more. */
  close(): Promise<void>;
}

export interface SumStoreOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Since it was counted, so long is it served as it is, */
  readonly freshMs: number;
  /** and so long while it is counted again behind the answer. */
  readonly staleMs: number;
  readonly maxBytes: number;
}

/** Countings of one source at a time: each may read a whole list. */
const MAX_AT_ONCE = 4;
/** With those that wait for their turn; more are refused, as filters can be thought up without end. */
const MAX_RUNS = 40;
const MAX_FAILURE_BYTES = 1_000_000;

interface Running {
  readonly done: Promise<Answered>;
  snapshot: () => Counted;
}

export function createSumStore({ clock, timers, freshMs, staleMs, maxBytes }: SumStoreOptions): SumStore {
  const kept = createTaggedCache<{ readonly counted: Counted; readonly atMs: number }>(maxBytes);
  /** Why the last counting was stopped: whoever can't wait for the end of the next is told that. */
  const failures = createTaggedCache<Error>(MAX_FAILURE_BYTES);
  const running = new Map<string, Running>();
  const turnsOf = new Map<string, Turns>();
  const sleepers = new Set<() => void>();
  let isStopped = false;

  function start({ key, source, count }: Work): Running {
    const turns = turnsOf.get(source) ?? createTurns(MAX_AT_ONCE);
    turnsOf.set(source, turns);
    if (isStopped || turns.size >= MAX_RUNS) {
      throw new UpstreamError(source, "rate_limited", { detail: `${turns.size} countings are under way` });
    }
    const startedAtMs = clock.now();
    const run: Run = {
      startedAtMs,
      get isStopped() {
        return isStopped;
      },
      showsBy: (snapshot) => void (one.snapshot = snapshot),
      wait: (ms) => sleep(source, ms),
    };
    const finish = async (): Promise<Answered> => {
      try {
        const counted = await turns.take(async () => count(run));
        if (failures.get(key) !== undefined) failures.drop([key]);
        if (counted.isEnd) keep(key, counted);
        return { counted, freshForMs: counted.isEnd ? freshMs : 0, isKept: false };
      } catch (error) {
        if (error instanceof Error) failures.set(key, error, { sizeBytes: 1_000, tags: [key], mark: failures.mark() });
        throw error;
      } finally {
        running.delete(key);
      }
    };
    const nothing: Counted = { groups: [], readAtMs: startedAtMs, isEnd: false, problem: null };
    const one: Running = { snapshot: () => nothing, done: Promise.resolve().then(finish) };
    running.set(key, one);
    return one;
  }

  function keep(key: string, counted: Counted): void {
    const sizeBytes = approximateBytes(counted.groups) + 2 * key.length + 200;
    kept.set(key, { counted, atMs: clock.now() }, { sizeBytes, tags: [], mark: kept.mark() });
  }

  async function sleep(source: string, ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = timers.after(ms, resolve);
    sleepers.add(resolve);
    if (!isStopped) await promise;
    sleepers.delete(resolve);
    cancel();
    if (isStopped) throw new UpstreamError(source, "unavailable", { detail: "the gateway stops" });
  }

  async function inTime(run: Running, work: Work, untilMs: number): Promise<Answered> {
    const late = Promise.withResolvers<null>();
    const cancel = timers.after(Math.max(0, untilMs - clock.now()), () => late.resolve(null));
    try {
      const answered = await Promise.race([run.done, late.promise]);
      if (answered !== null) return answered;
    } finally {
      cancel();
    }
    run.done.catch((error: unknown) => work.onUnheard(error));
    const before = failures.get(work.key);
    if (before !== undefined) throw before;
    return { counted: run.snapshot(), freshForMs: 0, isKept: false };
  }

  return {
    async read(work, untilMs) {
      const held = kept.get(work.key);
      const ageMs = held === undefined ? Infinity : clock.now() - held.atMs;
      if (held !== undefined && ageMs <= staleMs) {
        if (ageMs > freshMs && !running.has(work.key)) startBehind(work);
        return { counted: held.counted, freshForMs: Math.max(0, freshMs - ageMs), isKept: true };
      }
      return inTime(running.get(work.key) ?? start(work), work, untilMs);
    },
    async close() {
      isStopped = true;
      for (const wake of sleepers) wake();
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
