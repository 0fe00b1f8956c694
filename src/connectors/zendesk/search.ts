// https://developer.zendesk.com/api-reference/ticketing/ticket-management/search/
import { RequestError } from "../../errors.ts";
import { numberAt, recordsAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { Order, RecordPage } from "../contract.ts";
import { PAGE_SIZE, readCursorPage } from "./cursor-page.ts";

/** Results past this number can't be had by page. */
export const MAX_RESULTS = 1_000;

export interface SearchedPage {
  readonly records: readonly unknown[];
  /** All that match, also those past the 1,000th. */
  readonly total: number;
}

const SORT_FIELDS: Readonly<Record<string, string>> = { createdAt: "created_at", updatedAt: "updated_at" };

/** One page, counted from 1. Without an order it comes by relevance. */
export async function readSearchPage(
  http: Http,
  query: string,
  order: Order | null,
  page: number,
  size: number,
): Promise<SearchedPage> {
  const sort = order === null ? {} : { sort_by: SORT_FIELDS[order.field], sort_order: order.direction.toLowerCase() };
  const reply = await http.get("/api/v2/search", { query, ...sort, page, per_page: size });
  return { records: recordsAt(reply, "results"), total: numberAt(reply, "count") };
}

/**
 * Up to `count` results behind the first `offset`, over as many pages as it takes.
 * Throws RequestError past the 1,000th.
 */
export async function readSearch(
  http: Http,
  query: string,
  order: Order,
  offset: number,
  count: number,
): Promise<SearchedPage> {
  if (offset >= MAX_RESULTS) {
    throw new RequestError(
      "UNSUPPORTED_BY_SOURCE",
      `Zendesk gives no more than ${MAX_RESULTS} results in this order: filter by createdAt, and go on from range to ` +
        "range, or leave out orderBy",
    );
  }
  const isOwnPage = count <= PAGE_SIZE && offset % count === 0 && offset + count <= MAX_RESULTS;
  const size = isOwnPage ? count : PAGE_SIZE;
  const records: unknown[] = [];
  let skip = offset % size;
  for (let page = Math.floor(offset / size) + 1; ; page += 1) {
    const found = await readSearchPage(http, query, order, page, size);
    records.push(...found.records.slice(skip));
    skip = 0;
    const isEnd = found.records.length === 0 || page * size >= Math.min(found.total, MAX_RESULTS);
    if (isEnd || records.length >= count) return { records: records.slice(0, count), total: found.total };
  }
}

/** Where a search goes on: an offset. Throws RequestError for what is none. */
export function offsetOf(after: string | null): number {
  const offset = after === null ? 0 : Number(after);
  if (Number.isSafeInteger(offset) && offset >= 0) return offset;
  throw new RequestError("BAD_USER_INPUT", "The cursor is not one of this list's");
}

/** Results of one type without an end, newest first; its cursors die after an hour. */
export async function readExportPage(
  http: Http,
  type: "ticket" | "user",
  query: string,
  page: { after: string | null; size: number },
): Promise<RecordPage> {
  return readCursorPage(
    http,
    { path: "/api/v2/search/export", key: "results", query: { query, "filter[type]": type } },
    page,
  );
}

/** How many match. */
export async function countSearch(http: Http, query: string): Promise<number> {
  return numberAt(await http.get("/api/v2/search/count", { query }), "count");
}
