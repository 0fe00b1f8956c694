// Reads a source's feed to its end, and then round by round: page after page into the store, each with how far it went.
import type { Feed } from "../connectors/contract.ts";
import { asError } from "../loaders/read-through.ts";
import type { Logger } from "../runtime/logger.ts";
import { createRounds, type Rounds } from "../runtime/rounds.ts";
import type { Timers } from "../runtime/timers.ts";
import type { Store } from "../store/store.ts";
import type { Http } from "../upstream/http.ts";
import type { ProjectionWriter } from "./projection-writer.ts";
import type { RecordTable } from "./record-table.ts";

export interface FeedRunnerDeps {
  /** The source's name in the configuration. */
  readonly source: string;
  readonly feed: Feed;
  readonly store: Pick<Store, "withLock">;
  readonly table: Pick<RecordTable, "checkpoint">;
  readonly writer: ProjectionWriter;
  /** A way to the source for work that nobody waits for. */
  readonly backgroundHttp: () => Http;
  readonly timers: Timers;
  readonly log: Pick<Logger, "info" | "warn">;
}

/** SQLSTATE lock_not_available: another instance has been at it for long. */
const LOCK_TIMEOUT = "55P03";

export function createFeedRunner(deps: FeedRunnerDeps): Rounds {
  const { source, feed, store, table, writer, timers, log } = deps;
  let keptSinceEnd = 0;

  /** A page, unless it is not yet time for a round. Gives how long to rest after it. */
  async function readPage(): Promise<number> {
    const { next: after, restedMs } = await table.checkpoint(source);
    if (restedMs !== null && restedMs < feed.intervalMs) return feed.intervalMs - restedMs;
    const { records, next, isAtEnd } = await feed.read(deps.backgroundHttp(), after);
    if (next === after && !isAtEnd) throw new Error("the feed gave the place that it was asked to go on from");
    const { kept, refused } = await writer.write(records, { step: { after, next, isAtEnd } });
    const [first] = refused;
    if (first !== undefined) {
      log.warn({ source, err: first.problem, records: refused.length }, "Records of a feed can't be kept");
    }
    keptSinceEnd += kept;
    if (!isAtEnd) return 0;
    if (keptSinceEnd > 0) log.info({ source, kept: keptSinceEnd }, "A feed was read to its end");
    keptSinceEnd = 0;
    return feed.intervalMs;
  }

  /** One instance at a time, a page each: whoever comes next goes on from where it ended. */
  async function turn(): Promise<number> {
    try {
      return await store.withLock(`feed ${source}`, readPage);
    } catch (problem) {
      if (problem instanceof Error && "code" in problem && problem.code === LOCK_TIMEOUT) return feed.intervalMs;
      throw problem;
    }
  }

  return createRounds({
    step: turn,
    onFailure: (problem, retryInMs) => log.warn({ source, err: asError(problem), retryInMs }, "A feed can't be read"),
    timers,
  });
}
