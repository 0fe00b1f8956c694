// Sums by $apply: https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/aggregate-data
// Up to 50,000 records, more are refused; months can't be grouped by.
import { numberAt, recordsAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { ComputedSums, RecordGroup, SumRequest } from "../contract.ts";
import { conditionsOf } from "./conditions.ts";
import { columnName, filterQuery, isNever, type Condition } from "./odata-filter.ts";
import { API, type Table } from "./table.ts";

/** Whoever reads a list to the end gets the largest page that there is. */
export const WHOLE_LIST_PAGE_SIZE = 5_000;

export interface Part {
  /** The rows that are counted. */
  readonly where: Condition;
  /** The column of theirs that is added up, null for none. */
  readonly sum: string | null;
}

/** The columns behind fields of ours; null where one has none that can be grouped by. */
export function columnsBehind(
  by: SumRequest["by"],
  columns: Readonly<Record<string, readonly string[]>>,
): readonly string[] | null {
  const behind = by.map((field) => (Object.hasOwn(columns, field) ? columns[field] : undefined));
  const known = behind.filter((each) => each !== undefined);
  return known.length < behind.length ? null : known.flat();
}

/** The rows of each part in groups, as rows of the table: one call a part. Throws UpstreamError. */
export async function readGroups(
  http: Http,
  table: Table,
  { filter }: SumRequest,
  columns: readonly string[],
  parts: readonly Part[],
): Promise<ComputedSums> {
  const asked = conditionsOf(table, filter);
  const groups = await Promise.all(
    parts.map(({ where, sum }) => readPart(http, table, columns, { where: { kind: "all", of: [asked, where] }, sum })),
  );
  return { groups: groups.flat() };
}

async function readPart(
  http: Http,
  table: Table,
  columns: readonly string[],
  { where, sum }: Part,
): Promise<readonly RecordGroup[]> {
  if (isNever(where)) return [];
  const { $filter, ...parameters } = filterQuery(where);
  const total = sum === null ? "" : `,${columnName(sum)} with sum as total`;
  const aggregate = `aggregate($count as records${total})`;
  const grouped = columns.length === 0 ? aggregate : `groupby((${columns.map(columnName).join(",")}),${aggregate})`;
  const $apply = $filter === undefined ? grouped : `filter(${$filter})/${grouped}`;
  const rows = recordsAt(await http.get(`${API}/${table.set}`, { $apply, ...parameters }), "value");
  return rows.map((row) => {
    const { total: added, ...own } = row as { total?: unknown };
    return { record: sum === null ? own : { ...own, [sum]: added }, count: numberAt(row, "records") };
  });
}
