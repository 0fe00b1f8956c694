// Plan numbers differ by source (contracts/FACTS.md section 3): 190 calls in any 10 seconds and 250,000 a day for a
// private app, 5 searches a second for the account. OAuth calls carry no daily headers, search replies carry none.
import type { FastifyReply, FastifyRequest } from "fastify";
import { sendError } from "./errors.ts";
import type { HubspotErrorBody } from "./errors.ts";

const burst = { limit: 190, windowMs: 10_000 };
const search = { limit: 5, windowMs: 1_000 };
const dailyLimit = 250_000;
const dayMs = 86_400_000;

/** Which app calls: each has a window of its own. */
export type App = "private" | "oauth";

/** A rolling window: at most `limit` calls in any `windowMs`. */
export interface RollingWindow {
  readonly limit: number;
  /** Counts a call and returns how many are left, or null when the window is full. */
  take(): number | null;
}

export function createRollingWindow(limit: number, windowMs: number, now: () => number): RollingWindow {
  let taken: number[] = [];
  let expired = 0;
  return {
    limit,
    take() {
      const from = now() - windowMs;
      while (expired < taken.length && (taken[expired] ?? from) <= from) expired += 1;
      if (expired > 1_000) {
        taken = taken.slice(expired);
        expired = 0;
      }
      if (taken.length - expired >= limit) return null;
      taken.push(now());
      return limit - (taken.length - expired);
    },
  };
}

export interface RateLimits {
  /** Counts the call and sets the headers; throws nothing, but sends a 429 and returns false when the limit is reached. */
  admit(request: FastifyRequest, reply: FastifyReply, app: App): boolean;
}

export function createRateLimits(options: { readonly now: () => number; readonly rateScale: number }): RateLimits {
  const { now, rateScale } = options;
  const scaled = (limit: number): number => Math.max(1, Math.floor(limit * rateScale));
  const bursts: Readonly<Record<App, RollingWindow>> = {
    private: createRollingWindow(scaled(burst.limit), burst.windowMs, now),
    oauth: createRollingWindow(scaled(burst.limit), burst.windowMs, now),
  };
  const searches = createRollingWindow(scaled(search.limit), search.windowMs, now);
  const daily = createDailyCount(scaled(dailyLimit), now);

  return {
    admit(request, reply, app) {
      if (isSearch(request)) {
        if (searches.take() !== null) return true;
        sendError(reply, 429, rateLimited("SECONDLY", "You have reached your secondly limit."));
        return false;
      }
      const { limit } = bursts[app];
      const left = bursts[app].take();
      reply.headers({
        "X-HubSpot-RateLimit-Max": String(limit),
        "X-HubSpot-RateLimit-Remaining": String(left ?? 0),
        "X-HubSpot-RateLimit-Interval-Milliseconds": String(burst.windowMs),
        // Older names of the same, which count by the second: here a tenth of the window's numbers.
        "X-HubSpot-RateLimit-Secondly": String(Math.max(1, Math.floor(limit / 10))),
        "X-HubSpot-RateLimit-Secondly-Remaining": String(Math.floor((left ?? 0) / 10)),
      });
      if (left === null) {
        sendError(reply, 429, tooManyRequests);
        return false;
      }
      if (app === "oauth") return true;
      const leftToday = daily.take();
      reply.headers({
        "X-HubSpot-RateLimit-Daily": String(daily.limit),
        "X-HubSpot-RateLimit-Daily-Remaining": String(leftToday ?? 0),
      });
      if (leftToday !== null) return true;
      sendError(reply, 429, rateLimited("DAILY", "You have reached your daily limit."));
      return false;
    },
  };
}

/** The body of the burst limit's 429; clients tell it by `policyName`. */
export const tooManyRequests = rateLimited("TEN_SECONDLY_ROLLING", "You have reached your ten_secondly_rolling limit.");

function rateLimited(policyName: string, message: string): HubspotErrorBody {
  return { message, errorType: "RATE_LIMIT", category: "RATE_LIMITS", policyName };
}

function isSearch(request: FastifyRequest): boolean {
  return /^\/crm\/v3\/objects\/[^/?]+\/search\/?(?:\?|$)/.test(request.url);
}

function createDailyCount(limit: number, now: () => number): RollingWindow {
  let day = 0;
  let used = 0;
  return {
    limit,
    take() {
      const today = Math.floor(now() / dayMs);
      if (today !== day) [day, used] = [today, 0];
      if (used >= limit) return null;
      used += 1;
      return limit - used;
    },
  };
}
