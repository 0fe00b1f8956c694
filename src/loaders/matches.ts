// Filters over entities that are here already: what every vendor's own filtering must agree with (see `Operands`).
import type { Bound, Clause, Filter } from "../connectors/contract.ts";
import { comparable } from "../filters/filter.ts";
import type { Entity } from "../mapping/entities.ts";

/** Does the entity meet the filter? A bad value meets no condition: nothing is known of it. */
export function matches(entity: Entity, filter: Filter): boolean {
  if ("and" in filter) return filter.and.every((part) => matches(entity, part));
  if ("or" in filter) return filter.or.some((part) => matches(entity, part));
  if (filter.operator === "notIn" && filter.value.length === 0) return true; // no condition at all
  const value: unknown = (entity as Entity & Record<string, unknown>)[filter.field];
  return !(value instanceof Error) && meets(value, filter);
}

function meets(value: unknown, clause: Clause): boolean {
  const { field } = clause;
  switch (clause.operator) {
    case "in":
      return isAmong(value, field, clause.value);
    case "notIn":
      return !isAmong(value, field, clause.value);
    case "gte":
      return compared(value, clause.value, (difference) => difference >= 0);
    case "lt":
      return compared(value, clause.value, (difference) => difference < 0);
    case "contains":
      return typeof value === "string" && comparable(field, value).includes(comparable(field, clause.value));
    case "startsWith":
      return typeof value === "string" && comparable(field, value).startsWith(comparable(field, clause.value));
    case "isNull":
      return isMissing(value) === clause.value;
  }
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

function isAmong(value: unknown, field: string, wanted: readonly unknown[]): boolean {
  const words = new Set(wanted.map((each) => comparable(field, String(each))));
  const own: readonly unknown[] = Array.isArray(value) ? value : isMissing(value) ? [] : [value];
  return own.some((each) => words.has(comparable(field, String(each))));
}

/** Whether it is known how the two compare, and as is wanted. Instants in UTC and dates compare as their texts do. */
function compared(value: unknown, bound: Bound, isWanted: (difference: number) => boolean): boolean {
  if (typeof value === "number" && typeof bound === "number") return isWanted(value - bound);
  if (typeof value === "string" && typeof bound === "string") {
    return isWanted(value < bound ? -1 : value === bound ? 0 : 1);
  }
  if (typeof bound !== "object" || !isMoney(value)) return false;
  return value.currency === bound.currency && isWanted(value.minorUnits - bound.minorUnits);
}

export function isMoney(value: unknown): value is { readonly minorUnits: number; readonly currency: string } {
  return typeof value === "object" && value !== null && "minorUnits" in value && "currency" in value;
}
