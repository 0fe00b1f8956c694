// Goes through a source's people, to the end and then round by round through what changed, so that the store knows who is
// who before anybody asks.
import type { Changes } from "../connectors/contract.ts";
import { RequestError, UpstreamError } from "../errors.ts";
import { asError, valueOrError } from "../loaders/read-through.ts";
import type { Contact } from "../mapping/entities.ts";
import type { Select } from "../mapping/field-map.ts";
import type { Logger } from "../runtime/logger.ts";
import { createRounds, type Rounds } from "../runtime/rounds.ts";
import type { Timers } from "../runtime/timers.ts";
import type { Sql, Store } from "../store/store.ts";
import type { Http } from "../upstream/http.ts";
import { beginWalk, crawlOf, moveCrawl, type Crawl } from "./crawl-table.ts";
import { unmetBy } from "./kept-records.ts";
import { knownRecord } from "./known-record.ts";
import type { RecordKey } from "./people.ts";
import type { IdentitySettings } from "./resolve.ts";
import { lockPeople, takeRecords, type TakeOptions } from "./take-records.ts";

/** A source as far as its people are gone through. */
export interface CrawledSource {
  readonly name: string;
  readonly changes: Changes;
  /** The fields that make up who somebody is. */
  readonly select: Select;
  readonly toContact: (record: unknown) => Contact;
  /** A way to the source for work that nobody waits for. */
  readonly backgroundHttp: () => Http;
}

export interface CrawlerDeps {
  readonly source: CrawledSource;
  readonly store: Pick<Store, "transaction" | "query" | "withLock">;
  readonly settings: IdentitySettings;
  readonly layout: string;
  /** Milliseconds between two walks through everything: what a source does not tell to be gone is found out by these. */
  readonly walkEveryMs: number;
  /** How records are taken, apart from what is this source's. */
  readonly taking: () => Pick<TakeOptions, "rankOf" | "isUnsettled">;
  /** Told the records whose person, or whose person's records, are others now. */
  readonly onChanged: (records: readonly RecordKey[]) => void;
  /** Told that the first walk is over, whoever ended it. */
  readonly onWalked: (source: string) => void;
  readonly timers: Timers;
  readonly log: Pick<Logger, "info" | "warn">;
}

/** SQLSTATE lock_not_available: another instance has been at it for long. */
const LOCK_TIMEOUT = "55P03";

export function createCrawler(deps: CrawlerDeps): Rounds {
  const { source, store, settings, layout, timers, log } = deps;
  const { name, changes } = source;
  let wasWalked = false;

  /** A page, unless it is not yet time for a round. Gives how long to rest after it. */
  async function readPage(): Promise<number> {
    const crawl = await crawlOf(store, name, layout);
    noteWalked(crawl);
    if (isWalkDue(crawl)) {
      await beginWalk(store, name, layout);
      return 0;
    }
    if (crawl.restedMs !== null && crawl.restedMs < changes.intervalMs) return changes.intervalMs - crawl.restedMs;
    const page = await readFrom(crawl);
    if (page === null) {
      await beginWalk(store, name, layout);
      return 0;
    }
    if (page.next === crawl.next && !page.isAtEnd) throw new Error("it gave the place that it was asked to go on from");
    const contacts = page.records.map((record) => valueOrError(() => source.toContact(record)));
    const records = contacts.flatMap((contact) => (contact instanceof Error ? [] : [knownRecord(contact, settings)]));
    const gone = (page.gone ?? []).map((recordId) => ({ source: name, recordId }));
    const changed = await store.transaction(async (sql) => {
      await lockPeople(sql);
      const step = { after: crawl.next, next: page.next, isAtEnd: page.isAtEnd };
      if (!(await moveCrawl(sql, name, crawl.walk, step))) return [];
      const options = { settings, layout, walk: crawl.walk, ...deps.taking() };
      const taken = await takeRecords(sql, { records, gone }, options);
      return crawl.isWalking && page.isAtEnd ? [...taken, ...(await takeUnmet(sql, options))] : taken;
    });
    deps.onChanged(changed);
    if (crawl.isWalking && page.isAtEnd) {
      log.info({ source: name }, "All people of a source were gone through");
      noteWalked({ ...crawl, walkedAgoMs: 0 });
    }
    return page.isAtEnd ? changes.intervalMs : 0;
  }

  /** Whom a walk through everything did not meet is gone. */
  async function takeUnmet(sql: Sql, options: TakeOptions): Promise<readonly RecordKey[]> {
    const unmet = await unmetBy(sql, name, options.walk);
    return takeRecords(sql, { records: [], gone: unmet.map((recordId) => ({ source: name, recordId })) }, options);
  }

  function isWalkDue({ layout: walkedBy, isWalking, walkedAgoMs }: Crawl): boolean {
    if (walkedBy !== layout) return true;
    return !isWalking && walkedAgoMs !== null && walkedAgoMs >= deps.walkEveryMs;
  }

  /** Null where the source no longer knows the place. */
  async function readFrom({ next }: Crawl): Promise<Awaited<ReturnType<Changes["read"]>> | null> {
    try {
      return await changes.read(source.backgroundHttp(), next, source.select);
    } catch (problem) {
      const isUnknown =
        problem instanceof RequestError || (problem instanceof UpstreamError && problem.failure === "rejected");
      if (next !== null && isUnknown) {
        log.warn(
          { source: name, err: problem },
          "A source no longer knows the place in its changes: all is read again",
        );
        return null;
      }
      throw problem;
    }
  }

  function noteWalked({ walkedAgoMs }: Crawl): void {
    if (wasWalked || walkedAgoMs === null) return;
    wasWalked = true;
    deps.onWalked(name);
  }

  return createRounds({
    async step() {
      try {
        return await store.withLock(`identity ${name}`, readPage);
      } catch (problem) {
        if (problem instanceof Error && "code" in problem && problem.code === LOCK_TIMEOUT) return changes.intervalMs;
        throw problem;
      }
    },
    onFailure: (problem, retryInMs) =>
      log.warn({ source: name, err: asError(problem), retryInMs }, "A source's people can't be gone through"),
    timers,
  });
}
