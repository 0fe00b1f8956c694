// What one operation cost and what its answer is made of: for the log, `extensions.tributary`, and the response cache.
import { UPSTREAM_CODES, type UpstreamFailure } from "../errors.ts";
import type { LoadObserver } from "../loaders/load-scope.ts";

/** One source's share in an operation. */
export interface SourceUse {
  /** Calls made for this operation, shared ones among them. */
  calls: number;
  /** Calls that another operation had under way already. */
  sharedCalls: number;
  failedCalls: number;
  /** Milliseconds spent waiting, summed over calls, which run side by side. */
  callMs: number;
  cacheHits: number;
  cacheMisses: number;
  /** Why something of it is not in the answer; null where nothing is missing. */
  lost: "late" | "failed" | null;
  /** Age of the oldest cached data in the answer; 0 where all was read just now. */
  oldestMs: number;
}

/** Something past its lifetime was served because its source failed. */
export interface StaleUse {
  readonly source: string;
  readonly code: string;
  readonly ageMs: number;
}

export interface Observation extends LoadObserver {
  readonly sources: ReadonlyMap<string, Readonly<SourceUse>>;
  readonly stale: readonly StaleUse[];
  readonly tags: ReadonlySet<string>;
  /** How long the answer is good for: the shortest of its parts' lifetimes. Infinity where nothing was read. */
  readonly freshMs: number;
}

export function createObservation(): Observation {
  const sources = new Map<string, SourceUse>();
  const stale = new Map<string, StaleUse>();
  const tags = new Set<string>();
  let shortestMs = Infinity;

  const use = (source: string): SourceUse => {
    let known = sources.get(source);
    if (known === undefined) {
      known = {
        calls: 0,
        sharedCalls: 0,
        failedCalls: 0,
        callMs: 0,
        cacheHits: 0,
        cacheMisses: 0,
        lost: null,
        oldestMs: 0,
      };
      sources.set(source, known);
    }
    return known;
  };

  return {
    sources,
    tags,
    get stale() {
      return [...stale.values()];
    },
    get freshMs() {
      return shortestMs;
    },
    onCall(source, ms, outcome, isShared) {
      const known = use(source);
      known.calls += 1;
      known.callMs += ms;
      if (isShared) known.sharedCalls += 1;
      if (outcome !== "ok") known.failedCalls += 1;
    },
    onCacheHit(source, ageMs) {
      const known = use(source);
      known.cacheHits += 1;
      known.oldestMs = Math.max(known.oldestMs, ageMs);
    },
    onCacheMiss(source) {
      use(source).cacheMisses += 1;
    },
    onStale(source, failure: UpstreamFailure, ageMs) {
      const known = use(source);
      known.oldestMs = Math.max(known.oldestMs, ageMs);
      const code = UPSTREAM_CODES[failure];
      const key = `${source}/${code}`;
      stale.set(key, { source, code, ageMs: Math.max(ageMs, stale.get(key)?.ageMs ?? 0) });
    },
    onLost(source, failure) {
      const known = use(source);
      if (failure !== "timeout") known.lost = "failed";
      else known.lost ??= "late";
    },
    onTag(tag) {
      tags.add(tag);
    },
    onLifetime(freshMs) {
      shortestMs = Math.min(shortestMs, freshMs);
    },
  };
}
