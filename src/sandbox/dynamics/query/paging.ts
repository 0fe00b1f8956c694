// Paging cookies: https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/page-results
import { badQuery } from "../errors.ts";
import type { Table } from "../table.ts";

export interface PagePosition {
  /** From 1. */
  readonly page: number;
  /** Serial of the last record of the page before; null on the first page. */
  readonly after: number | null;
  /** Of a list whose changes are tracked: when its first page was read. Null on that page and in other lists. */
  readonly trackedFrom: number | null;
}

/** What the token of the next page says of this one. */
export interface PageEnd {
  readonly page: number;
  /** GUIDs of the first and the last record. */
  readonly first: string;
  readonly last: string;
  /** When the first page of a tracked list was read; null for other lists. */
  readonly trackedFrom: number | null;
}

/** Reads a $skiptoken that `skipTokenOf` gave, decoded once. Throws DataverseError 400 for another. */
export function readSkipToken(table: Table, token: string | undefined): PagePosition {
  if (token === undefined) return { page: 1, after: null, trackedFrom: null };
  const [, page, cookie] = /^<cookie pagenumber="(\d{1,9})" pagingcookie="([^"]*)"/.exec(token) ?? [];
  const [, last] = new RegExp(`<${table.key} last="\\{([0-9A-Fa-f-]{36})\\}"`).exec(decoded(cookie ?? "")) ?? [];
  const after = last === undefined ? null : table.guids.serialOf(last);
  if (page === undefined || after === null) throw badQuery("Malformed XML in the Paging Cookie");
  const [, trackedFrom] = /trackedfrom="(\d+)"/.exec(token) ?? [];
  return { page: Number(page), after, trackedFrom: trackedFrom === undefined ? null : Number(trackedFrom) };
}

/** The $skiptoken of the page after this one, ready to stand in a URL. */
export function skipTokenOf(table: Table, { page, first, last, trackedFrom }: PageEnd): string {
  const inner = `<cookie page="${page}"><${table.key} last="{${last.toUpperCase()}}" first="{${first.toUpperCase()}}" /></cookie>`;
  const cookie = encodeURIComponent(inner).replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  const tracking = trackedFrom === null ? 'istracking="False"' : `istracking="True" trackedfrom="${trackedFrom}"`;
  const outer = `<cookie pagenumber="${page + 1}" pagingcookie="${cookie}" ${tracking} />`;
  // As Dataverse writes it into its links.
  return encodeURIComponent(outer).replaceAll("%3D", "=").replaceAll("%2F", "/");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
