// What is remembered in this process, sized by the configuration, and how something of it is dropped.
import { createEntityCache, type EntityCache } from "./cache/entity-cache.ts";
import { createResponseCache, type ResponseCache } from "./cache/response-cache.ts";
import type { Config } from "./config/config.ts";
import { createLinkCache, type LinkCache } from "./identity/link-cache.ts";
import { isTeamMailbox, mailboxOf } from "./identity/mailbox.ts";
import type { Clock } from "./runtime/clock.ts";
import type { Timers } from "./runtime/timers.ts";
import { createSumStore, type SumStore } from "./sums/sum-store.ts";

export interface Caches {
  readonly entityCache: EntityCache;
  readonly responseCache: ResponseCache;
  readonly linkCache: LinkCache;
  readonly sumStore: SumStore;
  /** Told the tags of what must not be served any more. */
  drop(tags: Iterable<string>): void;
}

const MAX_LINKS = 200_000;
const DAY_MS = 86_400_000;

export function openCaches(
  { cache, stats, identity }: Config,
  { clock, timers }: { clock: Clock; timers: Timers },
): Caches {
  const entityCache = createEntityCache({ maxBytes: cache.entities ? cache.entityBytes : 0, clock });
  const responseCache = createResponseCache({ maxBytes: cache.responses ? cache.responseBytes : 0, clock });
  return {
    entityCache,
    responseCache,
    linkCache: createLinkCache({
      clock,
      maxEntries: cache.links ? MAX_LINKS : 0,
      foundMs: cache.linkSeconds * 1000,
      missedMs: cache.noLinkSeconds * 1000,
      staleIfErrorMs: DAY_MS,
      isShared(email) {
        const mailbox = mailboxOf(email, identity.email);
        return mailbox !== null && isTeamMailbox(mailbox, identity.email);
      },
    }),
    sumStore: createSumStore({
      clock,
      timers,
      freshMs: stats.freshSeconds * 1000,
      staleMs: Math.max(stats.freshSeconds, stats.staleSeconds) * 1000,
      maxBytes: stats.maxBytes,
    }),
    drop(tags) {
      const dropped = [...tags];
      entityCache.drop(dropped);
      responseCache.drop(dropped);
    },
  };
}
