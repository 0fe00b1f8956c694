// https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/page-results
import { RequestError } from "../../errors.ts";
import { valueAtPath, type Select } from "../../mapping/field-map.ts";
import { recordsAt, ReplyShapeError } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { RecordPage } from "../contract.ts";
import { advanced, readPages } from "../read-pages.ts";
import { filterQuery, isNever, type Condition } from "./odata-filter.ts";
import { API, preferring, selectionOf, type Table } from "./table.ts";

export interface RowQuery {
  readonly select: Select;
  /** Columns beside those of the selected fields. */
  readonly also?: readonly string[];
  readonly where: Condition;
  /** `$orderby`, which has to end with the key: rows that are equal would change places between pages. */
  readonly orderBy?: string;
}

/** A page, and the `$skiptoken` of the next. Without a page size Dataverse gives 5,000 rows. */
async function readRowPage(
  http: Http,
  table: Table,
  { select, also, where, orderBy }: RowQuery,
  token: string | null,
  pageSize?: number,
): Promise<RecordPage> {
  if (isNever(where)) return { records: [], next: null };
  const { query, annotations } = selectionOf(table, http, select, also);
  const reply = await http.get(
    `${API}/${table.set}`,
    { ...query, ...filterQuery(where), $orderby: orderBy, $skiptoken: token ?? undefined },
    preferring(annotations, pageSize),
  );
  return { records: recordsAt(reply, "value"), next: skipTokenOf(reply) };
}

// The link names its host: only the token in it is of use, and what it was made for is asked again with it.
function skipTokenOf(reply: unknown): string | null {
  const link = valueAtPath(reply, ["@odata.nextLink"]);
  if (link === undefined || link === null) return null;
  const url = typeof link === "string" ? URL.parse(link, "https://dataverse.invalid") : null;
  const token = url?.searchParams.get("$skiptoken");
  if (typeof token === "string" && token !== "") return token;
  throw new ReplyShapeError(`expected a link with a $skiptoken at "@odata.nextLink"`);
}

/** All rows, over as many pages as it takes. */
export function readRows(http: Http, table: Table, query: RowQuery): Promise<readonly unknown[]> {
  return readPages((token) => readRowPage(http, table, query, token));
}

/**
 * Up to `size` rows behind a position. All pages of a list must be asked for in the same size, so a position names it:
 * "<page size>.<rows to skip>.<$skiptoken>". Throws RequestError for what is no position.
 */
export async function readRowsAfter(
  http: Http,
  table: Table,
  query: RowQuery,
  after: string | null,
  size: number,
): Promise<RecordPage> {
  const { pageSize, skip, token } = positionOf(after) ?? { pageSize: size, skip: 0, token: null };
  const page = await readRowPage(http, table, query, token, pageSize);
  const records = page.records.slice(skip, skip + size);
  const end = skip + records.length;
  if (end < page.records.length) return { records, next: `${pageSize}.${end}.${token ?? ""}` };
  return { records, next: page.next === null ? null : `${pageSize}.0.${advanced(token, page.next)}` };
}

/** The position behind the first `count` rows of those that `readRowsAfter` gave from `after` on. */
export function positionBehind(after: string | null, size: number, count: number): string | null {
  if (count === 0) return after;
  const { pageSize, skip, token } = positionOf(after) ?? { pageSize: size, skip: 0, token: null };
  return `${pageSize}.${skip + count}.${token ?? ""}`;
}

/** What a page of a list is at most. */
export const PAGE_SIZE = 200;

function positionOf(after: string | null): { pageSize: number; skip: number; token: string | null } | null {
  if (after === null) return null;
  const [, pageSize, skip, token] = /^(\d{1,4})\.(\d{1,4})\.(.*)$/s.exec(after) ?? [];
  if (pageSize === undefined || !(Number(pageSize) >= 1)) {
    throw new RequestError("BAD_USER_INPUT", "The cursor is not one of this list's");
  }
  return { pageSize: Number(pageSize), skip: Number(skip), token: token || null };
}
