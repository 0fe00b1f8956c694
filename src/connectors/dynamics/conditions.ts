// Our filters as conditions on a table's columns.
import { RequestError } from "../../errors.ts";
import { fieldOf } from "../../mapping/field-map.ts";
import { vendorValuesFor } from "../../mapping/vendor-values.ts";
import type { Condition as OurCondition, Filter } from "../contract.ts";
import type { Condition } from "./odata-filter.ts";
import type { Table } from "./table.ts";

/** The column behind a field. Throws RequestError where there is none. */
export function columnOf(table: Table, field: string): string {
  const column = Object.hasOwn(table.columns, field) ? table.columns[field] : undefined;
  if (column !== undefined) return column;
  throw new RequestError("UNSUPPORTED_BY_SOURCE", `Dynamics has no column for ${field} of ${table.set}`);
}

/** What all rows of a list meet. Throws RequestError for what no column can tell. */
export function conditionsOf(table: Table, filter: Filter): Condition {
  const always = table.always === undefined ? [] : [table.always];
  const asked = Object.entries(filter).flatMap(([field, condition]) => conditionsOn(table, field, condition));
  return { kind: "all", of: [...always, ...asked] };
}

function conditionsOn(table: Table, field: string, condition: OurCondition): Condition[] {
  const conditions: Condition[] = [];
  if (condition.in !== undefined) conditions.push(oneOf(table, field, condition.in));
  if (condition.gte !== undefined) {
    conditions.push({ kind: "from", column: columnOf(table, field), instant: condition.gte });
  }
  if (condition.lt !== undefined) {
    conditions.push({ kind: "before", column: columnOf(table, field), instant: condition.lt });
  }
  return conditions;
}

function oneOf(table: Table, field: string, ours: readonly string[]): Condition {
  const special = table.oneOf?.[field];
  if (special !== undefined) return special(ours);
  const values = vendorValuesFor("Dynamics", field, fieldOf(table.fields, field), ours);
  return { kind: "in", columns: [columnOf(table, field)], values };
}
