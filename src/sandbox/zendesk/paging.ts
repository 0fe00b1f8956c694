// Cursor paging when the client says page[...], offset paging otherwise:
// https://developer.zendesk.com/api-reference/introduction/pagination/
import { decodeCursor, encodeCursor } from "./cursor.ts";
import { invalidPagination, paginationTooDeep } from "./errors.ts";
import { countBefore } from "./listing.ts";
import type { Listing } from "./listing.ts";
import { textParameter } from "./query.ts";
import type { QueryParameters } from "./query.ts";
import type { Call } from "./router.ts";

const maxPageSize = 100;
const maxOffsetRecords = 10_000;

/** One page of records, and the members beside them that lead to the other pages. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly envelope: Readonly<Record<string, unknown>>;
}

export function isCursorPaging(query: QueryParameters): boolean {
  return Object.keys(query).some((name) => name.startsWith("page["));
}

/** The page that the call asks for. Throws Zendesk's 400 for a bad size or cursor, or past 10,000 records by offset. */
export function pageOf<T>(listing: Listing<T>, call: Call): Page<T> {
  return isCursorPaging(call.query) ? cursorPage(listing, call) : offsetPage(listing, call);
}

/** `page[size]`, 100 by default. */
export function pageSizeOf(query: QueryParameters, maxSize: number): number {
  const size = Number(textParameter(query, "page[size]") ?? maxPageSize);
  if (Number.isInteger(size) && size >= 1 && size <= maxSize) return size;
  throw invalidPagination(`page[size] should be a whole number from 1 to ${maxSize}`);
}

function cursorPage<T>(listing: Listing<T>, call: Call): Page<T> {
  const size = pageSizeOf(call.query, maxPageSize);
  const after = textParameter(call.query, "page[after]");
  const before = textParameter(call.query, "page[before]");
  if (after !== undefined && before !== undefined)
    throw invalidPagination("page[after] and page[before] exclude each other");
  const end =
    before === undefined ? undefined : countBefore(listing, decodeCursor(before, "page[before]", listing.order), false);
  const start =
    end !== undefined
      ? Math.max(0, end - size)
      : after === undefined
        ? 0
        : countBefore(listing, decodeCursor(after, "page[after]", listing.order), true);
  const stop = end ?? Math.min(listing.size, start + size);
  const cursorAt = (position: number) => (stop > start ? encodeCursor(listing.order, listing.keyAt(position)) : null);
  const afterCursor = cursorAt(stop - 1);
  const beforeCursor = cursorAt(start);
  const hasNext = stop < listing.size;
  const hasPrevious = start > 0;
  const link = (name: string, cursor: string | null) =>
    pageUrl(call, { "page[after]": null, "page[before]": null, [name]: cursor, "page[size]": String(size) });
  return {
    items: range(listing, start, stop),
    envelope: {
      // Going backwards, has_more speaks of the pages before this one.
      meta: {
        has_more: end === undefined ? hasNext : hasPrevious,
        after_cursor: afterCursor,
        before_cursor: beforeCursor,
      },
      links: {
        prev: hasPrevious && beforeCursor !== null ? link("page[before]", beforeCursor) : null,
        next: hasNext && afterCursor !== null ? link("page[after]", afterCursor) : null,
      },
    },
  };
}

function offsetPage<T>(listing: Listing<T>, call: Call): Page<T> {
  const { page, perPage } = offsetOf(call.query);
  if (page * perPage > maxOffsetRecords) throw paginationTooDeep();
  const start = Math.min(listing.size, (page - 1) * perPage);
  const stop = Math.min(listing.size, start + perPage);
  return { items: range(listing, start, stop), envelope: offsetEnvelope(call, listing.size) };
}

/** `page` from 1 and `per_page`, which Zendesk cuts at 100 without a word. */
export function offsetOf(query: QueryParameters): { readonly page: number; readonly perPage: number } {
  const page = Number(textParameter(query, "page") ?? 1);
  const perPage = Number(textParameter(query, "per_page") ?? maxPageSize);
  if (!Number.isInteger(page) || page < 1) throw invalidPagination("page should be a whole number from 1");
  if (!Number.isInteger(perPage) || perPage < 1)
    throw invalidPagination("per_page should be a whole number from 1 to 100");
  return { page, perPage: Math.min(perPage, maxPageSize) };
}

/** `count`, `next_page` and `previous_page` for the call's page of `count` records. */
export function offsetEnvelope(call: Call, count: number): Readonly<Record<string, unknown>> {
  const { page, perPage } = offsetOf(call.query);
  const link = (number: number) => pageUrl(call, { page: String(number) });
  return {
    next_page: page * perPage < count ? link(page + 1) : null,
    previous_page: page > 1 ? link(page - 1) : null,
    count,
  };
}

/** The call's own URL with other paging parameters; null takes one away. */
export function pageUrl(call: Call, changes: Readonly<Record<string, string | null>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...call.query, ...changes })) {
    if (value === null || value === undefined) continue;
    for (const one of typeof value === "string" ? [value] : value) parameters.append(name, one);
  }
  const path = `${call.path.replace(/(\.json)?\/*$/, "")}.json`;
  return `${call.origin}${path}?${parameters.toString()}`;
}

function range<T>(listing: Listing<T>, start: number, stop: number): readonly T[] {
  return Array.from({ length: Math.max(0, stop - start) }, (_, index) => listing.at(start + index));
}
