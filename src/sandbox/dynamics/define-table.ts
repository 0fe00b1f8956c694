import { isLookup } from "./cell.ts";
import type { Cell, ColumnType, Reference } from "./cell.ts";
import type { Choice, Column, DataRecord, ManyNavigation, SingleNavigation, Table, TableName } from "./table.ts";

/** How a column is read from a row of the data set. */
export interface ColumnPlan<Row> {
  readonly type: ColumnType;
  readonly choices?: readonly Choice[];
  readonly targets?: readonly TableName[];
  read(row: Row): Cell;
}

interface Stamped {
  readonly serial: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface TablePlan<Row extends Stamped> extends Pick<
  Table,
  "name" | "setName" | "displayName" | "schemaName" | "key" | "primaryName" | "typeCode" | "guids"
> {
  readonly isActivity?: boolean;
  readonly rows: { readonly size: number; at(serial: number): Row | null };
  readonly columns: Readonly<Record<string, ColumnPlan<Row>>>;
  /** Standard columns that nothing in the data set fills, by type. */
  readonly idle?: IdleColumns;
  /** By logical name; they get nothing but strings or references, as the column's type is. */
  readonly textIndexes?: Readonly<Record<string, (value: string) => readonly number[]>>;
  readonly lookupIndexes?: Readonly<Record<string, (value: Reference) => readonly number[]>>;
  /** Names of the one-to-many properties, with the table and the lookup column on the other side. */
  readonly manys?: Readonly<Record<string, readonly [target: TableName, column: string]>>;
}

/** Logical names separated by spaces. */
export type IdleColumns = Readonly<Partial<Record<ColumnType, string>>>;

/** Makes a table from rows and a table of columns. */
export function defineTable<Row extends Stamped>(plan: TablePlan<Row>): Table {
  const plans = new Map([
    ...idlePlans<Row>(plan.idle ?? {}),
    ...Object.entries({ ...systemColumns(plan), ...plan.columns }),
  ]);
  const columns = [...plans].map(([name, { type, choices = [], targets = [] }]): Column => {
    return { name, property: isLookup(type) ? `_${name}_value` : name, type, choices, targets };
  });
  const table: Table = {
    name: plan.name,
    setName: plan.setName,
    displayName: plan.displayName,
    schemaName: plan.schemaName,
    key: plan.key,
    primaryName: plan.primaryName,
    typeCode: plan.typeCode,
    isActivity: plan.isActivity ?? false,
    guids: plan.guids,
    columns: new Map(columns.map((column) => [column.name, column])),
    properties: new Map(columns.map((column) => [column.property, column])),
    singles: new Map(columns.flatMap((column) => singlesOf(plan, column)).map((single) => [single.name, single])),
    manys: new Map(
      Object.entries(plan.manys ?? {}).map(([name, [target, column]]): [string, ManyNavigation] => [
        name,
        { name, target, column },
      ]),
    ),
    capacity: plan.rows.size,
    at(serial) {
      const row = serial < plan.rows.size ? plan.rows.at(serial) : null;
      return row === null ? null : recordOf(table, plans, row);
    },
    lookup(column, value) {
      if (typeof value === "string" && column === plan.key) {
        const serial = plan.guids.serialOf(value);
        return serial === null ? [] : [serial];
      }
      if (typeof value === "string") return plan.textIndexes?.[column]?.(value) ?? null;
      if (typeof value === "object" && value !== null) return plan.lookupIndexes?.[column]?.(value) ?? null;
      return null;
    },
  };
  return table;
}

function recordOf<Row extends Stamped>(
  table: Table,
  plans: ReadonlyMap<string, ColumnPlan<Row>>,
  row: Row,
): DataRecord {
  return {
    table,
    serial: row.serial,
    id: table.guids.idOf(row.serial),
    version: versionAt(row.updatedAt),
    get(name) {
      const plan = plans.get(name);
      if (plan === undefined) throw new RangeError(`${table.name} has no column ${name}`);
      return plan.read(row);
    },
  };
}

const firstVersionAt = Date.UTC(2019, 0, 1);

/** The row version that a change at this instant gives. */
export function versionAt(at: number): number {
  return 1_000_000 + Math.floor((at - firstVersionAt) / 1_000);
}

/** Whole seconds: what a datetime column keeps of an instant. */
export function secondsOf(at: number): number {
  return Math.floor(at / 1_000) * 1_000;
}

function systemColumns<Row extends Stamped>({ key, guids }: TablePlan<Row>): Record<string, ColumnPlan<Row>> {
  return {
    [key]: { type: "guid", read: (row) => guids.idOf(row.serial) },
    createdon: { type: "datetime", read: (row) => secondsOf(row.createdAt) },
    modifiedon: { type: "datetime", read: (row) => secondsOf(row.updatedAt) },
    versionnumber: { type: "bigint", read: (row) => versionAt(row.updatedAt) },
  };
}

function idlePlans<Row>(idle: IdleColumns): [string, ColumnPlan<Row>][] {
  return columnTypesIn(idle).flatMap(([type, names]) =>
    // A yes/no column is never empty: https://learn.microsoft.com/power-apps/maker/data-platform/types-of-fields
    names.map((name): [string, ColumnPlan<Row>] => [name, { type, read: () => (type === "boolean" ? false : null) }]),
  );
}

function columnTypesIn(idle: IdleColumns): [ColumnType, string[]][] {
  const types = Object.keys(idle) as ColumnType[];
  return types.map((type) => [type, (idle[type] ?? "").split(/\s+/).filter((name) => name !== "")]);
}

// Activity tables carry their own name in their properties, since all of them share those of activitypointer.
function singlesOf<Row extends Stamped>(plan: TablePlan<Row>, column: Column): SingleNavigation[] {
  const isConcrete = plan.isActivity === true && plan.name !== "activitypointer";
  const suffix = isConcrete ? `_${plan.name}` : "";
  const isPolymorphic = column.type === "customer" || polymorphic.has(column.name);
  return column.targets.map((target) => ({
    name: `${column.name}${isPolymorphic ? `_${target}` : ""}${suffix}`,
    column: column.name,
    target,
  }));
}

const polymorphic: ReadonlySet<string> = new Set(["regardingobjectid", "objectid"]);
