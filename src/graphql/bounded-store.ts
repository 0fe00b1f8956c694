// What Apollo keeps between requests, in this process's memory and no more of it than is said.
import { LRUCache } from "lru-cache";

/** What Apollo needs of a cache. */
export interface BoundedStore<V> {
  get(key: string): Promise<V | undefined>;
  set(key: string, value: V): Promise<void>;
  delete(key: string): Promise<void>;
}

/** A store that pushes out what was not used for longest. Nothing in it has a lifetime: what a key stands for never changes. */
export function createBoundedStore<V extends string | object>(
  maxBytes: number,
  bytesOf: (value: V) => number,
): BoundedStore<V> {
  const values = new LRUCache<string, V>({
    maxSize: maxBytes,
    sizeCalculation: (value, key) => bytesOf(value) + 2 * key.length + 100,
  });
  return {
    get: (key) => Promise.resolve(values.get(key)),
    set: (key, value) => {
      values.set(key, value);
      return Promise.resolve();
    },
    delete: (key) => {
      values.delete(key);
      return Promise.resolve();
    },
  };
}
