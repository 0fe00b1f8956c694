// https://developer.zendesk.com/api-reference/ticketing/ticket-management/search/
import { createHash } from "node:crypto";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import type { Desk } from "./desk.ts";
import { invalidAttribute, invalidSearch, tooManyRequests } from "./errors.ts";
import { pageSizeOf, pageUrl } from "./paging.ts";
import { textParameter } from "./query.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { Call, Route } from "./router.ts";
import type { Search, SearchOrder } from "./search/search.ts";
import { searchTypes, sortFields } from "./search/type-search.ts";
import { searchResults } from "./search-results.ts";

const maxExportSize = 1_000;
const cursorLifetimeMs = 3_600_000;

/** `exportLimit` is the export's own allowance, within the account's. */
export function addSearchRoutes(route: Route, desk: Desk, search: Search, exportLimit: RateLimit): void {
  route("/search", async (call) => {
    const found = await search.find(queryOf(call), undefined, orderOf(call));
    const { hits, envelope } = searchResults(found, call);
    return { results: hits.map((hit) => search.render(hit, call.origin)), facets: null, ...envelope };
  });

  route("/search/count", async (call) => ({ count: (await search.find(queryOf(call))).count }));

  route("/search/export", async (call) => {
    const rate = exportLimit.take();
    if (rate.isExceeded) throw tooManyRequests(rate.resetSeconds);
    const query = queryOf(call);
    const type = searchTypes.find((known) => known === textParameter(call.query, "filter[type]"));
    if (type === undefined) throw invalidAttribute("filter[type]", `must be one of ${searchTypes.join(", ")}`);
    const size = pageSizeOf(call.query, maxExportSize);
    const cursor = textParameter(call.query, "page[after]");
    const order = orderName(type, query);
    const oldest = desk.now() - cursorLifetimeMs;
    const after = cursor === undefined ? null : decodeCursor(cursor, "page[after]", order, oldest)[1];
    const page = await search.exportPage(query, type, size, after);
    const next = page.next === null ? null : encodeCursor(order, [page.next, page.next], desk.now());
    return {
      results: page.hits.map((hit) => search.render(hit, call.origin)),
      facets: null,
      meta: { has_more: next !== null, after_cursor: next, before_cursor: null },
      links: { prev: null, next: next === null ? null : pageUrl(call, { "page[after]": next }) },
    };
  });
}

function queryOf(call: Call): string {
  const query = textParameter(call.query, "query");
  if (query === undefined || query.trim() === "") throw invalidSearch("the query parameter is required");
  return query;
}

/** `sort_by` and `sort_order`; without them the query itself may say, else the newest come first. */
function orderOf(call: Call): Partial<SearchOrder> {
  const sortBy = textParameter(call.query, "sort_by");
  const sortOrder = textParameter(call.query, "sort_order")?.toLowerCase();
  const field = sortFields.find((known) => known === sortBy);
  if (sortBy !== undefined && sortBy !== "relevance" && field === undefined) {
    throw invalidAttribute("sort_by", `must be one of ${sortFields.join(", ")}`);
  }
  return {
    ...(field !== undefined && { field }),
    ...(sortOrder !== undefined && { isDescending: sortOrder !== "asc" }),
  };
}

/** A cursor leads on in the search that it came from, and in no other. */
function orderName(type: string, query: string): string {
  return `${type}:${createHash("sha256").update(query).digest("base64url").slice(0, 12)}`;
}
