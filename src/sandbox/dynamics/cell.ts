// What a column can hold, and how Dataverse sends it.
import type { TableName } from "./table.ts";

/** A record that a lookup column points at. */
export interface Reference {
  readonly table: TableName;
  readonly serial: number;
}

/**
 * A value inside the sandbox: a `datetime` is whole seconds in milliseconds since the epoch, a `date` is YYYY-MM-DD,
 * a choice its number, a lookup a reference.
 */
export type Cell = string | number | boolean | Reference | null;

/** `memo` is long text, `name` a table's logical name, `owner` a lookup of a user or team, `customer` one of two tables. */
export type ColumnType =
  | "string"
  | "memo"
  | "name"
  | "integer"
  | "bigint"
  | "decimal"
  | "double"
  | "money"
  | "boolean"
  | "choice"
  | "state"
  | "status"
  | "datetime"
  | "date"
  | "guid"
  | "lookup"
  | "customer"
  | "owner";

const edmTypes: Readonly<Record<ColumnType, string>> = {
  string: "Edm.String",
  memo: "Edm.String",
  name: "Edm.String",
  integer: "Edm.Int32",
  bigint: "Edm.Int64",
  decimal: "Edm.Decimal",
  double: "Edm.Double",
  money: "Edm.Decimal",
  boolean: "Edm.Boolean",
  choice: "Edm.Int32",
  state: "Edm.Int32",
  status: "Edm.Int32",
  datetime: "Edm.DateTimeOffset",
  date: "Edm.Date",
  guid: "Edm.Guid",
  lookup: "Edm.Guid",
  customer: "Edm.Guid",
  owner: "Edm.Guid",
};

/** The type that OData sees. */
export function edmTypeOf(type: ColumnType): string {
  return edmTypes[type];
}

export function isReference(cell: Cell): cell is Reference {
  return typeof cell === "object" && cell !== null;
}

export function isLookup(type: ColumnType): boolean {
  return type === "lookup" || type === "customer" || type === "owner";
}

/** ISO 8601 in UTC without fractions: Dataverse keeps no milliseconds. */
export function isoSecondsOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
