// A vendor's quota as data: its windows, which calls count in which, and how its replies tell what is left.
import type { IncomingHttpHeaders } from "node:http";

export type CallClass = "plain" | "search" | "export";

/** At most `limit` calls in `windowMs`. */
export interface WindowRule {
  /** As documented; what the vendor's replies say of an account wins. */
  readonly limit: number;
  readonly windowMs: number;
  /** The calls that count in it; every call if left out. */
  readonly of?: CallClass;
}

/** What a reply says of a window. */
export interface QuotaReading {
  /** A window of the rules; others are ignored. */
  readonly window: string;
  readonly limit?: number;
  readonly remaining: number;
  readonly resetsInMs?: number;
}

export interface QuotaRules {
  readonly windows: Readonly<Record<string, WindowRule>>;
  /** Where paths of searches begin, below the base URL; `*` stands for one segment. */
  readonly searches?: readonly string[];
  /** Likewise, where paths of exports begin, which have an allowance of their own. */
  readonly exports?: readonly string[];
  /** @param body of a 429 alone, since no other is read for this; else empty */
  read?(headers: IncomingHttpHeaders, status: number, body: string): readonly QuotaReading[];
  /** Whether a refusal other than a 429 is one for want of quota. @param body its beginning */
  isSpent?(status: number, body: string): boolean;
}

/**
 * Milliseconds until all windows that a refusal says are spent begin anew; undefined where it says of none when.
 * @param body its beginning
 */
export function untilRefilled(
  rules: QuotaRules,
  headers: IncomingHttpHeaders,
  status: number,
  body: string,
): number | undefined {
  const readings = rules.read?.(headers, status, status === 429 ? body : "") ?? [];
  const resets = readings.flatMap(({ window, remaining, resetsInMs }) =>
    remaining === 0 && resetsInMs !== undefined && Object.hasOwn(rules.windows, window) ? [resetsInMs] : [],
  );
  return resets.length === 0 ? undefined : Math.max(...resets);
}

/** The class of a path, without its query. */
export function createClassifier({ searches = [], exports = [] }: QuotaRules): (path: string) => CallClass {
  const isSearch = beginningWith(searches);
  const isExport = beginningWith(exports);
  return (path) => (isSearch(path) ? "search" : isExport(path) ? "export" : "plain");
}

function beginningWith(starts: readonly string[]): (path: string) => boolean {
  if (starts.length === 0) return () => false;
  const patterns = starts.map((start) =>
    start
      .split("*")
      .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join("[^/]+"),
  );
  const beginning = new RegExp(`^(?:${patterns.join("|")})(?:/|$)`);
  return (path) => beginning.test(path);
}
