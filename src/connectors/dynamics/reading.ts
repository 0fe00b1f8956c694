// The ways in which every type of Dynamics' is read.
import { valueAtPath, type Select } from "../../mapping/field-map.ts";
import { idAt, ReplyShapeError } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { Filter, List, ListRequest, Order, RecordPage, Related, RelatedRecords } from "../contract.ts";
import { carriedPart } from "../../filters/abilities.ts";
import { fieldsIn } from "../../filters/filter.ts";
import { columnOf, conditionsOf, OWN_FILTERS } from "./conditions.ts";
import { filterQuery, isGuid, isNever, type Condition } from "./odata-filter.ts";
import { PAGE_SIZE, readRows, readRowsAfter } from "./row-pages.ts";
import { API, BATCH_SIZE, preferring, type Table } from "./table.ts";

/** Up to 200 rows by id. Inactive ones are among them, as others still name them. */
export async function readById(
  http: Http,
  table: Table,
  ids: readonly string[],
  select: Select,
  only: readonly Condition[] = [],
): Promise<readonly unknown[]> {
  const where: Condition = {
    kind: "all",
    of: [{ kind: "in", columns: [table.key], values: ids.filter(isGuid) }, ...only],
  };
  return readRows(http, table, { select, where });
}

/** `$orderby` of an order of ours: equal rows by their keys, so that the order is total. Throws RequestError. */
export function orderBy(table: Table, { field, direction }: Order): string {
  const way = direction.toLowerCase();
  return `${columnOf(table, field)} ${way},${table.key} ${way}`;
}

/** Everything of a type. @param defaultOrder when none is asked for */
export function listOf(table: Table, can: Pick<List, "filters" | "orders">, defaultOrder: Order): List {
  return {
    ...can,
    ownFilters: OWN_FILTERS,
    combines: "any",
    pageSize: PAGE_SIZE,
    read: (http, request) => readList(http, table, request, defaultOrder),
    count: (http, filter) => countRows(http, table, filter),
  };
}

async function readList(http: Http, table: Table, request: ListRequest, defaultOrder: Order): Promise<RecordPage> {
  const { select, filter, order, after, size } = request;
  const query = { select, where: conditionsOf(table, filter), orderBy: orderBy(table, order ?? defaultOrder) };
  return readRowsAfter(http, table, query, after, size);
}

const COUNT = "Microsoft.Dynamics.CRM.totalrecordcount";
const IS_CUT = "Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded";

/**
 * How many rows the filter lets through; null past 5,000, where Dataverse stops counting:
 * https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/count-rows
 */
export async function countRows(http: Http, table: Table, filter: Filter): Promise<number | null> {
  const where = conditionsOf(table, filter);
  if (isNever(where)) return 0;
  const query = { $select: table.key, ...filterQuery(where), $count: true };
  const reply = await http.get(`${API}/${table.set}`, query, preferring([COUNT, IS_CUT], 1));
  const count = valueAtPath(reply, ["@odata.count"]);
  if (typeof count !== "number") throw new ReplyShapeError(`expected a number at "@odata.count"`);
  return valueAtPath(reply, [`@${IS_CUT}`]) === true ? null : count;
}

/** The columns of lookups as replies have them. */
const inReplies = (lookup: string): string => `_${lookup}_value`;

/** The rows whose lookups lead to some of many parents, all of them, in as few calls as they fit into. */
export function relatedBy(
  table: Table,
  lookups: readonly string[],
  can: Pick<Related, "filters" | "orders" | "defaultOrder">,
): Related {
  const columns = lookups.map(inReplies);
  return {
    ...can,
    combines: "any",
    batchSize: BATCH_SIZE,
    arrangedBy: "core",
    async find(http, parentIds, { select, filter, order }) {
      const ofParents: Condition = { kind: "in", columns: lookups, values: parentIds.filter(isGuid) };
      const needed = [...new Set([...select, ...fieldsIn(filter), order.field])];
      const where: Condition = {
        kind: "all",
        of: [ofParents, conditionsOf(table, carriedPart(filter, { ...can, combines: "any" }))],
      };
      const rows = await readRows(http, table, { select: needed, also: columns, where });
      return byParent(rows, columns, parentIds);
    },
  };
}

function byParent(
  rows: readonly unknown[],
  columns: readonly string[],
  parentIds: readonly string[],
): ReadonlyMap<string, RelatedRecords> {
  const found = new Map(parentIds.map((id) => [id, [] as unknown[]]));
  for (const row of rows) {
    for (const id of new Set(columns.map((column) => idAt(row, column)))) found.get(id ?? "")?.push(row);
  }
  return new Map([...found].map(([id, records]) => [id, { records, hasMore: false }]));
}
