// Dataverse's own query functions, as far as they make sense for this data:
// https://learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/queryfunctions
import { edmTypeOf } from "../cell.ts";
import type { Catalog } from "../catalog.ts";
import { badQuery, notImplemented, unknownAttribute } from "../errors.ts";
import type { Parameters } from "../odata/parse-filter.ts";
import type { Column, DataRecord, Table } from "../table.ts";
import { comparableOf, comparableOfText } from "./comparable.ts";
import type { Comparable } from "./comparable.ts";
import { periodOf } from "./periods.ts";

/** Null where the answer is unknown, as for an empty column. */
export type Test = (record: DataRecord) => boolean | null;

export interface BoundFunction {
  readonly column: Column;
  readonly test: Test;
  /** The only values that the column can have; null when it can have many. */
  readonly values: readonly Comparable[] | null;
}

interface Scope {
  readonly catalog: Catalog;
  readonly table: Table;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** GUID of the user who asks. */
  readonly userId: string;
}

/** Throws DataverseError 400 for wrong parameters, 501 for a function that the sandbox does not have. */
export function bindFunction(scope: Scope, name: string, parameters: Parameters): BoundFunction {
  const attribute = parameters.get("PropertyName");
  if (typeof attribute !== "string") throw badQuery(`The function '${name}' needs the parameter 'PropertyName'.`);
  const column = scope.table.columns.get(attribute);
  if (column === undefined) throw unknownAttribute(attribute, scope.table.schemaName);
  const value = (record: DataRecord): Comparable => comparableOf(scope.catalog, column, record.get(column.name));
  const known = (test: (value: NonNullable<Comparable>) => boolean): BoundFunction => ({
    column,
    values: null,
    test(record) {
      const found = value(record);
      return found === null ? null : test(found);
    },
  });

  if (name === "In" || name === "NotIn") {
    const values = listParameter(name, parameters).map((text) => comparableOfText(column, text));
    const wanted = new Set(values);
    return name === "In" ? { ...known((found) => wanted.has(found)), values } : known((found) => !wanted.has(found));
  }
  if (name === "Between" || name === "NotBetween") {
    const [low, high, ...more] = listParameter(name, parameters).map((text) => comparableOfText(column, text));
    if (low === undefined || high === undefined || low === null || high === null || more.length > 0) {
      throw badQuery(`The function '${name}' needs two values in 'PropertyValues'.`);
    }
    return known((found) => (found >= low && found <= high) === (name === "Between"));
  }
  if (name === "EqualUserId") return { ...known((found) => found === scope.userId), values: [scope.userId] };
  if (name === "NotEqualUserId") return known((found) => found !== scope.userId);

  const period = periodOf(name, parameters.get("PropertyValue"), scope.now);
  if (period === null) throw notImplemented(`The function Microsoft.Dynamics.CRM.${name}`);
  const type = edmTypeOf(column.type);
  if (type !== "Edm.DateTimeOffset" && type !== "Edm.Date") {
    throw badQuery(`The function '${name}' takes a date, and '${attribute}' is '${type}'.`);
  }
  const { from, until } = period;
  return known((found) => {
    const at = typeof found === "number" ? found : Date.parse(`${String(found)}T00:00:00Z`);
    return at >= from && at < until;
  });
}

function listParameter(name: string, parameters: Parameters): readonly string[] {
  const values = parameters.get("PropertyValues");
  if (typeof values !== "object") throw badQuery(`The function '${name}' needs the parameter 'PropertyValues'.`);
  return values;
}
