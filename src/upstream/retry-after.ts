// How long a source asks us to wait, in the forms that the vendors have.
import type { IncomingHttpHeaders } from "node:http";

/**
 * Milliseconds to wait before the next try; undefined where the source does not say.
 * @param text the error's body, as HubSpot says it there
 */
export function retryAfterMs(headers: IncomingHttpHeaders, text: string, nowMs: number): number | undefined {
  return standard(headers["retry-after"], nowMs) ?? zendesk(headers) ?? hubspot(headers, text);
}

/** Retry-After: seconds or an HTTP date (RFC 9110, section 10.2.3). */
function standard(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1_000);
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

// `ratelimit-remaining: 0` with `ratelimit-reset: 12`; single endpoints say
// `zendesk-ratelimit-tickets-index: total=100; remaining=0; resets=41`:
// https://developer.zendesk.com/documentation/api-basics/best-practices/best-practices-for-avoiding-rate-limiting/
function zendesk(headers: IncomingHttpHeaders): number | undefined {
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith("zendesk-ratelimit-") || typeof value !== "string" || !/\bremaining=0\b/.test(value)) continue;
    const seconds = /\bresets=(\d+)/.exec(value)?.[1];
    if (seconds !== undefined) return Number(seconds) * 1_000;
  }
  const reset = headers["ratelimit-reset"];
  if (headers["ratelimit-remaining"] !== "0" || typeof reset !== "string" || !/^\d+$/.test(reset)) return undefined;
  return Number(reset) * 1_000;
}

// HubSpot has no Retry-After: a 429 names the limit that was hit, and its own client (13.5.0, RetryDecorator) waits a
// second for the limit by second and ten for the one by ten seconds. No wait of ours outlasts the daily limit.
function hubspot(headers: IncomingHttpHeaders, text: string): number | undefined {
  if (text.includes("secondly limit") || /"policyName"\s*:\s*"SECONDLY"/.test(text)) return 1_000;
  if (!/"policyName"\s*:\s*"TEN_SECONDLY_ROLLING"/.test(text)) return undefined;
  const interval = headers["x-hubspot-ratelimit-interval-milliseconds"];
  return typeof interval === "string" && /^\d+$/.test(interval) ? Number(interval) : 10_000;
}

/** Stripe says outright whether to repeat: https://docs.stripe.com/error-low-level */
export function shouldRetry(headers: IncomingHttpHeaders): boolean | undefined {
  switch (headers["stripe-should-retry"]) {
    case "true":
      return true;
    case "false":
      return false;
    default:
      return undefined;
  }
}
