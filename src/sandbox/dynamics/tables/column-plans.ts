import type { Cell, Reference } from "../cell.ts";
import { secondsOf } from "../define-table.ts";
import type { ColumnPlan } from "../define-table.ts";
import { stateOf } from "../choices.ts";
import type { Choice, TableName } from "../table.ts";

export function text<Row>(read: (row: Row) => string | null): ColumnPlan<Row> {
  return { type: "string", read };
}

export function memo<Row>(read: (row: Row) => string | null): ColumnPlan<Row> {
  return { type: "memo", read };
}

export function integer<Row>(read: (row: Row) => number | null): ColumnPlan<Row> {
  return { type: "integer", read };
}

export function money<Row>(read: (row: Row) => number | null): ColumnPlan<Row> {
  return { type: "money", read };
}

export function flag<Row>(read: (row: Row) => boolean): ColumnPlan<Row> {
  return { type: "boolean", read };
}

export function choice<Row>(choices: readonly Choice[], read: (row: Row) => number | null): ColumnPlan<Row> {
  return { type: "choice", choices, read };
}

/** `read` gives an instant in milliseconds; the column keeps whole seconds. */
export function datetime<Row>(read: (row: Row) => number | null): ColumnPlan<Row> {
  return {
    type: "datetime",
    read(row) {
      const at = read(row);
      return at === null ? null : secondsOf(at);
    },
  };
}

/** `read` gives an instant in milliseconds; the column keeps its day in UTC. */
export function date<Row>(read: (row: Row) => number | null): ColumnPlan<Row> {
  return {
    type: "date",
    read(row) {
      const at = read(row);
      return at === null ? null : new Date(at).toISOString().slice(0, 10);
    },
  };
}

export function lookup<Row>(target: TableName, read: (row: Row) => number | null): ColumnPlan<Row> {
  return {
    type: "lookup",
    targets: [target],
    read(row) {
      const serial = read(row);
      return serial === null ? null : { table: target, serial };
    },
  };
}

/** A lookup of an account or a contact. */
export function customer<Row>(read: (row: Row) => Reference | null): ColumnPlan<Row> {
  return { type: "customer", targets: ["account", "contact"], read };
}

/** State and status, of which the first follows from the second. */
export function status<Row>(
  states: readonly Choice[],
  statuses: readonly Choice[],
  read: (row: Row) => number,
): { readonly statecode: ColumnPlan<Row>; readonly statuscode: ColumnPlan<Row> } {
  return {
    statecode: { type: "state", choices: states, read: (row): Cell => stateOf(statuses, read(row)) },
    statuscode: { type: "status", choices: statuses, read },
  };
}

/** Who owns a record, made it and changed it last; `read` gives the serial of a user. */
export function ownership<Row>(
  owner: (row: Row) => number,
  author: (row: Row) => number = owner,
): Record<"ownerid" | "owninguser" | "createdby" | "modifiedby", ColumnPlan<Row>> {
  return {
    ownerid: { type: "owner", targets: ["systemuser"], read: (row) => ({ table: "systemuser", serial: owner(row) }) },
    owninguser: lookup("systemuser", owner),
    createdby: lookup("systemuser", author),
    modifiedby: lookup("systemuser", author),
  };
}
