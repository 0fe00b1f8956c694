// Ordering, and checking of what a vendor is asked.
import { RequestError } from "../errors.ts";
import { canCarry, canCombine } from "../filters/abilities.ts";
import type { Abilities, Clause, Combining, Filter, Order } from "../connectors/contract.ts";
import { clausesOf, fieldsIn } from "../filters/filter.ts";
import { exponentOf } from "../mapping/currency.ts";
import type { Entity } from "../mapping/entities.ts";
import { isMoney } from "./matches.ts";

/**
 * What an order compares: text or numbers; null (and a bad value) comes last either way. Amounts by their number, whatever
 * the currency: 12.50 before 13.
 */
function sortKey(entity: Entity, field: string): string | number | null {
  const value: unknown = (entity as Entity & Record<string, unknown>)[field];
  if (isMoney(value)) return value.minorUnits / 10 ** exponentOf(value.currency);
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
      const [first, second] = [folded(left), folded(right)];
      if (first !== second) return first < second ? -sign : sign;
    }
    return compareText(a.source, b.source) || compareText(a.id, b.id) * sign;
  };
}

/** Vendors order names without regard to case. Instants and dates have but one. */
function folded(key: string | number): string | number {
  return typeof key === "string" ? key.toLowerCase() : key;
}

const compareText = (a: string, b: string): number => (a === b ? 0 : a.length - b.length || (a < b ? -1 : 1));

/** Fields that filtering and ordering read. */
export function fieldsOf(filter: Filter, order: Order | null): string[] {
  return [...new Set([...fieldsIn(filter), ...(order === null ? [] : [order.field])])];
}

/** Why a list can't carry the filter or the order, and what it can: UNSUPPORTED_BY_SOURCE; null where it can. */
export function whyUnsupported(
  what: { source: string; list: string },
  can: Abilities,
  asked: { filter: Filter; order: Order | null },
): RequestError | null {
  const clause = clausesOf(asked.filter).find((each) => !canCarry(can, each));
  if (clause !== undefined) return clauseUnsupported(what, can, clause);
  if (!canCombine(asked.filter, can.combines)) {
    return unsupported(what, `can't combine these conditions on ${what.list}`, "it takes", [inWords(can.combines)]);
  }
  const { order } = asked;
  if (order !== null && !(can.orders[order.field] ?? []).includes(order.direction)) {
    const possible = Object.entries(can.orders).map(([name, directions]) => `${name} (${directions.join(", ")})`);
    return unsupported(
      what,
      `can't order ${what.list} by ${order.field} ${order.direction}`,
      "it can order by",
      possible,
    );
  }
  return null;
}

function clauseUnsupported(what: { source: string; list: string }, can: Abilities, clause: Clause): RequestError {
  const { field, operator } = clause;
  const problem = `can't filter ${what.list} by ${field} (${operator})`;
  if (canCarry({ filters: can.filters, orders: {} }, clause)) {
    return unsupported(what, `${problem} with this value`, "it can't take", [can.refuses?.(clause) ?? "it"]);
  }
  const possible = Object.entries(can.filters).map(([name, known]) => `${name} (${known.join(", ")})`);
  return unsupported(what, problem, "it can filter by", possible);
}

function inWords(combining: Combining = "and"): string {
  if (combining === "any") return "and, or";
  if (combining === "and") return "conditions that must all hold, and no other alternatives than values of one field";
  const { alternatives, clausesEach, clausesInAll } = combining;
  return `${alternatives} alternatives of ${clausesEach} conditions each, and ${clausesInAll} conditions in all`;
}

/** Throws what `whyUnsupported` finds. */
export function checkSupported(...list: Parameters<typeof whyUnsupported>): void {
  const refusal = whyUnsupported(...list);
  if (refusal !== null) throw refusal;
}

/**
 * Of lists that are to be one: throws for the first that can't carry what is asked of it, before any is read, and names
 * those that can, to which the query may be restricted.
 */
export function checkAllSupported(lists: readonly Parameters<typeof whyUnsupported>[]): void {
  const refusals = lists.map((list) => whyUnsupported(...list));
  const first = refusals.find((refusal) => refusal !== null);
  if (first === undefined) return;
  const able = lists.filter((_, index) => refusals[index] === null).map(([{ source }]) => JSON.stringify(source));
  if (able.length === 0) throw first;
  const fix = `or ask those that can: filter: { source: { in: [${able.join(", ")}] } }`;
  throw new RequestError(first.code, `${first.message}; ${fix}`, first.extensions);
}

function unsupported(what: { source: string }, problem: string, instead: string, possible: string[]): RequestError {
  const fix = possible.length === 0 ? "" : `: ${instead} ${possible.join("; ")}`;
  return new RequestError("UNSUPPORTED_BY_SOURCE", `${what.source} ${problem}${fix}`, { source: what.source });
}
