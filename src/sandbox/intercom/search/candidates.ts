import { isGroup } from "./parse-query.ts";
import type { Filter } from "./parse-query.ts";
import type { Searchable } from "./searchable.ts";

/** The only records of the book that the filter can hold for; null when all must be looked at. */
export function candidatesOf<T>(filter: Filter, records: Searchable<T>): readonly number[] | null {
  if (!isGroup(filter)) {
    const { field, operator, value } = filter;
    const lookup = Object.hasOwn(records.lookups, field) ? records.lookups[field] : undefined;
    if (lookup === undefined || value === null || (operator !== "=" && operator !== "IN")) return null;
    return united([value].flat().map((one) => lookup(String(one))));
  }
  const parts = filter.filters.map((one) => candidatesOf(one, records));
  if (filter.operator === "OR") return united(parts);
  const [first, ...others] = parts.filter((part) => part !== null);
  return first === undefined
    ? null
    : others.reduce((least, part) => (part.length < least.length ? part : least), first);
}

function united(parts: readonly (readonly number[] | null)[]): readonly number[] | null {
  const known = parts.filter((part) => part !== null);
  return known.length < parts.length ? null : known.flat();
}
