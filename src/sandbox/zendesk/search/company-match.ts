import type { World } from "../../world.ts";
import { organizationIds } from "../ids.ts";
import type { Clause } from "./parse-search.ts";
import { searchable, textMatcher } from "./text-match.ts";

/** `organization:` by id, by name or `none`; the result takes a company's serial, or null for no company. */
export function companyMatcher(clause: Clause, world: World): (company: number | null) => boolean {
  if (clause.value.toLowerCase() === "none" && !clause.isQuoted) return (company) => company === null;
  if (/^\d+$/.test(clause.value)) {
    const wanted = organizationIds.serialOf(Number(clause.value), world.companies.size);
    return (company) => company !== null && company === wanted;
  }
  const matches = textMatcher(clause.value, clause.isQuoted);
  const known = new Map<number, boolean>();
  return (company) => {
    if (company === null) return false;
    const isMatch = known.get(company) ?? matches(searchable(world.companies.at(company).name));
    known.set(company, isMatch);
    return isMatch;
  };
}
