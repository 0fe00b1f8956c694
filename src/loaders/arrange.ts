// Filtering, ordering and checking of what a vendor can't arrange itself.
import { RequestError } from "../errors.ts";
import type { Condition, Filter, Filters, Order } from "../connectors/contract.ts";
import type { Entity } from "../mapping/entities.ts";

/** What an order compares: text or numbers; null (and a bad value) comes last either way. */
function sortKey(entity: Entity, field: string): string | number | null {
  const value: unknown = (entity as Entity & Record<string, unknown>)[field];
  return typeof value === "string" || typeof value === "number" ? value : null;
}

/** Compares two entities in an order; equal values by source and id, so that the order is total. */
export function compareBy(order: Order): (a: Entity, b: Entity) => number {
  const sign = order.direction === "ASC" ? 1 : -1;
  return (a, b) => {
    const left = sortKey(a, order.field);
    const right = sortKey(b, order.field);
    if (left !== right) {
      if (left === null) return 1;
      if (right === null) return -1;
      return left < right ? -sign : sign;
    }
    return compareText(a.source, b.source) || compareText(a.id, b.id) * sign;
  };
}

const compareText = (a: string, b: string): number => (a === b ? 0 : a.length - b.length || (a < b ? -1 : 1));

/** Does the entity meet every condition? A bad or missing value meets none. */
export function matches(entity: Entity, filter: Filter): boolean {
  return Object.entries(filter).every(([field, condition]) => {
    const value = sortKey(entity, field);
    return value !== null && meets(String(value), condition);
  });
}

function meets(value: string, condition: Condition): boolean {
  if (condition.in !== undefined && !condition.in.includes(value)) return false;
  if (condition.gte !== undefined && value < condition.gte) return false;
  return condition.lt === undefined || value < condition.lt;
}

/** Fields that filtering and ordering read. */
export function fieldsOf(filter: Filter, order: Order | null): string[] {
  return order === null ? Object.keys(filter) : [...Object.keys(filter), order.field];
}

/** Throws RequestError UNSUPPORTED_BY_SOURCE, saying what the list can do, when it can't carry the filter or the order. */
export function checkSupported(
  what: { source: string; list: string },
  can: { filters: Filters; orders: Readonly<Record<string, readonly Order["direction"][]>> },
  asked: { filter: Filter; order: Order | null },
): void {
  for (const [field, condition] of Object.entries(asked.filter)) {
    const operators = can.filters[field] ?? [];
    const lacking = Object.keys(condition).find((operator) => !operators.some((known) => known === operator));
    if (lacking !== undefined) {
      const possible = Object.entries(can.filters).map(([name, known]) => `${name} (${known.join(", ")})`);
      throw unsupported(what, `can't filter ${what.list} by ${field} (${lacking})`, "it can filter by", possible);
    }
  }
  const { order } = asked;
  if (order !== null && !(can.orders[order.field] ?? []).includes(order.direction)) {
    const possible = Object.entries(can.orders).map(([name, directions]) => `${name} (${directions.join(", ")})`);
    throw unsupported(
      what,
      `can't order ${what.list} by ${order.field} ${order.direction}`,
      "it can order by",
      possible,
    );
  }
}

function unsupported(what: { source: string }, problem: string, instead: string, possible: string[]): RequestError {
  const fix = possible.length === 0 ? "" : `: ${instead} ${possible.join("; ")}`;
  return new RequestError("UNSUPPORTED_BY_SOURCE", `${what.source} ${problem}${fix}`, { source: what.source });
}
