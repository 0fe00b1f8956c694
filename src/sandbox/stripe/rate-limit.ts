/** Counts requests in windows of one second. */
export interface RateLimit {
  /** False when this second's requests are used up. */
  admit(): boolean;
}

/** At most `perSecond` requests in each second of `now`, and never fewer than one. */
export function createRateLimit(perSecond: number, now: () => number): RateLimit {
  const limit = Math.max(1, Math.floor(perSecond));
  let second = Number.NEGATIVE_INFINITY;
  let used = 0;
  return {
    admit() {
      const current = Math.floor(now() / 1_000);
      if (current !== second) {
        second = current;
        used = 0;
      }
      if (used >= limit) return false;
      used += 1;
      return true;
    },
  };
}
