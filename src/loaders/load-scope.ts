// What one operation's loaders share: which fields it wants, by when, and what it is told at the end.
import type { EntityCache } from "../cache/entity-cache.ts";
import { UpstreamError, type UpstreamFailure } from "../errors.ts";
import type { EntityType } from "../mapping/entities.ts";
import type { Select } from "../mapping/field-map.ts";
import { ReplyShapeError } from "../mapping/reply.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Http } from "../upstream/http.ts";
import type { Patience } from "./in-time.ts";
import type { Source } from "./source.ts";

/** What loaders tell of their work: for `extensions.tributary`, the log, and the response cache. */
export interface LoadObserver {
  /** An answer came from the entity cache. */
  onCacheHit(source: string, ageMs: number): void;
  onCacheMiss(source: string): void;
  /** The source failed and something past its lifetime was served instead. */
  onStale(source: string, failure: UpstreamFailure, ageMs: number): void;
  /** Something of the source is not in the answer: it failed, or had not answered in time. */
  onLost(source: string, failure: UpstreamFailure): void;
  onCall(source: string, ms: number, outcome: "ok" | UpstreamFailure, isShared: boolean): void;
  /** The answer depends on the entity or list with this tag. */
  onTag(tag: string): void;
  /** The answer is good for no longer than this. */
  onLifetime(freshMs: number): void;
}

export interface LoadScope {
  readonly cache: EntityCache;
  readonly clock: Clock;
  readonly observer: LoadObserver;
  /** Fields that the operation reads, by type. Types without an entry: the id alone. */
  readonly selects: ReadonlyMap<EntityType, Select>;
  /** The clock's time by which the operation must have its answer. */
  readonly deadlineMs: number;
  /** Where it waits less long for a source. Reads are made by `deadlineMs` all the same. */
  readonly patience?: Patience | undefined;
  /** The source's ids of the brands whose rows the caller may see, "" for rows of no brand: the same list for the same source. */
  brandIdsOf(source: string): readonly string[];
  /** Told of what went wrong where nobody waits: a refresh behind an answer. */
  onBackgroundError(error: unknown): void;
}

const ID_ONLY: Select = Object.freeze(["id"]);

const widened = new WeakMap<Select, Map<string, Select>>();

/** The operation's fields of a type, and others that the loading itself needs: the same array for the same fields. */
export function selectOf(scope: LoadScope, type: EntityType, alsoNeeded: Select = []): Select {
  const select = scope.selects.get(type) ?? ID_ONLY;
  if (alsoNeeded.every((field) => select.includes(field))) return select;
  let known = widened.get(select);
  if (known === undefined) widened.set(select, (known = new Map()));
  const key = alsoNeeded.join();
  let wider = known.get(key);
  if (wider === undefined) known.set(key, (wider = Object.freeze([...new Set([...select, ...alsoNeeded])])));
  return wider;
}

/** Calls a source within the operation's deadline, or, for work that nobody waits for, within the source's own timeout. */
export async function callSource<R>(
  scope: LoadScope,
  source: Source,
  call: (http: Http) => Promise<R>,
  priority: "waited-for" | "background" = "waited-for",
): Promise<R> {
  const deadlineMs =
    priority === "waited-for" ? scope.deadlineMs : scope.clock.now() + 2 * source.connector.limits.timeoutMs;
  const http = source.client.http({
    deadlineMs,
    priority: priority === "background" ? "background" : "interactive",
    generation: scope.cache.mark(), // a call begun before something was dropped is not shared with who asks after it
    observe: ({ ms, outcome, shared }) => scope.observer.onCall(source.name, ms, outcome, shared),
  });
  return withShapeErrors(source, () => call(http));
}

/** What a connector gives; a reply that is not of the documented shape is the source's failure. */
export async function withShapeErrors<R>(source: Source, call: () => Promise<R>): Promise<R> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ReplyShapeError) {
      throw new UpstreamError(source.name, "malformed", { detail: error.message, cause: error });
    }
    throw error;
  }
}

/** Cuts keys into calls of at most `size`. */
export function chunksOf<T>(keys: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < keys.length; start += size) chunks.push(keys.slice(start, start + size));
  return chunks;
}
