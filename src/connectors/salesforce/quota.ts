// https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_api.htm
// Calls of the whole organization in any 24 hours: how many depends on edition and licences, and every reply tells. A
// developer's organization has 15,000.
import type { QuotaRules } from "../contract.ts";

const DAY_MS = 86_400_000;

export const quota: QuotaRules = {
  windows: { daily: { limit: 15_000, windowMs: DAY_MS } },
  // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_api_usage.htm
  read(headers) {
    const told = headers["sforce-limit-info"];
    const [, used, limit] = /(?:^|[\s;,])api-usage=(\d+)\/(\d+)/.exec(typeof told === "string" ? told : "") ?? [];
    if (used === undefined || limit === undefined) return [];
    return [{ window: "daily", limit: Number(limit), remaining: Math.max(0, Number(limit) - Number(used)) }];
  },
  // Also for too many calls of 20 seconds and longer at once.
  isSpent: (status, body) => status === 403 && body.includes('"REQUEST_LIMIT_EXCEEDED"'),
};
