// What is asked of the table of records.
import { isEverything } from "../filters/filter.ts";
import type { Row, Sql } from "../store/store.ts";
import type { Kind, PageOf, Place, RecordTable, Selection, StoredRecord } from "./record-table.ts";
import { createValues, type Values } from "./values.ts";
import { whereClause } from "./where-clause.ts";

/** A transaction stamps its rows when it begins, and they show when it ends. */
const LONGEST_WRITE = "1 minute";

type Reader = Pick<
  RecordTable,
  "byIds" | "byKeys" | "page" | "firstOfEach" | "count" | "groups" | "ofOtherLayout" | "written" | "checkpoint"
>;

export function createRecordReader(sql: Sql): Reader {
  async function read(conditions: readonly string[], rest: string, values: Values): Promise<StoredRecord[]> {
    const statement = `select id, record, order_key from projected_records where ${conditions.join(" and ")} ${rest}`;
    return (await sql.query(statement, values.list)).map(storedRecord);
  }

  /** Those that have an order key, or those that have none: no order of the two together fits an index both ways. */
  async function part(
    kind: Kind,
    selection: Selection,
    { direction, size }: PageOf,
    isOrdered: boolean,
    after: Place | null,
  ): Promise<StoredRecord[]> {
    const values = createValues();
    const [columns, place] = isOrdered
      ? [
          ["order_key", "id"],
          [after?.orderKey ?? "", after?.id ?? ""],
        ]
      : [["id"], [after?.id ?? ""]];
    const conditions = [
      ...conditionsOf(kind, selection, values),
      `order_key is ${isOrdered ? "not null" : "null"}`,
      ...(after === null
        ? []
        : [
            `(${columns.join()}) ${direction === "ASC" ? ">" : "<"} (${place.map((value) => values.add(value)).join()})`,
          ]),
    ];
    const order = columns.map((column) => `${column} ${direction}`).join();
    return read(conditions, `order by ${order} limit ${values.add(size)}`, values);
  }

  return {
    byIds(kind, ids) {
      const values = createValues();
      return read([...ofKind(kind, values), `id = any(${values.add(ids)}::text[])`], "", values);
    },
    async written({ source, type }, after, size) {
      const rows = await sql.query(
        `select id, record, received_at::text as at, received_at < now() - $6::interval as is_settled
         from projected_records
         where source = $1 and type = $2 and (received_at, id) > ($3::timestamptz, $4)
         order by received_at, id limit $5`,
        [source, type, after?.at ?? "-infinity", after?.id ?? "", size, LONGEST_WRITE],
      );
      return rows.map(({ id, record, at, is_settled: isSettled }) => ({
        id: String(id),
        record,
        at: String(at),
        isSettled: isSettled === true,
      }));
    },
    byKeys(kind, keys) {
      const values = createValues();
      return read([...ofKind(kind, values), `keys && ${values.add(keys)}::text[]`], "", values);
    },
    async page(kind, selection, page) {
      const { after, size } = page;
      const isPast = after !== null && after.orderKey === null;
      const ordered = isPast ? [] : await part(kind, selection, page, true, after);
      if (ordered.length >= size) return ordered;
      const left = { ...page, size: size - ordered.length };
      return [...ordered, ...(await part(kind, selection, left, false, isPast ? after : null))];
    },
    async firstOfEach(kind, keys, selection, { direction, size }) {
      const values = createValues();
      const conditions = ["keys @> array[parent.key]", ...conditionsOf(kind, selection, values)];
      const order = `order_key ${direction} nulls last, id ${direction}`;
      const rows = await sql.query(
        `select parent.key, found.* from unnest(${values.add(keys)}::text[]) as parent (key)
         cross join lateral (
           select id, record, order_key from projected_records where ${conditions.join(" and ")}
           order by ${order} limit ${values.add(size)}
         ) as found order by parent.key, ${order}`,
        values.list,
      );
      const byKey = Map.groupBy(rows, (row) => String(row["key"]));
      return new Map([...byKey].map(([key, each]) => [key, each.map(storedRecord)]));
    },
    async count(kind, selection) {
      const values = createValues();
      const conditions = conditionsOf(kind, selection, values).join(" and ");
      const [row] = await sql.query(`select count(*) as count from projected_records where ${conditions}`, values.list);
      return Number(row?.["count"]);
    },
    async groups(kind, selection, { paths, isByMonth, amount }) {
      const values = createValues();
      const at = (path: readonly string[]): string => `record #> ${values.add(path)}::text[]`;
      const columns = [
        "id",
        ...paths.map((path, index) => `${at(path)} as value_${index}`),
        ...(isByMonth ? ["substr(order_key, 1, 7) as month"] : []),
        `${amount === null ? "null" : `record #>> ${values.add(amount)}::text[]`} as amount`,
      ];
      const names = [...paths.map((_, index) => `value_${index}`), ...(isByMonth ? ["month"] : [])];
      const conditions = conditionsOf(kind, selection, values).join(" and ");
      // What is no such number stands alone, for the mapping to read or to refuse: it would spoil the sum of the others.
      const isNumber = `amount ~ '${DECIMAL}'`;
      const rows = await sql.query(
        `select ${[...names, ""].join()} min(other) as other, count(*) as count, sum(number)::text as total from (
           select ${[...names, ""].join()}
             case when ${isNumber} then amount::numeric end as number,
             case when not ${isNumber} then amount end as other,
             case when not ${isNumber} then id end as lone
           from (select ${columns.join()} from projected_records where ${conditions}) as records
         ) as numbers group by ${[...names, "lone", "number is null"].join()}`,
        values.list,
      );
      return rows.map((row) => ({
        values: paths.map((_, index) => row[`value_${index}`] ?? null),
        month: textIn(row["month"]),
        count: Number(row["count"]),
        amount: textIn(row["total"]) ?? textIn(row["other"]),
      }));
    },
    ofOtherLayout(kind, layout, afterId, size) {
      const values = createValues();
      const conditions = [...ofKind(kind, values), `layout <> ${values.add(layout)}`, `id > ${values.add(afterId)}`];
      return read(conditions, `order by id limit ${values.add(size)}`, values);
    },
    async checkpoint(source) {
      const [row] = await sql.query(
        `select next, extract(epoch from clock_timestamp() - ended_at)::float8 * 1000 as rested_ms
         from feed_checkpoints where source = $1`,
        [source],
      );
      const { next = null, rested_ms: restedMs = null } = row ?? {};
      return {
        next: next === null ? null : String(next),
        restedMs: restedMs === null ? null : Number(restedMs),
      };
    },
  };
}

/** Digits enough for all the money there is; a number that goes beyond is nobody's amount. */
const DECIMAL = "^-?[0-9]{1,30}([.][0-9]{1,10})?$";

const textIn = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

function ofKind({ source, type }: Kind, values: Values): string[] {
  return [`source = ${values.add(source)}`, `type = ${values.add(type)}`];
}

function conditionsOf(kind: Kind, { keys, filter, indexed }: Selection, values: Values): string[] {
  return [
    ...ofKind(kind, values),
    ...(keys === undefined ? [] : [`keys && ${values.add(keys)}::text[]`]),
    ...(isEverything(filter) ? [] : [whereClause(filter, indexed, values)]),
  ];
}

function storedRecord(row: Row): StoredRecord {
  const orderKey = row["order_key"];
  return { id: String(row["id"]), record: row["record"], orderKey: orderKey === null ? null : String(orderKey) };
}
