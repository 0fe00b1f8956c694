// https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
// Plans differ, and replies say so, but for searches: these have a limit of their own, count in no other, and carry no
// headers. Calls with an OAuth token carry no daily ones.
import type { QuotaReading, QuotaRules } from "../contract.ts";
import { headerNumber } from "../header-number.ts";

const DAY_MS = 86_400_000;
/** When the day ends is the account's time zone's matter: after a refusal for the day, asked again this often. */
const DAILY_RETRY_MS = 300_000;

export const quota: QuotaRules = {
  windows: {
    burst: { limit: 190, windowMs: 10_000, of: "plain" },
    search: { limit: 5, windowMs: 1_000, of: "search" },
    daily: { limit: 250_000, windowMs: DAY_MS, of: "plain" },
  },
  searches: ["/crm/v3/objects/*/search"],
  read(headers, status, body) {
    const readings: QuotaReading[] = [];
    const limit = headerNumber(headers, "x-hubspot-ratelimit-max");
    const remaining = headerNumber(headers, "x-hubspot-ratelimit-remaining");
    if (limit !== undefined && remaining !== undefined) readings.push({ window: "burst", limit, remaining });
    const dailyLimit = headerNumber(headers, "x-hubspot-ratelimit-daily");
    const dailyRemaining = headerNumber(headers, "x-hubspot-ratelimit-daily-remaining");
    if (dailyLimit !== undefined && dailyRemaining !== undefined)
      readings.push({ window: "daily", limit: dailyLimit, remaining: dailyRemaining });
    if (status !== 429) return readings;
    // A refusal names its policy, and a search's has no other sign.
    if (/"policyName"\s*:\s*"DAILY"/.test(body))
      readings.push({ window: "daily", remaining: 0, resetsInMs: DAILY_RETRY_MS });
    else if (/"policyName"\s*:\s*"SECONDLY"|secondly limit/.test(body))
      readings.push({ window: "search", remaining: 0, resetsInMs: 1_000 });
    return readings;
  },
};
