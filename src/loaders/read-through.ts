// Cache first, then the source, then what is past its lifetime when the source fails: the one order for everything read.
import type { Cached, EntityCache, Lifetime } from "../cache/entity-cache.ts";
import { UpstreamError } from "../errors.ts";
import type { LoadScope } from "./load-scope.ts";
import type { Source } from "./source.ts";

export type Priority = "waited-for" | "background";

export interface Reading<V> {
  readonly keys: readonly string[];
  /** The key's name in the cache, the same for all operations. */
  cacheKeyOf(key: string): string;
  readonly lifetime: Lifetime;
  held(key: string): Cached<V> | undefined;
  /** Reads keys from the source and puts them into the cache. A key without an entry is `absent`. Never rejects. */
  fetch(keys: readonly string[], priority: Priority): Promise<ReadonlyMap<string, V | Error>>;
  readonly absent: V;
}

/** A result for each key, in order. Never rejects: a failure is the result of the keys it struck. */
export async function readThrough<V>(scope: LoadScope, source: Source, reading: Reading<V>): Promise<(V | Error)[]> {
  const { keys, lifetime } = reading;
  const held = keys.map((key) => reading.held(key));
  const missing = keys.filter((_, index) => !isUsable(held[index]));
  const stale = keys.filter((_, index) => held[index]?.freshness === "stale");
  if (stale.length > 0) refreshBehind(scope, stale, reading);
  const fetched = missing.length > 0 ? await reading.fetch(missing, "waited-for") : new Map<string, V | Error>();

  scope.observer.onLifetime(lifetime.freshMs);
  return keys.map((key, index) => {
    const hit = held[index];
    if (hit !== undefined && isUsable(hit)) {
      scope.observer.onCacheHit(source.name, hit.ageMs);
      scope.observer.onLifetime(Math.max(0, lifetime.freshMs - hit.ageMs));
      return hit.value;
    }
    scope.observer.onCacheMiss(source.name);
    const result = fetched.get(key);
    if (result instanceof UpstreamError && hit !== undefined) {
      scope.observer.onStale(source.name, result.failure, hit.ageMs);
      return hit.value;
    }
    return result === undefined ? reading.absent : result;
  });
}

function isUsable(hit: Cached<unknown> | undefined): boolean {
  return hit !== undefined && hit.freshness !== "if-error";
}

const refreshing = new WeakMap<EntityCache, Set<string>>();

/** Reads stale keys again without anyone waiting; a key is refreshed by one operation at a time. */
function refreshBehind<V>(scope: LoadScope, stale: readonly string[], reading: Reading<V>): void {
  const underWay = refreshing.get(scope.cache) ?? new Set<string>();
  refreshing.set(scope.cache, underWay);
  const mine = stale.filter((key) => !underWay.has(reading.cacheKeyOf(key)));
  if (mine.length === 0) return;
  for (const key of mine) underWay.add(reading.cacheKeyOf(key));
  void reading.fetch(mine, "background").then((results) => {
    for (const key of mine) {
      underWay.delete(reading.cacheKeyOf(key));
      const result = results.get(key);
      if (result instanceof Error) scope.onBackgroundError(result);
    }
  });
}

/** The value, or the error that making it threw. */
export function valueOrError<R>(make: () => R): R | Error {
  try {
    return make();
  } catch (error) {
    return asError(error);
  }
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
