// Which records are the same person, as last looked up: links, and that there is none. For all callers and operations.
import { LRUCache } from "lru-cache";
import type { SharedReads } from "../loaders/shared-reads.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Link } from "./link.ts";

export interface LinkCacheOptions {
  readonly clock: Clock;
  /** How many look-ups to remember; 0 remembers none. */
  readonly maxEntries: number;
  /** How long a link is good for, and how long "no link" is. */
  readonly foundMs: number;
  readonly missedMs: number;
  /** How long either may be served when the source can't be asked. */
  readonly staleIfErrorMs: number;
  /** Is this the address of several people? Then a look-up joins nobody by it: it knows no names. */
  readonly isShared?: (email: string) => boolean;
}

export interface LinkCache {
  get(key: string): { links: readonly Link[]; isFresh: boolean } | undefined;
  put(key: string, links: readonly Link[]): void;
  isShared(email: string): boolean;
  /** Look-ups under way, for whoever asks meanwhile. */
  readonly underWay: SharedReads<readonly Link[]>;
}

export function createLinkCache(options: LinkCacheOptions): LinkCache {
  const { clock } = options;
  const entries =
    options.maxEntries > 0
      ? new LRUCache<string, { links: readonly Link[]; atMs: number }>({ max: options.maxEntries })
      : undefined;
  return {
    isShared: options.isShared ?? (() => false),
    underWay: new Map(),
    get(key) {
      const entry = entries?.get(key);
      if (entry === undefined) return undefined;
      const ageMs = clock.now() - entry.atMs;
      if (ageMs > options.staleIfErrorMs) return undefined;
      return { links: entry.links, isFresh: ageMs <= (entry.links.length > 0 ? options.foundMs : options.missedMs) };
    },
    put(key, links) {
      entries?.set(key, { links, atMs: clock.now() });
    },
  };
}
