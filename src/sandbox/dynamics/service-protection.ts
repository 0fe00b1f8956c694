// Per user and web server, of which the sandbox has one:
// https://learn.microsoft.com/power-apps/developer/data-platform/api-limits
import { DataverseError } from "./errors.ts";

const requestLimit = 6_000;
const executionLimitMs = 1_200_000;
const concurrencyLimit = 52;
const windowMs = 300_000;
/** How soon one of many requests at a time is done; the documentation names no number. */
const concurrencyRetryS = 5;

export interface ServiceProtection {
  /** A request came; the function returned says that it is over. Refused ones count as well. */
  begin(): () => void;
  /** What is left, for the headers of every reply. */
  headers(): Record<string, string>;
  /** Counts a request against the limits. Throws TooManyRequests. */
  admit(): void;
}

/** A 429 with the seconds to wait. */
export class TooManyRequests extends DataverseError {
  readonly retryAfterS: number;

  constructor(code: string, message: string, retryAfterS: number) {
    super(429, code, message);
    this.name = "TooManyRequests";
    this.retryAfterS = retryAfterS;
  }
}

/** As it is for the fault switch, which strikes at no limit in particular. */
export function requestsExceeded(limit: number, retryAfterS: number): TooManyRequests {
  return new TooManyRequests(
    "0x80072322",
    `Number of requests exceeded the limit of ${limit} over time window of 300 seconds.`,
    retryAfterS,
  );
}

export const defaultTooManyRequests = requestsExceeded(requestLimit, 10);

/** Times are `now`'s, in milliseconds; `rateScale` multiplies how many requests are allowed. */
export function createServiceProtection(now: () => number, rateScale: number): ServiceProtection {
  const limit = Math.max(1, Math.floor(requestLimit * rateScale));
  const requests = createSlidingSum(windowMs, now);
  const execution = createSlidingSum(windowMs, now);
  let inFlight = 0;

  return {
    begin() {
      const startedAt = now();
      inFlight += 1;
      return () => {
        inFlight -= 1;
        execution.add(now() - startedAt);
      };
    },
    headers: () => ({
      "x-ms-ratelimit-burst-remaining-xrm-requests": String(Math.max(0, limit - requests.total())),
      "x-ms-ratelimit-time-remaining-xrm-requests": secondsLeft(executionLimitMs - execution.total()),
    }),
    admit() {
      if (inFlight > concurrencyLimit) {
        throw new TooManyRequests(
          "0x80072326",
          `Number of concurrent requests exceeded the limit of ${concurrencyLimit}.`,
          concurrencyRetryS,
        );
      }
      if (execution.total() >= executionLimitMs) {
        throw new TooManyRequests(
          "0x80072321",
          "Combined execution time of incoming requests exceeded limit of 1,200,000 milliseconds over time window of 300 seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.",
          secondsUntil(execution.oldestEndsAt(), now()),
        );
      }
      if (requests.total() >= limit) throw requestsExceeded(limit, secondsUntil(requests.oldestEndsAt(), now()));
      requests.add(1);
    },
  };
}

function secondsUntil(at: number, now: number): number {
  return Math.max(1, Math.ceil((at - now) / 1_000));
}

function secondsLeft(ms: number): string {
  return (Math.max(0, ms) / 1_000).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function createSlidingSum(spanMs: number, now: () => number) {
  let entries: { at: number; amount: number }[] = [];
  let expired = 0;
  let sum = 0;
  function forget(): void {
    for (;;) {
      const entry = entries[expired];
      if (entry === undefined || entry.at > now() - spanMs) break;
      sum -= entry.amount;
      expired += 1;
    }
    if (expired > 1_000) {
      entries = entries.slice(expired);
      expired = 0;
    }
  }
  return {
    add(amount: number): void {
      entries.push({ at: now(), amount });
      sum += amount;
    },
    total(): number {
      forget();
      return sum;
    },
    /** When the oldest amount stops counting. */
    oldestEndsAt: (): number => (entries[expired]?.at ?? now()) + spanMs,
  };
}
