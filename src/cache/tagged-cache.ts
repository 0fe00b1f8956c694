// A byte-bounded LRU whose entries can be dropped by what they were made of.
import { LRUCache } from "lru-cache";

/** A moment of a cache: taken when a load begins, so that what was dropped meanwhile is not stored from it. */
export type LoadMark = number;

export interface TaggedCache<V extends object> {
  get(key: string): V | undefined;
  /** Now: pass it to `set` when the load is done. */
  mark(): LoadMark;
  /**
   * Stores what a load begun at `mark` gave, unless one of its tags was dropped since: then the value may be older than
   * the change that dropped it.
   */
  set(key: string, value: V, entry: { sizeBytes: number; tags: readonly string[]; mark: LoadMark }): boolean;
  /** Drops every entry that carries one of the tags. */
  drop(tags: Iterable<string>): void;
  clear(): void;
  readonly sizeBytes: number;
  readonly entryCount: number;
}

/** Dropped tags remembered for loads still under way. A load that began before the oldest of them is not stored. */
const REMEMBERED_DROPS = 50_000;

/** @param maxBytes what the entries' `sizeBytes` may add up to; 0 keeps nothing. */
export function createTaggedCache<V extends object>(maxBytes: number): TaggedCache<V> {
  interface Entry {
    readonly value: V;
    readonly tags: readonly string[];
  }
  const keysByTag = new Map<string, Set<string>>();
  const droppedAt = new Map<string, number>();
  let drops = 0;
  let forgottenUpTo = 0;

  const forget = (entry: Entry, key: string): void => {
    for (const tag of entry.tags) {
      const keys = keysByTag.get(tag);
      if (keys?.delete(key) === true && keys.size === 0) keysByTag.delete(tag);
    }
  };
  const entries =
    maxBytes > 0
      ? new LRUCache<string, Entry>({ maxSize: maxBytes, dispose: (entry, key) => forget(entry, key) })
      : undefined;

  return {
    get: (key) => entries?.get(key)?.value,
    mark: () => drops,
    set(key, value, { sizeBytes, tags, mark }) {
      if (entries === undefined || mark < forgottenUpTo) return false;
      if (drops > mark && tags.some((tag) => (droppedAt.get(tag) ?? 0) > mark)) return false;
      entries.set(key, { value, tags }, { size: Math.max(1, Math.ceil(sizeBytes)) });
      if (!entries.has(key)) return false; // larger than the whole cache
      for (const tag of tags) {
        const keys = keysByTag.get(tag);
        if (keys === undefined) keysByTag.set(tag, new Set([key]));
        else keys.add(key);
      }
      return true;
    },
    drop(tags) {
      for (const tag of tags) {
        drops += 1;
        droppedAt.delete(tag); // to the end of the map's order
        droppedAt.set(tag, drops);
        for (const key of Array.from(keysByTag.get(tag) ?? [])) entries?.delete(key); // a copy: deleting changes the set
      }
      for (const [tag, at] of droppedAt) {
        if (droppedAt.size <= REMEMBERED_DROPS) break;
        droppedAt.delete(tag);
        forgottenUpTo = at;
      }
    },
    clear() {
      entries?.clear();
      keysByTag.clear();
      drops += 1;
      forgottenUpTo = drops;
    },
    get sizeBytes() {
      return entries?.calculatedSize ?? 0;
    },
    get entryCount() {
      return entries?.size ?? 0;
    },
  };
}
