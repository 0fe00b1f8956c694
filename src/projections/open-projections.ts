// A source's types that are kept in the store, opened: read as its other types are, and filled.
import type { Connector, EntitySource } from "../connectors/contract.ts";
import { entriesOf } from "../loaders/account-gaps.ts";
import type { Entity, EntityType } from "../mapping/entities.ts";
import type { MappingContext } from "../mapping/field-map.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { systemTimers, type Timers } from "../runtime/timers.ts";
import type { Store } from "../store/store.ts";
import type { Http } from "../upstream/http.ts";
import { createAskStore } from "./ask-store.ts";
import { createFeedRunner } from "./feed-runner.ts";
import { createImport, type ImportBodies } from "./import-bodies.ts";
import { createIndexRecord, layoutOf, type IndexRecord } from "./index-record.ts";
import { projectedSource } from "./projected-source.ts";
import { createProjectionWriter, type ProjectionWriter } from "./projection-writer.ts";
import { createRecordReader } from "./read-records.ts";
import type { RecordTable } from "./record-table.ts";
import { reindex } from "./reindex.ts";
import { createRecordWriter } from "./write-records.ts";

export interface ProjectionsDeps {
  readonly store: Store;
  readonly mapping: MappingContext;
  /** A way to the source for work that nobody waits for. */
  readonly backgroundHttp: () => Http;
  /** Told the tags of what caches must not serve any more. */
  readonly drop: (tags: Iterable<string>) => void;
  readonly clock: Clock;
  readonly timers?: Timers;
  readonly log: Pick<Logger, "info" | "warn">;
}

export interface OpenProjections {
  /** With the ways to the types that are kept. */
  readonly connector: Connector;
  readonly writer: ProjectionWriter;
  /** Null where the connector takes no imports. */
  readonly importBodies: ImportBodies | null;
  /**
   * Opens the store, brings its keys up to date and begins to read the feed, all behind everybody's back. Resolves when the
   * keys are; what can't be done is logged, and never rejects.
   */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Null for a connector whose types are all read from its vendor: it never opens the store. */
export function openProjections(connector: Connector, deps: ProjectionsDeps): OpenProjections | null {
  const { store, mapping, drop, clock, timers = systemTimers, log } = deps;
  const { source } = mapping;
  const entries = entriesOf(connector);
  if (entries.every(([, { projection }]) => projection === undefined)) return null;
  const table: RecordTable = { ...createRecordReader(store), ...createRecordWriter(store) };
  const ask = createAskStore({ source, clock, timers });
  const { feed } = connector;
  const isFed = feed !== undefined;
  const entities: [EntityType, EntitySource<Entity>][] = [];
  const indexers = new Map<EntityType, IndexRecord>();
  for (const [type, one] of entries) {
    const { projection } = one;
    entities.push([
      type,
      projection === undefined ? one : projectedSource(type, one, projection, { table, ask, isFed, mapping }),
    ]);
    if (projection !== undefined) indexers.set(type, createIndexRecord(type, one, projection, mapping));
  }
  const layout = layoutOf(
    entries.map(([type, { projection }]) => [type, projection]),
    mapping,
  );
  const writer = createProjectionWriter({ source, table, indexers, layout, drop, log });
  const runner =
    feed && createFeedRunner({ source, feed, store, table, writer, backgroundHttp: deps.backgroundHttp, timers, log });
  const stopping = new AbortController();
  let preparing: Promise<void> | undefined;

  async function prepare(): Promise<void> {
    try {
      const count = await reindex({ source, table, indexers, layout, signal: stopping.signal });
      if (count > 0) log.info({ source, records: count }, "Records got new keys, as the settings changed");
    } catch (problem) {
      log.warn({ source, err: problem }, "The store of a source's records can't be used");
    }
  }

  return {
    connector: { ...connector, entities: Object.fromEntries(entities) as Connector["entities"] },
    writer,
    importBodies: createImport(source, connector, writer),
    start() {
      runner?.start();
      return (preparing ??= prepare());
    },
    async stop() {
      stopping.abort();
      await Promise.all([preparing, runner?.stop()]);
    },
  };
}
