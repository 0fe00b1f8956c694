// Cache first, then the source, then what is past its lifetime when the source fails: the one order for everything read.
import type { Cached, EntityCache, Lifetime } from "../cache/entity-cache.ts";
import { UpstreamError } from "../errors.ts";
import { inTime } from "./in-time.ts";
import type { LoadScope } from "./load-scope.ts";
import { shareReads, type SharedReads } from "./shared-reads.ts";
import type { Source } from "./source.ts";

export type Priority = "waited-for" | "background";

export interface Reading<V> {
  /** What the keys are keys of, for all operations: source, type, fields, and so on. */
  readonly space: string;
  readonly keys: readonly string[];
  readonly lifetime: Lifetime;
  /** What the cache has for a key, which is at this place of `keys`. */
  held(key: string, index: number): Cached<V> | undefined;
  /** Reads keys from the source and puts them into the cache. A key without an entry is `absent`. Never rejects. */
  fetch(keys: readonly string[], priority: Priority): Promise<ReadonlyMap<string, V | Error>>;
  readonly absent: V;
}

/** A result for each key, in order. Never rejects: a failure is the result of the keys it struck. */
export async function readThrough<V>(scope: LoadScope, source: Source, reading: Reading<V>): Promise<(V | Error)[]> {
  const { keys, lifetime } = reading;
  const held = keys.map((key, index) => reading.held(key, index));
  const missing = keys.filter((_, index) => !isUsable(held[index]));
  const stale = keys.filter((_, index) => held[index]?.freshness === "stale");
  if (stale.length > 0) refreshBehind(scope, stale, reading);
  const fetched =
    missing.length > 0 ? await fetchShared(scope, source, missing, reading) : new Map<string, V | Error>();

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
    if (result instanceof UpstreamError) scope.observer.onLost(source.name, result.failure);
    return result === undefined ? reading.absent : result;
  });
}

function isUsable(hit: Cached<unknown> | undefined): boolean {
  return hit !== undefined && hit.freshness !== "if-error";
}

const underWay = new WeakMap<EntityCache, SharedReads<unknown>>();

function fetchShared<V>(
  scope: LoadScope,
  source: Source,
  keys: readonly string[],
  reading: Reading<V>,
): Promise<ReadonlyMap<string, V | Error>> {
  const shared = (underWay.get(scope.cache) ?? new Map()) as SharedReads<V>;
  underWay.set(scope.cache, shared as SharedReads<unknown>);
  // With the mark: what was dropped since a read began must not be taken from it.
  const space = `${scope.cache.mark()}/${reading.space}`;
  return inTime(scope, source.name, keys, () =>
    shareReads(shared, space, keys, (own) => reading.fetch(own, "waited-for")),
  );
}

const refreshing = new WeakMap<EntityCache, Set<string>>();

/** Reads stale keys again without anyone waiting; a key is refreshed by one operation at a time. */
function refreshBehind<V>(scope: LoadScope, stale: readonly string[], reading: Reading<V>): void {
  const busy = refreshing.get(scope.cache) ?? new Set<string>();
  refreshing.set(scope.cache, busy);
  const mine = stale.filter((key) => !busy.has(`${reading.space}/${key}`));
  if (mine.length === 0) return;
  for (const key of mine) busy.add(`${reading.space}/${key}`);
  void finish();

  async function finish(): Promise<void> {
    const results = await reading.fetch(mine, "background");
    for (const key of mine) {
      busy.delete(`${reading.space}/${key}`);
      const result = results.get(key);
      if (result instanceof Error) scope.onBackgroundError(result);
    }
  }
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
