// Filters: what they say, how they are put together, and how a connector goes through one.
import type { Money } from "../generated/types.ts";

export type Scalar = string | number | boolean;

/** Where a range begins or ends: an RFC 3339 instant in UTC, a calendar date, a number, an amount of one currency. */
export type Bound = string | number | Money;

/**
 * What each operator takes. A field that has no value meets `notIn` and `isNull: true` alone, an amount of another currency
 * no range. Ids compare exactly, and all other text without regard to case (`toLowerCase`). A list of values meets `in`
 * where any of them does, and has no value where it is empty.
 */
export interface Operands {
  /** Any one of these. */
  readonly in: readonly Scalar[];
  /** All that `in` would leave out. */
  readonly notIn: readonly Scalar[];
  /** This or more, this or later. */
  readonly gte: Bound;
  /** Less than this, before this. */
  readonly lt: Bound;
  /** This stands somewhere in the text, whole and as it is but for its case. */
  readonly contains: string;
  /** The text begins so. */
  readonly startsWith: string;
  /** Is there no value? */
  readonly isNull: boolean;
}

export type Operator = keyof Operands;

/** One condition on a field of ours, in values of ours (enum names, local ids). */
export type Clause = {
  readonly [O in Operator]: { readonly field: string; readonly operator: O; readonly value: Operands[O] };
}[Operator];

/** What a record must meet. */
export type Filter = Clause | { readonly and: readonly Filter[] } | { readonly or: readonly Filter[] };

/** What one field must meet, all of it. */
export type Condition = { readonly [O in Operator]?: Operands[O] };

/** Conditions by field, all of which must hold. */
export type Conditions = Readonly<Record<string, Condition>>;

/** Lets every record through. */
export const EVERYTHING: Filter = Object.freeze({ and: [] });

/** Lets no record through. */
export const NOTHING: Filter = Object.freeze({ or: [] });

export function isEverything(filter: Filter): boolean {
  return "and" in filter && filter.and.length === 0;
}

export function isNothing(filter: Filter): boolean {
  return "or" in filter && filter.or.length === 0;
}

/** A text as `in`, `contains` and `startsWith` compare it: ids as they are, all else without regard to case. */
export function comparable(field: string, text: string): string {
  return /(?:^id|Ids?)$/.test(field) ? text : text.toLowerCase();
}

/**
 * What a filter becomes in some language, from the leaves up. `and` and `or` are given two parts at least; or none, and then
 * are all there is: `and` of nothing lets everything through, `or` of nothing lets nothing.
 */
export interface FilterCompiler<T> {
  clause(clause: Clause): T;
  and(parts: readonly T[]): T;
  or(parts: readonly T[]): T;
}

/** The filter in another language. A vendor that has no words for nothing asks `isNothing` of the simplified filter. */
export function compileFilter<T>(filter: Filter, compiler: FilterCompiler<T>): T {
  return compiled(simplified(filter), compiler);
}

function compiled<T>(filter: Filter, compiler: FilterCompiler<T>): T {
  if ("and" in filter) return compiler.and(filter.and.map((part) => compiled(part, compiler)));
  if ("or" in filter) return compiler.or(filter.or.map((part) => compiled(part, compiler)));
  return compiler.clause(filter);
}

/** All of them hold. */
export function allOf(...filters: readonly Filter[]): Filter {
  const parts = filters.flatMap((part) => ("and" in part ? part.and : [part])).filter((part) => !isEverything(part));
  if (parts.some(isNothing)) return NOTHING;
  const [only, ...others] = parts;
  return only !== undefined && others.length === 0 ? only : { and: parts };
}

/** Any of them holds. */
export function anyOf(...filters: readonly Filter[]): Filter {
  const parts = filters.flatMap((part) => ("or" in part ? part.or : [part]));
  if (parts.some(isEverything)) return EVERYTHING;
  const merged = mergedValues(parts);
  const [only, ...others] = merged;
  return only !== undefined && others.length === 0 ? only : { or: merged };
}

/** Of alternatives those that name values of one field, as one: what any list can carry. */
function mergedValues(parts: readonly Filter[]): Filter[] {
  const merged: Filter[] = [];
  const places = new Map<string, number>();
  for (const part of parts) {
    if (!("operator" in part) || part.operator !== "in") {
      merged.push(part);
      continue;
    }
    const place = places.get(part.field);
    const before = place === undefined ? undefined : merged[place];
    if (place !== undefined && before !== undefined && "operator" in before && before.operator === "in") {
      merged[place] = { ...before, value: [...new Set([...before.value, ...part.value])] };
    } else {
      places.set(part.field, merged.push(part) - 1);
    }
  }
  return merged;
}

/** The same, as short as it can be said: flat, and without what changes nothing. */
export function simplified(filter: Filter): Filter {
  if ("and" in filter) return allOf(...filter.and.map(simplified));
  if ("or" in filter) return anyOf(...filter.or.map(simplified));
  if (filter.operator === "in" && filter.value.length === 0) return NOTHING;
  if (filter.operator === "notIn" && filter.value.length === 0) return EVERYTHING;
  const isEmptyText = (filter.operator === "contains" || filter.operator === "startsWith") && filter.value === "";
  return isEmptyText ? { field: filter.field, operator: "isNull", value: false } : filter;
}

/** Simplified, and in one order: filters that say the same things are the same text as JSON, and have one place in caches. */
export function canonical(filter: Filter): Filter {
  return sorted(simplified(filter));
}

function sorted(filter: Filter): Filter {
  if ("and" in filter) return { and: inOneOrder(filter.and.map(sorted)) };
  if ("or" in filter) return { or: inOneOrder(filter.or.map(sorted)) };
  const { field } = filter;
  if (filter.operator === "in" || filter.operator === "notIn") {
    return { field, operator: filter.operator, value: inOneOrder(filter.value) };
  }
  return filter;
}

function inOneOrder<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, item]) => item);
}

/** Conditions by field as a filter. */
export function where(conditions: Conditions): Filter {
  return simplified({
    and: Object.entries(conditions).flatMap(([field, condition]) =>
      Object.entries(condition).map(([operator, value]) => ({ field, operator, value }) as Clause),
    ),
  });
}

/** All its conditions, wherever they stand. */
export function clausesOf(filter: Filter): readonly Clause[] {
  if ("and" in filter) return filter.and.flatMap(clausesOf);
  if ("or" in filter) return filter.or.flatMap(clausesOf);
  return [filter];
}

/** The fields that it reads, each once. */
export function fieldsIn(filter: Filter): string[] {
  return [...new Set(clausesOf(filter).map(({ field }) => field))];
}
