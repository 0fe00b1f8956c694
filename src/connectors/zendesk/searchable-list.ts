import type { Http, Query } from "../../upstream/http.ts";
import type { List, ListRequest, RecordPage } from "../contract.ts";
import { NO_RECORDS } from "../no-records.ts";
import { PAGE_SIZE, readCursorPage } from "./cursor-page.ts";
import { keysetPage } from "./keyset-search.ts";
import { countSearch, readExportPage } from "./search.ts";
import { filterTerms } from "./search-query.ts";

export interface SearchableList {
  readonly type: "ticket" | "user";
  readonly fields: object;
  readonly filters: List["filters"];
  readonly path: string;
  readonly key: string;
  readonly query: Query;
  /** Terms that hold for all of the list. */
  readonly terms: readonly string[];
  /** The plain list's `sort` for an order of ours, "" for the list's own, undefined where only search has it. */
  sortOf(order: ListRequest["order"]): string | undefined;
}

/**
 * Everything of a type to its end, by what Zendesk does best: the plain list where there is no filter, the export of a
 * search where newest first will do, else the search itself by keyset.
 */
export function searchableList(list: SearchableList): List {
  return {
    filters: list.filters,
    orders: { createdAt: ["ASC", "DESC"], updatedAt: ["ASC", "DESC"] },
    pageSize: PAGE_SIZE,
    read: (http, request) => readPage(list, http, request),
    async count(http, filter) {
      const conditions = filterTerms(list.fields, filter);
      if (conditions === null) return 0;
      return countSearch(http, [`type:${list.type}`, ...list.terms, ...conditions].join(" "));
    },
  };
}

async function readPage(list: SearchableList, http: Http, request: ListRequest): Promise<RecordPage> {
  const { filter, order } = request;
  const conditions = filterTerms(list.fields, filter);
  if (conditions === null) return NO_RECORDS;
  const sort = conditions.length === 0 ? list.sortOf(order) : undefined;
  if (sort !== undefined) {
    const query = sort === "" ? list.query : { ...list.query, sort };
    return readCursorPage(http, { path: list.path, key: list.key, query }, request);
  }
  const terms = [...list.terms, ...conditions];
  if (order === null || (order.field === "createdAt" && order.direction === "DESC")) {
    return readExportPage(http, list.type, terms.join(" "), request);
  }
  return keysetPage(http, [`type:${list.type}`, ...terms], order, request);
}
