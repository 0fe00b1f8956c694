// Work that is done behind everybody's back, step after step, for as long as the process runs.
import { ExponentialBackoff, halfJitterGenerator } from "cockatiel";
import type { IBackoff, IBackoffFactory } from "cockatiel";
import type { Timers } from "./timers.ts";

export interface Rounds {
  start(): void;
  /** Lets the step under way end. */
  stop(): Promise<void>;
}

export interface RoundsOptions {
  /** Does a step, and gives the milliseconds to rest after it. */
  readonly step: () => Promise<number>;
  /** Told of a step that failed, and when the next one is tried. */
  readonly onFailure: (problem: unknown, retryInMs: number) => void;
  readonly timers: Timers;
}

const BACKOFF = { initialDelay: 2_000, maxDelay: 300_000, generator: halfJitterGenerator };

export function createRounds({ step, onFailure, timers }: RoundsOptions): Rounds {
  const stopping = new AbortController();
  let wake: (() => void) | undefined;
  let running: Promise<void> | undefined;

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = timers.after(ms, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });
  }

  async function run(): Promise<void> {
    const calm: IBackoffFactory<unknown> = new ExponentialBackoff(BACKOFF);
    let backoff: IBackoff<unknown> | null = null;
    while (!stopping.signal.aborted) {
      let restMs: number;
      try {
        restMs = await step();
        backoff = null;
      } catch (problem) {
        backoff = (backoff ?? calm).next(undefined);
        restMs = backoff.duration;
        if (!stopping.signal.aborted) onFailure(problem, restMs);
      }
      if (restMs > 0 && !stopping.signal.aborted) await pause(restMs);
    }
  }

  return {
    start() {
      running ??= run();
    },
    async stop() {
      stopping.abort();
      wake?.();
      await running;
    },
  };
}
