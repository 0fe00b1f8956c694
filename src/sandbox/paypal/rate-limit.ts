/** Counts requests in windows of one minute. */
export interface RateLimit {
  /** Null when the request may pass, else the seconds until the next minute. */
  waitS(): number | null;
}

const minuteMs = 60_000;

/** At most `perMinute` requests in each minute of `now`, and never fewer than one. */
export function createRateLimit(perMinute: number, now: () => number): RateLimit {
  const limit = Math.max(1, Math.floor(perMinute));
  let minute = Number.NEGATIVE_INFINITY;
  let used = 0;
  return {
    waitS() {
      const current = Math.floor(now() / minuteMs);
      if (current !== minute) {
        minute = current;
        used = 0;
      }
      if (used >= limit) return Math.ceil(((minute + 1) * minuteMs - now()) / 1_000);
      used += 1;
      return null;
    },
  };
}
