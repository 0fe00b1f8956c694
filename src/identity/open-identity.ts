// The identity store, opened: who is who, kept up to date behind everybody's back.
import { entitySourceOf, entityTag, listTag, type Source } from "../loaders/source.ts";
import type { Contact } from "../mapping/entities.ts";
import { recordMapper } from "../mapping/map-record.ts";
import type { Logger } from "../runtime/logger.ts";
import type { Timers } from "../runtime/timers.ts";
import type { Store } from "../store/store.ts";
import type { Http } from "../upstream/http.ts";
import { createCrawler, type CrawledSource } from "./crawler.ts";
import { walkedSources } from "./crawl-table.ts";
import { createDecisions } from "./decide.ts";
import { IDENTITY_FIELDS, layoutOf } from "./known-record.ts";
import type { People, PeopleDecisions, RecordKey } from "./people.ts";
import { rankSources } from "./precedence.ts";
import type { IdentitySettings } from "./resolve.ts";
import { createStoredPeople } from "./stored-people.ts";
import type { TakeOptions } from "./take-records.ts";

export interface IdentityDeps {
  readonly store: Store;
  readonly sources: readonly (Source & { readonly backgroundHttp: () => Http })[];
  readonly settings: IdentitySettings;
  readonly walkEveryMs: number;
  /** Told the tags of what caches must not serve any more. */
  readonly drop: (tags: Iterable<string>) => void;
  readonly timers: Timers;
  readonly log: Pick<Logger, "info" | "warn">;
}

export interface OpenIdentity {
  readonly people: People;
  readonly decisions: PeopleDecisions;
  /** Opens the store, and begins to go through the sources, all behind everybody's back. Never rejects. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function openIdentity(deps: IdentityDeps): OpenIdentity {
  const { store, settings, drop, timers, log, walkEveryMs } = deps;
  const crawled = deps.sources.flatMap((source) => crawledSource(source));
  const layout = layoutOf(settings);
  const walked = new Set<string>();
  const ranks = new Map(rankSources(deps.sources).withPeople.map(({ name }, index) => [name, index]));
  const taking = (): Pick<TakeOptions, "rankOf" | "isUnsettled"> => ({
    rankOf: (source) => ranks.get(source) ?? ranks.size,
    isUnsettled: crawled.some(({ name }) => !walked.has(name)),
  });
  const onChanged = (records: readonly RecordKey[]): void => {
    const tags = records.flatMap(({ source, recordId }) => [
      entityTag(source, "Contact", recordId),
      listTag(source, "Contact"),
    ]);
    if (tags.length > 0) drop(new Set(tags));
  };
  const crawlers = crawled.map((source) =>
    createCrawler({
      source,
      store,
      settings,
      layout,
      walkEveryMs,
      taking,
      onChanged,
      onWalked: (name) => walked.add(name),
      timers,
      log,
    }),
  );
  return {
    people: createStoredPeople({ store, settings, isCrawled: (source) => walked.has(source) }),
    decisions: createDecisions({ store, settings, layout, taking, onChanged }),
    async start() {
      try {
        for (const name of await walkedSources(store)) walked.add(name);
      } catch (problem) {
        log.warn({ err: problem }, "The identity store can't be used");
      }
      for (const crawler of crawlers) crawler.start();
    },
    async stop() {
      await Promise.all(crawlers.map((crawler) => crawler.stop()));
    },
  };
}

/** Nothing for a source that has no people, or can't be gone through: its records are looked up as they are met. */
function crawledSource(source: IdentityDeps["sources"][number]): CrawledSource[] {
  const contacts = entitySourceOf(source, "Contact");
  if (contacts?.changes === undefined) return [];
  const { changes, fields } = contacts;
  const select = Object.hasOwn(fields, "brandId") ? [...IDENTITY_FIELDS, "brandId"] : IDENTITY_FIELDS;
  return [
    {
      name: source.name,
      changes,
      select,
      toContact: recordMapper<Contact>("Contact", fields, select, source.mapping),
      backgroundHttp: source.backgroundHttp,
    },
  ];
}
