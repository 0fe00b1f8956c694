// https://developer.zendesk.com/api-reference/introduction/rate-limits/
// Per minute and account, by plan; every reply says how many. Exports have allowances of their own.
import type { QuotaRules } from "../contract.ts";
import { headerNumber } from "../header-number.ts";

const MINUTE_MS = 60_000;

export const quota: QuotaRules = {
  windows: {
    account: { limit: 700, windowMs: MINUTE_MS },
    export: { limit: 100, windowMs: MINUTE_MS, of: "search" },
    incremental: { limit: 10, windowMs: MINUTE_MS, of: "export" },
  },
  searches: ["/api/v2/search/export"],
  exports: ["/api/v2/incremental"],
  read(headers) {
    const limit = headerNumber(headers, "x-rate-limit");
    const remaining = headerNumber(headers, "x-rate-limit-remaining");
    if (limit === undefined || remaining === undefined) return [];
    const seconds = headerNumber(headers, "ratelimit-reset");
    return [{ window: "account", limit, remaining, ...(seconds !== undefined && { resetsInMs: seconds * 1_000 }) }];
  },
};
