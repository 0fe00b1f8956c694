// Records and lists of records as their sources gave them, for every caller: rows are restricted by source before they get here.
import type { Clock } from "../runtime/clock.ts";
import { approximateBytes } from "./approximate-bytes.ts";
import { createTaggedCache, type LoadMark } from "./tagged-cache.ts";

/** How long what was read is good for, each in milliseconds since it was read. */
export interface Lifetime {
  /** Served as it is. */
  readonly freshMs: number;
  /** Served, and read again behind the answer's back. */
  readonly staleMs: number;
  /** Served only when the source fails. */
  readonly staleIfErrorMs: number;
}

export type Freshness = "fresh" | "stale" | "if-error";

export interface Cached<V> {
  readonly value: V;
  readonly ageMs: number;
  readonly freshness: Freshness;
}

interface EntityEntry {
  /** Null: the source has no such record. */
  readonly entity: object | null;
  readonly fields: readonly string[];
  readonly readAtMs: number;
}

interface ListEntry {
  readonly list: object;
  readonly readAtMs: number;
}

export interface EntityCache {
  /** Does it keep anything at all? */
  readonly isOn: boolean;
  /** The entity, where it is held with all of the fields and within one of its lifetimes. Undefined: read it. */
  entity(tag: string, fields: readonly string[], lifetime: Lifetime): Cached<object | null> | undefined;
  /** Keeps an entity read with these fields, beside other fields of it that are still fresh. */
  putEntity(
    tag: string,
    entity: object | null,
    read: { fields: readonly string[]; lifetime: Lifetime; mark: LoadMark },
  ): void;
  list(key: string, lifetime: Lifetime): Cached<object> | undefined;
  /** @param tags of the records in the list and of the list itself. */
  putList(key: string, list: object, tags: readonly string[], mark: LoadMark): void;
  mark(): LoadMark;
  /** Drops the entities with these tags and every list that held them. */
  drop(tags: Iterable<string>): void;
  readonly sizeBytes: number;
}

export function createEntityCache(options: { maxBytes: number; clock: Clock }): EntityCache {
  const { clock } = options;
  const entries = createTaggedCache<EntityEntry | ListEntry>(options.maxBytes);

  const isOn = options.maxBytes > 0;

  return {
    isOn,
    entity(tag, fields, lifetime) {
      const entry = entries.get(tag);
      if (entry === undefined || !("entity" in entry)) return undefined;
      if (entry.entity !== null && !holds(entry.fields, fields)) return undefined;
      return cached(entry.entity, clock.now() - entry.readAtMs, lifetime);
    },
    putEntity(tag, entity, { fields, lifetime, mark }) {
      if (!isOn) return;
      const now = clock.now();
      const held = entries.get(tag);
      const mayMerge =
        entity !== null &&
        held !== undefined &&
        "entity" in held &&
        held.entity !== null &&
        now - held.readAtMs <= lifetime.freshMs &&
        !holds(fields, held.fields);
      const entry: EntityEntry = mayMerge
        ? {
            entity: { ...held.entity, ...entity },
            fields: [...new Set([...held.fields, ...fields])],
            readAtMs: held.readAtMs, // as old as the oldest of its fields
          }
        : { entity, fields, readAtMs: now };
      entries.set(tag, entry, { sizeBytes: approximateBytes(entry.entity) + 2 * tag.length + 100, tags: [tag], mark });
    },
    list(key, lifetime) {
      const entry = entries.get(key);
      return entry === undefined || !("list" in entry)
        ? undefined
        : cached(entry.list, clock.now() - entry.readAtMs, lifetime);
    },
    putList(key, list, tags, mark) {
      if (!isOn) return;
      const sizeBytes = approximateBytes(list) + 2 * key.length + 100;
      entries.set(key, { list, readAtMs: clock.now() }, { sizeBytes, tags, mark });
    },
    mark: () => entries.mark(),
    drop: (tags) => entries.drop(tags),
    get sizeBytes() {
      return entries.sizeBytes;
    },
  };
}

function holds(held: readonly string[], wanted: readonly string[]): boolean {
  return held === wanted || wanted.every((field) => held.includes(field));
}

function cached<V>(value: V, ageMs: number, lifetime: Lifetime): Cached<V> | undefined {
  if (ageMs <= lifetime.freshMs) return { value, ageMs, freshness: "fresh" };
  if (ageMs <= lifetime.staleMs) return { value, ageMs, freshness: "stale" };
  return ageMs <= lifetime.staleIfErrorMs ? { value, ageMs, freshness: "if-error" } : undefined;
}
