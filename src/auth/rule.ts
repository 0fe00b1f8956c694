import { grantableRoles } from "../config/roles.ts";
import type { Role } from "../generated/types.ts";
import type { Principal } from "./principal.ts";

/** Who may read a field or use an input: a caller with one role of each list, and a second factor where `mfa` says so. */
export interface Rule {
  /** Empty: every caller with a valid token. ADMIN satisfies each list, and is not named in it. */
  readonly allOf: readonly (readonly Role[])[];
  readonly mfa: boolean;
}

/** What of a principal rules look at. */
export type AuthScope = Pick<Principal, "roles" | "hasSecondFactor">;

/** The rule that does not narrow. */
export const EVERY_CALLER: Rule = { allOf: [], mfa: false };

/** The rule of an `@auth(requires, mfa)`. */
export function createRule(requires: readonly Role[], mfa: boolean): Rule {
  if (requires.includes("AUTHENTICATED")) return { allOf: [], mfa };
  return { allOf: [[...new Set(requires)].filter((role) => role !== "ADMIN").sort()], mfa };
}

/** The rule that holds where both hold. */
export function both(one: Rule, other: Rule): Rule {
  const isNew = (list: readonly Role[]): boolean => !one.allOf.some((known) => known.join() === list.join());
  return { allOf: [...one.allOf, ...other.allOf.filter(isNew)], mfa: one.mfa || other.mfa };
}

/** May a caller of this scope? ADMIN has every role, but no second factor of its own. */
export function isAllowed(rule: Rule, scope: AuthScope): boolean {
  if (rule.mfa && !scope.hasSecondFactor) return false;
  if (scope.roles.includes("ADMIN")) return true;
  return rule.allOf.every((list) => list.some((role) => scope.roles.includes(role)));
}

/** Does every caller whom `one` allows satisfy `other` too? */
export function implies(one: Rule, other: Rule): boolean {
  if (other.mfa && !one.mfa) return false;
  // A list of `other` holds for all of them only if some list of `one` offers nothing beyond it: else a caller could have
  // just that.
  return other.allOf.every((wide) => one.allOf.some((narrow) => narrow.every((role) => wide.includes(role))));
}

/** What a caller needs, for an error's message: "one of SALES, SUPPORT and a second factor". */
export function describeRule({ allOf, mfa }: Rule): string {
  const needs = [...(allOf.length === 0 ? [] : [describeRoles(allOf)]), ...(mfa ? ["a second factor"] : [])];
  return needs.length === 0 ? "a valid token" : needs.join(" and ");
}

function describeRoles(allOf: Rule["allOf"]): string {
  if (allOf.some((list) => list.length === 0)) return "ADMIN";
  const enough = grantableRoles.filter((role) => allOf.every((list) => list.includes(role)));
  return enough.length > 0 ? oneOf(enough) : `${allOf.map(oneOf).join(" together with ")} (or ADMIN)`;
}

function oneOf(roles: readonly Role[]): string {
  return roles.length === 1 ? roles.join() : `one of ${roles.join(", ")}`;
}
