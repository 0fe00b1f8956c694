// How records get into the store: from a feed, an import or a webhook, all the same way.
import type { FeedRecord } from "../connectors/contract.ts";
import { asError } from "../loaders/read-through.ts";
import { entityTag, listTag } from "../loaders/source.ts";
import type { EntityType } from "../mapping/entities.ts";
import type { Logger } from "../runtime/logger.ts";
import type { IndexRecord } from "./index-record.ts";
import type { IndexedRecord, RecordTable, Step } from "./record-table.ts";

export interface ProjectionWriterDeps {
  /** The source's name in the configuration. */
  readonly source: string;
  readonly table: RecordTable;
  /** By type: the types that the source keeps in the store. */
  readonly indexers: ReadonlyMap<EntityType, IndexRecord>;
  /** Names the settings of the indexers. */
  readonly layout: string;
  /** The tags of what caches must not serve any more. */
  readonly drop: (tags: Iterable<string>) => void;
  readonly log: Pick<Logger, "warn">;
}

/** Doubled each time: a table that grew by half is still read in the right way. */
const FIRST_TIDY_AFTER = 1_000;
const LAST_TIDY_AFTER = 200_000;

export interface Written {
  readonly kept: number;
  /** Not newer than what is kept already, or than another of those given. */
  readonly skipped: number;
  /** Records that can't be kept, and why: by their place among those given. */
  readonly refused: readonly { readonly index: number; readonly problem: Error }[];
}

export interface WriteOptions {
  readonly step?: Step;
  /** May the records of this brand be written? "" is none. All may, if left out. */
  readonly isAllowed?: (brandId: string) => boolean;
}

export interface ProjectionWriter {
  /**
   * Keeps what can be kept, and the feed's step with it. Records of a type that the source does not keep, since it is not to
   * serve it, are nobody's concern: they are left out without a word. Rejects with the store's errors; then nothing was kept.
   */
  write(records: readonly FeedRecord[], options?: WriteOptions): Promise<Written>;
}

export function createProjectionWriter(deps: ProjectionWriterDeps): ProjectionWriter {
  const { source, table, indexers, layout, drop, log } = deps;
  let tidyAfter = FIRST_TIDY_AFTER;
  let untidy = 0;

  function indexed({ type, record }: FeedRecord, isAllowed: WriteOptions["isAllowed"]): IndexedRecord | Error | null {
    const index = indexers.get(type);
    if (index === undefined) return null;
    try {
      const made = index(record);
      if (isAllowed?.(made.brandId) === false) return new Error(foreign(made.brandId));
      return made;
    } catch (problem) {
      return asError(problem);
    }
  }

  /** Of itself, and of every list that it is in now; one that it was in before has its own tag. */
  function tagsOf({ type, id, parents }: IndexedRecord): string[] {
    return [
      entityTag(source, type, id),
      listTag(source, type),
      ...parents.map((parent) => listTag(source, type, parent)),
    ];
  }

  /** An embedded database has nothing that does it by itself. */
  async function tidyWhenDue(kept: number): Promise<void> {
    untidy += kept;
    if (untidy < tidyAfter) return;
    untidy = 0;
    tidyAfter = Math.min(LAST_TIDY_AFTER, 2 * tidyAfter);
    try {
      await table.tidy();
    } catch (problem) {
      log.warn({ source, err: problem }, "The table of a source's records can't be tidied");
    }
  }

  return {
    async write(records, { step, isAllowed } = {}) {
      const results = records.map((record) => indexed(record, isAllowed));
      const good = results.flatMap((result) => (result === null || result instanceof Error ? [] : [result]));
      const kept = await table.write(source, layout, good, step);
      drop(new Set(good.flatMap(tagsOf)));
      await tidyWhenDue(kept);
      return {
        kept,
        skipped: good.length - kept,
        refused: results.flatMap((problem, index) => (problem instanceof Error ? [{ index, problem }] : [])),
      };
    },
  };
}

function foreign(brandId: string): string {
  return brandId === ""
    ? "belongs to no brand"
    : `belongs to the brand ${brandId}, whose records the token may not see`;
}
