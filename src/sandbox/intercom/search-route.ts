import { readSearch } from "./search/parse-query.ts";
import type { Search } from "./search/search.ts";
import { numberParameter, textParameter } from "./inputs.ts";
import { maxPageSize, pageOf } from "./paging.ts";
import type { Page } from "./paging.ts";
import type { Call } from "./router.ts";

/** The page that a search's body asks for. */
export async function searchedPage(search: Search, call: Call, defaultSize: number): Promise<Page> {
  const { query, sort, perPage, startingAfter } = readSearch(call.body, maxPageSize);
  return pageOf(await search.find(query, sort), perPage ?? defaultSize, startingAfter);
}

/** The page of all records that a list's query parameters ask for. */
export async function listedPage(search: Search, call: Call, defaultSize: number): Promise<Page> {
  const perPage = numberParameter(call.query, "per_page", defaultSize, maxPageSize);
  return pageOf(await search.find(null, null), perPage, textParameter(call.query, "starting_after"));
}
