// The account's requests per minute, and the smaller allowances of single endpoints:
// https://developer.zendesk.com/api-reference/introduction/rate-limits/
const windowMs = 60_000;

/** What is left in the running minute. */
export interface RateState {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
  readonly isExceeded: boolean;
}

export interface RateLimit {
  /** Counts one request; a refused one costs nothing. */
  take(): RateState;
}

/** A fixed window of a minute that begins with its first request. `now` is in milliseconds. */
export function createRateLimit(requestsPerMinute: number, now: () => number): RateLimit {
  const limit = Math.min(Number.MAX_SAFE_INTEGER, Math.max(1, Math.floor(requestsPerMinute)));
  let windowStart = Number.NEGATIVE_INFINITY;
  let used = 0;
  return {
    take() {
      const time = now();
      if (time - windowStart >= windowMs) {
        windowStart = time;
        used = 0;
      }
      const isExceeded = used >= limit;
      if (!isExceeded) used += 1;
      const resetSeconds = Math.max(1, Math.ceil((windowStart + windowMs - time) / 1_000));
      return { limit, remaining: limit - used, resetSeconds, isExceeded };
    },
  };
}
