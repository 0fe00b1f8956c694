// https://developer.paypal.com/api/rest/reference/rate-limiting/
// PayPal publishes no limits, and no reply tells of them: what refuses more than this is learned.
import type { QuotaRules } from "../contract.ts";

export const quota: QuotaRules = {
  windows: { requests: { limit: 600, windowMs: 60_000 } },
};
