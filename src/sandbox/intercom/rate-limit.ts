// https://developers.intercom.com/docs/references/rest-api/errors/rate-limiting
// The allowance of a minute is spread evenly over windows of ten seconds, which begin at full tens of the clock.
import { secondsOf } from "./seconds.ts";

export const windowSeconds = 10;
const windowsPerMinute = 60 / windowSeconds;

/** What is left in the running window. */
export interface RateState {
  readonly limit: number;
  readonly remaining: number;
  /** When the window ends, in seconds since the epoch. */
  readonly resetAt: number;
  readonly isExceeded: boolean;
}

export interface RateLimit {
  /** Counts one request; a refused one costs nothing. */
  take(): RateState;
  /** As if nothing were left. */
  exhausted(): RateState;
}

export function rateHeaders({ limit, remaining, resetAt }: RateState): Record<string, number> {
  return { "x-ratelimit-limit": limit, "x-ratelimit-remaining": remaining, "x-ratelimit-reset": resetAt };
}

/** `now` is in milliseconds. */
export function createRateLimit(requestsPerMinute: number, now: () => number): RateLimit {
  const limit = Math.min(Number.MAX_SAFE_INTEGER, Math.max(1, Math.floor(requestsPerMinute / windowsPerMinute)));
  let window = -1;
  let used = 0;
  const runningWindow = (): number => Math.floor(secondsOf(now()) / windowSeconds);
  const state = (ofWindow: number, remaining: number, isExceeded: boolean): RateState => ({
    limit,
    remaining,
    resetAt: (ofWindow + 1) * windowSeconds,
    isExceeded,
  });
  return {
    take() {
      const current = runningWindow();
      if (current !== window) [window, used] = [current, 0];
      const isExceeded = used >= limit;
      if (!isExceeded) used += 1;
      return state(window, limit - used, isExceeded);
    },
    exhausted: () => state(runningWindow(), 0, true),
  };
}
