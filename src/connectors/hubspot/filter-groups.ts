// Filters in the words of HubSpot's search: groups of which one must hold, each of conditions that all must.
// https://developers.hubspot.com/docs/api/crm/search#filter-search-results
import { alternativesOf } from "../../filters/abilities.ts";
import { epochMillisOf } from "../../mapping/instants.ts";
import { ownFieldIn, type OwnFilters } from "../../filters/own-field.ts";
import type { Abilities, Bound, Clause, Filter } from "../contract.ts";
import { propertyOf, type CrmObject } from "./crm-object.ts";

export interface PropertyFilter {
  readonly propertyName: string;
  readonly operator: "EQ" | "GT" | "GTE" | "LT" | "IN" | "HAS_PROPERTY" | "NOT_HAS_PROPERTY";
  readonly value?: string;
  readonly values?: readonly string[];
}

/** One of these must hold: none for everything. */
export type FilterGroups = readonly (readonly PropertyFilter[])[];

/** HubSpot takes five groups of six filters, 18 in all; a page that goes on adds two to each. */
export const COMBINES: NonNullable<Abilities["combines"]> = { alternatives: 4, clausesEach: 4, clausesInAll: 10 };

/** What properties of the account's own can be filtered by. */
export const OWN_FILTERS: OwnFilters = {
  text: ["in"],
  word: ["in"],
  number: ["gte", "lt"],
  date: ["gte", "lt"],
  instant: ["gte", "lt"],
};

/** Null where nothing can pass. Throws RequestError. */
export function filterGroups(object: CrmObject, filter: Filter): FilterGroups | null {
  const alternatives = alternativesOf(filter, Infinity) ?? [];
  const groups: PropertyFilter[][] = [];
  for (const clauses of alternatives) {
    if (clauses.length === 0) return [];
    const filters = clauses.map((clause) => propertyFilter(object, clause));
    if (!filters.includes(null)) groups.push(filters.filter((one) => one !== null));
  }
  return groups.length === 0 ? null : groups;
}

/** The groups, each with these conditions too. */
export function withinAll(groups: FilterGroups, also: readonly PropertyFilter[]): FilterGroups {
  if (also.length === 0) return groups;
  return groups.length === 0 ? [also] : groups.map((filters) => [...filters, ...also]);
}

/** Null for what no record can meet. */
function propertyFilter(object: CrmObject, clause: Clause): PropertyFilter | null {
  const propertyName = propertyOf(object, clause.field);
  switch (clause.operator) {
    case "in": {
      const values = valuesIn(clause.field, clause.value.map(String)).filter((value) => value !== "");
      return values.length === 0 ? null : { propertyName, operator: "IN", values }; // it keeps no empty text
    }
    case "gte":
      return { propertyName, operator: "GTE", value: boundOf(clause.value) };
    case "lt":
      return { propertyName, operator: "LT", value: boundOf(clause.value) };
    case "isNull":
      return { propertyName, operator: clause.value ? "NOT_HAS_PROPERTY" : "HAS_PROPERTY" };
    default:
      throw new TypeError(
        `HubSpot's search of ${object.type} was asked for ${clause.operator}, which it does not declare`,
      );
  }
}

/**
 * HubSpot compares texts in lower case, and asks for them so; ids and options as they are. Which of the two a property of
 * the account's own is, is not said here.
 */
function valuesIn(field: string, values: readonly string[]): readonly string[] {
  if (field.endsWith("Id")) return values;
  const lower = values.map((value) => value.toLowerCase());
  return ownFieldIn(field) === null ? lower : [...new Set([...values, ...lower])];
}

/** Dates are milliseconds. */
function boundOf(bound: Bound): string {
  return String(typeof bound === "number" ? bound : epochMillisOf(String(bound)));
}
