// What lists can be asked for, and what of a filter they can carry.
import { allOf, anyOf, compileFilter, EVERYTHING, isNothing, NOTHING, simplified } from "./filter.ts";
import type { Clause, Filter, Operator } from "./filter.ts";
import type { OwnFilters } from "./own-field.ts";

export interface Order {
  /** A field of ours. */
  readonly field: string;
  readonly direction: "ASC" | "DESC";
}

/** Which conditions a list can carry upstream, by field of ours. */
export type Filters = Readonly<Record<string, readonly Operator[]>>;

/** Fields of ours that a list can order by, and which way. */
export type Orders = Readonly<Record<string, readonly Order["direction"][]>>;

/**
 * How conditions go together: "and", all must hold; "any", in whatever way; or as alternatives, each of conditions that all
 * hold: so many at most, of so many conditions each, and so many in all.
 */
export type Combining =
  "and" | "any" | { readonly alternatives: number; readonly clausesEach: number; readonly clausesInAll: number };

/** What a list can be asked for. The core refuses what it can't, before anything is read. */
export interface Abilities {
  readonly filters: Filters;
  /** The same for fields that accounts define themselves: conditions name them as `ownFieldIn` reads it. */
  readonly ownFilters?: OwnFilters;
  /** "and" where left out. */
  readonly combines?: Combining;
  /**
   * Why the vendor can't carry this condition, though it can carry others by this operator on this field: a part of a
   * sentence, such as "a quotation mark"; null where it can.
   */
  refuses?(clause: Clause): string | null;
  readonly orders: Orders;
}

/**
 * The filter as alternatives, each of conditions that all hold: none for nothing, one without conditions for everything.
 * Null where there would be more than `max`.
 */
export function alternativesOf(filter: Filter, max: number): readonly (readonly Clause[])[] | null {
  type Alternatives = readonly (readonly Clause[])[];
  const atMost = (found: Alternatives): Alternatives | null => (found.length <= max ? found : null);
  return compileFilter<Alternatives | null>(filter, {
    clause: (clause) => atMost([[clause]]),
    or: (parts) => (parts.includes(null) ? null : atMost(parts.flatMap((part) => part ?? []))),
    and: (parts) =>
      parts.reduce<Alternatives | null>(
        (all, part) =>
          all === null || part === null ? null : atMost(all.flatMap((one) => part.map((other) => [...one, ...other]))),
        [[]],
      ),
  });
}

/** Can the conditions go together so? */
export function canCombine(filter: Filter, combining: Combining = "and"): boolean {
  if (combining === "any") return true;
  const { alternatives, clausesEach, clausesInAll } =
    combining === "and" ? { alternatives: 1, clausesEach: Infinity, clausesInAll: Infinity } : combining;
  const found = alternativesOf(filter, alternatives);
  if (found === null) return false;
  const total = found.reduce((sum, clauses) => sum + clauses.length, 0);
  return total <= clausesInAll && found.every(({ length }) => length <= clausesEach);
}

/** Can the list carry this one condition? */
export function canCarry({ filters, refuses }: Abilities, clause: Clause): boolean {
  const operators = Object.hasOwn(filters, clause.field) ? filters[clause.field] : undefined;
  return operators?.includes(clause.operator) === true && (refuses?.(clause) ?? null) === null;
}

/**
 * What of a filter the vendor can be asked: it lets through all that the filter does, and some more. For records that are
 * filtered once more when they are here. UNKNOWN, which is every word of the vendor's that we have none for, has no word.
 */
export function carriedPart(filter: Filter, can: Abilities): Filter {
  const loose = loosened(simplified(filter), can);
  if (canCombine(loose, can.combines)) return loose;
  const conditions = "and" in loose ? allOf(...loose.and.filter((part) => "operator" in part)) : EVERYTHING;
  return canCombine(conditions, can.combines) ? conditions : EVERYTHING;
}

function loosened(filter: Filter, can: Abilities): Filter {
  if (isNothing(filter)) return NOTHING;
  if ("and" in filter) return allOf(...filter.and.map((part) => loosened(part, can)));
  if ("or" in filter) return anyOf(...filter.or.map((part) => loosened(part, can)));
  const isUnknown = Array.isArray(filter.value) && filter.value.includes("UNKNOWN");
  return canCarry(can, filter) && !isUnknown ? filter : EVERYTHING;
}
