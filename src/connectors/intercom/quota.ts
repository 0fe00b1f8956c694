// https://developers.intercom.com/docs/references/rest-api/errors/rate-limiting
// 10,000 calls a minute and app, handed out in windows of ten seconds; every reply says how many, and when the window ends.
import type { IncomingHttpHeaders } from "node:http";
import type { QuotaRules } from "../contract.ts";
import { headerNumber } from "../header-number.ts";

export const quota: QuotaRules = {
  windows: { app: { limit: 1_666, windowMs: 10_000 } },
  read(headers) {
    const limit = headerNumber(headers, "x-ratelimit-limit");
    const remaining = headerNumber(headers, "x-ratelimit-remaining");
    if (limit === undefined || remaining === undefined) return [];
    const resetsInMs = untilReset(headers);
    return [{ window: "app", limit, remaining, ...(resetsInMs !== undefined && { resetsInMs }) }];
  },
};

/** The end of the window is a time of Intercom's clock, and so is compared with that. */
function untilReset(headers: IncomingHttpHeaders): number | undefined {
  const reset = headerNumber(headers, "x-ratelimit-reset");
  const now = Date.parse(headers.date ?? "");
  return reset === undefined || Number.isNaN(now) ? undefined : Math.max(0, reset * 1_000 - now);
}
