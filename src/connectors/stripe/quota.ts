// https://docs.stripe.com/rate-limits
// No reply tells of them, and an account in test mode is said to have a quarter: what refuses more than these is learned.
import type { QuotaRules } from "../contract.ts";

const SECOND_MS = 1_000;

export const quota: QuotaRules = {
  windows: {
    reads: { limit: 100, windowMs: SECOND_MS },
    search: { limit: 20, windowMs: SECOND_MS, of: "search" },
  },
  searches: ["/v1/*/search"],
};
