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
}

/** `now` is in milliseconds. */
export function createRateLimit(requestsPerMinute: number, now: () => number): RateLimit {
  const limit = Math.min(Number.MAX_SAFE_INTEGER, Math.max(1, Math.floor(requestsPerMinute / windowsPerMinute)));
  let window = -1;
  let used = 0;
  return {
    take() {
      const current = Math.floor(secondsOf(now()) / windowSeconds);
      if (current !== window) [window, used] = [current, 0];
      const isExceeded = used >= limit;
      if (!isExceeded) used += 1;
      return { limit, remaining: limit - used, resetAt: (window + 1) * windowSeconds, isExceeded };
    },
  };
}
