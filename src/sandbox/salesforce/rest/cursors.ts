// Query cursors: a user has ten open at most, and a new one closes the oldest; each lives for two days.
// https://help.salesforce.com/s/articleView?id=000384958
import { badRequest } from "../errors.ts";
import { cursorIds } from "../ids.ts";
import type { QueryResult } from "../soql/result.ts";
import type { JsonObject } from "../soql/json.ts";

const maxOpen = 10;
const lifetimeMs = 2 * 86_400_000;
const defaultBatch = 2_000;
const smallestBatch = 200;

interface Cursor {
  readonly result: QueryResult;
  readonly openedAt: number;
}

export interface Cursors {
  /** The first page; with more to come, it names the next. `batchSize` is what the client asked for, or null. */
  first(result: QueryResult, baseUrl: string, batchSize: number | null): JsonObject;
  /** A later page. Throws INVALID_QUERY_LOCATOR. */
  next(locator: string, baseUrl: string, batchSize: number | null): JsonObject;
}

export function createCursors(now: () => number): Cursors {
  const open = new Map<string, Cursor>();
  let opened = 0;

  function page(result: QueryResult, start: number, baseUrl: string, batchSize: number | null, id: string | null) {
    // Salesforce takes a size out of range for the nearest one in it.
    const asked = Math.min(defaultBatch, Math.max(smallestBatch, batchSize ?? defaultBatch));
    const end = Math.min(result.size, start + Math.min(asked, result.largestPage));
    const records = Array.from({ length: end - start }, (_, place) => result.render(start + place, baseUrl));
    const isDone = end >= result.size;
    return {
      totalSize: result.total,
      done: isDone,
      ...(!isDone && { nextRecordsUrl: `${baseUrl}/query/${id ?? keep(result)}-${end}` }),
      records,
    };
  }

  function keep(result: QueryResult): string {
    const id = cursorIds.idOf(opened);
    opened += 1;
    open.set(id, { result, openedAt: now() });
    const [oldest] = open.keys();
    if (open.size > maxOpen && oldest !== undefined) open.delete(oldest);
    return id;
  }

  return {
    first: (result, baseUrl, batchSize) => page(result, 0, baseUrl, batchSize, null),
    next(locator, baseUrl, batchSize) {
      const [, id, start] = /^([0-9A-Za-z]{18})-(\d+)$/.exec(locator) ?? [];
      const cursor = id === undefined ? undefined : open.get(id);
      const isLive =
        cursor !== undefined && now() < cursor.openedAt + lifetimeMs && Number(start) <= cursor.result.size;
      if (id === undefined || cursor === undefined || !isLive) {
        throw badRequest("INVALID_QUERY_LOCATOR", "invalid query locator");
      }
      return page(cursor.result, Number(start), baseUrl, batchSize, id);
    },
  };
}

/** The size in `Sforce-Query-Options: batchSize=500`, or null. */
export function batchSizeIn(headers: Readonly<Record<string, unknown>>): number | null {
  const header = headers["sforce-query-options"];
  const size = typeof header === "string" ? /batchSize\s*=\s*(\d+)/i.exec(header)?.[1] : undefined;
  return size === undefined ? null : Number(size);
}
