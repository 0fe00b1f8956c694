// Organizations and groups.
import type { Desk } from "../desk.ts";
import { groupObject, groups } from "../groups.ts";
import type { DeskGroup } from "../groups.ts";
import { elementAt } from "../listing.ts";
import { companyOfExternalId, organizationExternalId, organizationObject, organizationTags } from "../organization.ts";
import type { CompanyRow } from "../../world.ts";
import type { Clause } from "./parse-search.ts";
import { createRecordSearch } from "./record-search.ts";
import type { RecordSource } from "./record-search.ts";
import { searchable, textMatcher } from "./text-match.ts";
import { timeMatcher } from "./time-match.ts";
import type { TypeSearch } from "./type-search.ts";

interface Named {
  readonly updatedAt: number;
  readonly name: string;
}

export function createOrganizationSearch(desk: Desk): TypeSearch {
  const { companies } = desk.world;
  const source: RecordSource<CompanyRow> = {
    type: "organization",
    size: companies.size,
    at: (serial) => companies.at(serial),
    createdAt: (company) => company.createdAt,
    updatedAt: (company) => company.updatedAt,
    render: organizationObject,
    candidates(clauses) {
      const named = clauses.filter((clause) => clause.keyword === "external_id" && !clause.isNegated);
      if (named.length === 0) return null;
      return named
        .map((clause) => companyOfExternalId(clause.value, companies.size))
        .filter((serial) => serial !== null);
    },
    meaning(clause) {
      const matches = textMatcher(clause.value, clause.isQuoted);
      switch (clause.keyword) {
        case null:
          return (company) => matches(searchable(company.name, company.domain));
        case "external_id":
          return (company) => organizationExternalId(company.serial) === clause.value;
        case "tags":
          return (company) => organizationTags(company).includes(clause.value.toLowerCase());
        default:
          return namedMeaning(clause, desk.now());
      }
    },
  };
  return createRecordSearch(source, desk.now);
}

export function createGroupSearch(desk: Desk): TypeSearch {
  const named = groups.map((group) => ({ ...group, updatedAt: group.createdAt }));
  const source: RecordSource<DeskGroup & Named> = {
    type: "group",
    size: named.length,
    at: (serial) => elementAt(named, serial),
    createdAt: (group) => group.createdAt,
    updatedAt: (group) => group.updatedAt,
    render: groupObject,
    candidates: () => null,
    meaning: (clause) => namedMeaning(clause.keyword === null ? { ...clause, keyword: "name" } : clause, desk.now()),
  };
  return createRecordSearch(source, desk.now);
}

function namedMeaning(clause: Clause, nowMs: number): ((record: Named) => boolean) | null {
  switch (clause.keyword) {
    case "name": {
      const matches = textMatcher(clause.value, clause.isQuoted);
      return (record) => matches(searchable(record.name));
    }
    case "updated": {
      const matches = timeMatcher(clause, nowMs);
      return (record) => matches(record.updatedAt);
    }
    default:
      return null;
  }
}
