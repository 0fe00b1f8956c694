// https://learn.microsoft.com/power-apps/developer/data-platform/api-limits
// Per user and web server. Replies tell what is left at the server that gave them, which is not to be paced by: an account
// has several. A refusal says when to come back.
import type { QuotaRules } from "../contract.ts";

export const quota: QuotaRules = {
  windows: { requests: { limit: 6_000, windowMs: 300_000 } },
};
