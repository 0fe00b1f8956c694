// The org's API calls of any 24 hours, told by every reply:
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_api_usage.htm
const bucketMs = 60_000;
const bucketsPerDay = 24 * 60;

export interface ApiUsage {
  readonly limit: number;
  /** Calls of the last 24 hours. */
  used(): number;
  /** Counts calls; false, and nothing counted, when they would go over the limit. */
  take(calls: number): boolean;
  /** The value of `Sforce-Limit-Info`. */
  header(): string;
}

/** A rolling day in steps of a minute. `now` is in milliseconds. */
export function createApiUsage(requestsPerDay: number, now: () => number): ApiUsage {
  const limit = Math.min(Number.MAX_SAFE_INTEGER, Math.max(1, Math.floor(requestsPerDay)));
  const buckets = new Map<number, number>();
  let total = 0;

  function used(): number {
    const oldest = Math.floor(now() / bucketMs) - bucketsPerDay;
    // In the order of insertion, so the old ones come first.
    for (const [minute, calls] of buckets) {
      if (minute > oldest) break;
      buckets.delete(minute);
      total -= calls;
    }
    return total;
  }

  return {
    limit,
    used,
    take(calls) {
      if (used() + calls > limit) return false;
      const minute = Math.floor(now() / bucketMs);
      buckets.set(minute, (buckets.get(minute) ?? 0) + calls);
      total += calls;
      return true;
    },
    header: () => `api-usage=${used()}/${limit}`,
  };
}
