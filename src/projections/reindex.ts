// Keys are made when a record is written: where the settings that make them changed since, they are made anew.
import type { EntityType } from "../mapping/entities.ts";
import type { IndexRecord } from "./index-record.ts";
import type { RecordTable } from "./record-table.ts";
import { valueOrError } from "../loaders/read-through.ts";

const PAGE_SIZE = 500;

export interface ReindexDeps {
  readonly source: string;
  readonly table: Pick<RecordTable, "ofOtherLayout" | "index">;
  readonly indexers: ReadonlyMap<EntityType, IndexRecord>;
  readonly layout: string;
  /** Ends the work after a page. */
  readonly signal: AbortSignal;
}

/** Gives how many records got new keys. Can be done again after it failed. Rejects with the store's errors. */
export async function reindex({ source, table, indexers, layout, signal }: ReindexDeps): Promise<number> {
  let count = 0;
  for (const [type, index] of indexers) {
    let afterId = "";
    while (!signal.aborted) {
      const page = await table.ofOtherLayout({ source, type }, layout, afterId, PAGE_SIZE);
      const last = page.at(-1);
      if (last === undefined) break;
      const indexed = page.map(({ id, record }) => ({ id, now: valueOrError(() => index(record)) }));
      // One that the mapping can no longer read, or reads under another id, stays as it is.
      const same = indexed.flatMap(({ id, now }) => (now instanceof Error || now.id !== id ? [] : [now]));
      await table.index(source, layout, same);
      count += same.length;
      afterId = last.id;
    }
  }
  return count;
}
