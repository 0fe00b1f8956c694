// Sums and the like of one group's records.
import { edmTypeOf } from "../cell.ts";
import type { Catalog } from "../catalog.ts";
import { badQuery } from "../errors.ts";
import type { AggregateItem } from "../odata/parse-apply.ts";
import type { DataRecord } from "../table.ts";
import { comparableOf } from "./comparable.ts";
import type { BoundProperty } from "./property.ts";

/** Throws DataverseError 400 when the method can't be had of the property. */
export function checkItem({ method, alias }: AggregateItem, property: BoundProperty | null): void {
  if (property === null || method === "countdistinct") return;
  const type = edmTypeOf(property.column.type);
  const isNumber = ["Edm.Int32", "Edm.Int64", "Edm.Decimal", "Edm.Double"].includes(type);
  const isDate = type === "Edm.DateTimeOffset" || type === "Edm.Date";
  if (isNumber || (isDate && (method === "min" || method === "max"))) return;
  throw badQuery(`The aggregate '${alias}' can't take the ${method} of a property of type '${type}'.`);
}

/** Null where nothing has a value. */
export function aggregateOf(
  catalog: Catalog,
  { method }: AggregateItem,
  property: BoundProperty | null,
  records: readonly DataRecord[],
): number | string | null {
  if (property === null) return records.length;
  const cells = records.map((record) => property.read(record)).filter((cell) => cell !== null);
  if (method === "countdistinct") {
    return new Set(cells.map((cell) => comparableOf(catalog, property.column, cell))).size;
  }
  const numbers = cells.filter((cell) => typeof cell === "number");
  const sum = (): number => numbers.reduce((total, number) => total + number, 0);
  if (method === "sum") return numbers.length === 0 ? null : rounded(sum());
  if (method === "average") return numbers.length === 0 ? null : rounded(sum() / numbers.length);
  const ordered = cells.filter((cell) => typeof cell === "string" || typeof cell === "number");
  return ordered.reduce<number | string | null>(
    (best, cell) => (best === null || (method === "min" ? cell < best : cell > best) ? cell : best),
    null,
  );
}

// Decimals in SQL: without the dust of binary fractions.
function rounded(number: number): number {
  return Number(number.toPrecision(15));
}
