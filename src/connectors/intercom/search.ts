// Intercom's searches. A query is JSON: its values are values whatever they hold, and never words of a language.
// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/searchcontacts
import { numberAt, recordsAt, textAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { Order, RecordPage } from "../contract.ts";
import { inChunks } from "../in-chunks.ts";
import { countOption } from "../options.ts";
import { readPages } from "../read-pages.ts";
import { dateField } from "./dates.ts";

/** No list or search of Intercom's gives more at once. */
export const PAGE_SIZE = 150;

/** Ids a batch: as many as a page of the search for them holds. */
export const BATCH_SIZE = PAGE_SIZE;

/** What is searched. */
export interface Collection {
  /** Its search is at `<path>/search`. */
  readonly path: string;
  /** Where a reply has the records. */
  readonly key: string;
}

/** One condition of a search, in Intercom's words. */
export interface SearchCondition {
  readonly field: string;
  readonly operator: "=" | "IN" | ">" | "<";
  readonly value: string | number | boolean | readonly string[];
}

export interface Search {
  /** All of them hold; none for everything. */
  readonly conditions: readonly SearchCondition[];
  /** Null for Intercom's own. */
  readonly order: Order | null;
  readonly after: string | null;
  /** At most `PAGE_SIZE`. */
  readonly size: number;
}

export interface SearchedPage extends RecordPage {
  /** All that match. */
  readonly total: number;
}

// A search without a condition is refused.
const EVERYTHING: SearchCondition = { field: "created_at", operator: ">", value: 0 };

/**
 * A page of what matches. Its cursors are stateless: what changes between two pages can be on both, or on neither.
 * https://developers.intercom.com/docs/references/2.4/rest-api/common-structures/pagination-search, also for `sort`
 */
export async function searchPage(http: Http, { path, key }: Collection, search: Search): Promise<SearchedPage> {
  const { conditions, order, after, size } = search;
  const reply = await http.read(`${path}/search`, {
    query: { operator: "AND", value: conditions.length === 0 ? [EVERYTHING] : conditions },
    pagination: { per_page: size, ...(after !== null && { starting_after: after }) },
    ...(order !== null && { sort: sortOf(order) }),
  });
  return { records: recordsAt(reply, key), next: nextCursor(reply), total: numberAt(reply, "total_count") };
}

function sortOf({ field, direction }: Order): { field: string; order: string } {
  return { field: dateField(field), order: direction === "ASC" ? "ascending" : "descending" };
}

/** Where a list or a search goes on, null at its end. */
export function nextCursor(reply: unknown): string | null {
  return textAt(reply, "pages.next.starting_after");
}

/** All for which a field is one of the values. An empty one finds nothing, and not all who lack the field. */
export async function searchIn(
  http: Http,
  collection: Collection,
  field: string,
  values: readonly string[],
): Promise<unknown[]> {
  const said = values.filter((value) => value.trim() !== "");
  const found = await inChunks(said, countOption(http, "valuesPerSearch"), (value) => {
    const conditions: SearchCondition[] = [{ field, operator: "IN", value }];
    return readPages((after) => searchPage(http, collection, { conditions, order: null, after, size: PAGE_SIZE }));
  });
  return found.flat();
}
