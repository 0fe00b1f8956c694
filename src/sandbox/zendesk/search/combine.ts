// Clauses to one filter: several values of a keyword are alternatives, everything else must hold.
import type { Clause } from "./parse-search.ts";

export interface Condition {
  /** True when the test reads a whole record and so must come last and be counted. */
  readonly isCostly: boolean;
  test(serial: number): boolean;
}

export interface Filter {
  readonly quick: readonly Condition[];
  readonly costly: readonly Condition[];
}

/**
 * The filter for records of one type. `conditionOf` gives the meaning of a clause, its negation aside, or null when
 * records of this type have no such property; then nothing matches, and the result is null.
 */
export function combine(clauses: readonly Clause[], conditionOf: (clause: Clause) => Condition | null): Filter | null {
  const alternatives = new Map<string, Condition[]>();
  const conditions: Condition[] = [];
  for (const clause of clauses) {
    const condition = conditionOf(clause);
    if (condition === null) {
      if (clause.isNegated) continue; // what has no such property does not have that value
      return null;
    }
    if (clause.isNegated) conditions.push({ isCostly: condition.isCostly, test: (serial) => !condition.test(serial) });
    else if (clause.keyword !== null && clause.operator === ":") {
      alternatives.set(clause.keyword, [...(alternatives.get(clause.keyword) ?? []), condition]);
    } else conditions.push(condition);
  }
  for (const group of alternatives.values()) {
    conditions.push({
      isCostly: group.some((condition) => condition.isCostly),
      test: (serial) => group.some((condition) => condition.test(serial)),
    });
  }
  return {
    quick: conditions.filter((condition) => !condition.isCostly),
    costly: conditions.filter((condition) => condition.isCostly),
  };
}
