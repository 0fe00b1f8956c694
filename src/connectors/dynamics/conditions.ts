// Our filters as conditions on a table's columns.
import { RequestError } from "../../errors.ts";
import { fieldOf } from "../../mapping/field-map.ts";
import { vendorValuesFor } from "../../mapping/vendor-values.ts";
import type { Clause, Filter, Scalar } from "../contract.ts";
import { compileFilter } from "../../filters/filter.ts";
import { ownFieldIn, type OwnFilters } from "../../filters/own-field.ts";
import type { Condition } from "./odata-filter.ts";
import type { Table } from "./table.ts";

/** What columns of the organization's own can be filtered by. */
export const OWN_FILTERS: OwnFilters = { text: ["in"], word: ["in"], instant: ["gte", "lt"] };

/** The column behind a field. Throws RequestError where there is none. */
export function columnOf(table: Table, field: string): string {
  const column = ownFieldIn(field)?.path ?? (Object.hasOwn(table.columns, field) ? table.columns[field] : undefined);
  if (column !== undefined) return column;
  throw new RequestError("UNSUPPORTED_BY_SOURCE", `Dynamics has no column for ${field} of ${table.set}`);
}

/** What all rows of a list meet. Throws RequestError for what no column can tell. */
export function conditionsOf(table: Table, filter: Filter): Condition {
  const always = table.always === undefined ? [] : [table.always];
  const asked = compileFilter<Condition>(filter, {
    clause: (clause) => conditionOn(table, clause),
    and: (of) => ({ kind: "all", of }),
    or: (of) => ({ kind: "any", of }),
  });
  return { kind: "all", of: [...always, asked] };
}

function conditionOn(table: Table, { field, operator, value }: Clause): Condition {
  switch (operator) {
    case "in":
      return oneOf(table, field, value);
    case "gte":
      return { kind: "from", column: columnOf(table, field), instant: String(value) };
    case "lt":
      return { kind: "before", column: columnOf(table, field), instant: String(value) };
    default:
      throw new RequestError("UNSUPPORTED_BY_SOURCE", `Dynamics can't filter ${table.set} by ${field} (${operator})`);
  }
}

function oneOf(table: Table, field: string, wanted: readonly Scalar[]): Condition {
  const ours = wanted.map(String);
  if (ownFieldIn(field) !== null) return { kind: "in", columns: [columnOf(table, field)], values: ours };
  const special = table.oneOf?.[field];
  if (special !== undefined) return special(ours);
  const values = vendorValuesFor("Dynamics", field, fieldOf(table.fields, field), ours);
  return { kind: "in", columns: [columnOf(table, field)], values };
}
