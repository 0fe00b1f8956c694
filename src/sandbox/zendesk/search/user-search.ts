// https://support.zendesk.com/hc/en-us/articles/4408886879258 (user property keywords)
import { companyMatcher } from "./company-match.ts";
import type { Desk } from "../desk.ts";
import type { DeskUser, Directory } from "../directory.ts";
import { userObject } from "../user.ts";
import type { Clause } from "./parse-search.ts";
import { createRecordSearch } from "./record-search.ts";
import type { RecordSource } from "./record-search.ts";
import { searchable, textMatcher } from "./text-match.ts";
import { timeMatcher } from "./time-match.ts";
import type { TypeSearch } from "./type-search.ts";

export function createUserSearch(desk: Desk): TypeSearch {
  const { directory } = desk;
  const source: RecordSource<DeskUser> = {
    type: "user",
    size: directory.size,
    version: () => desk.world.deskUsers.edits.length,
    at: (position) => directory.at(position),
    createdAt: (user) => user.createdAt,
    updatedAt: (user) => user.updatedAt,
    render: userObject,
    candidates: (clauses) =>
      indexed(clauses, isEmailClause, (email) => directory.withEmail(email)) ??
      indexed(clauses, isExternalIdClause, (externalId) => directory.withExternalId(externalId)),
    meaning: (clause) => meaning(clause, desk),
    quickMeaning: (clause) => (clause.keyword === "role" ? hasRole(clause.value, directory) : null),
  };
  return createRecordSearch(source, desk.now);
}

/** Tells whether a user's name holds the words of `value`. */
export function nameMatcher(value: string, isQuoted: boolean): (user: DeskUser) => boolean {
  const matches = textMatcher(value, isQuoted);
  return (user) => matches(searchable(user.name));
}

function meaning(clause: Clause, desk: Desk): ((user: DeskUser) => boolean) | null {
  const { value, isQuoted } = clause;
  const isNone = value.toLowerCase() === "none" && !isQuoted;
  switch (clause.keyword) {
    case null:
      return isEmailClause(clause) ? hasEmail(value) : freeText(clause);
    case "email":
      return isNone ? (user) => user.email === null : hasEmail(value);
    case "external_id":
      return (user) => user.externalId === (isNone ? null : value);
    case "name":
      return nameMatcher(value, isQuoted);
    case "phone":
      return isNone ? (user) => user.phone === null : hasPhone(value);
    case "organization":
      return companyMatches(clause, desk);
    case "tags":
      return () => isNone; // users carry no tags here
    case "updated": {
      const matches = timeMatcher(clause, desk.now());
      return (user) => matches(user.updatedAt);
    }
    default:
      return null;
  }
}

function hasRole(value: string, directory: Directory): (position: number) => boolean {
  const role = value.toLowerCase();
  if (role === "end-user") return (position) => position >= directory.staffSize;
  return (position) => position < directory.staffSize && directory.at(position).role === role;
}

function hasEmail(value: string): (user: DeskUser) => boolean {
  const wanted = value.toLowerCase();
  return (user) => user.email?.toLowerCase() === wanted;
}

function hasPhone(value: string): (user: DeskUser) => boolean {
  const wanted = value.replaceAll(/\D/g, "");
  return (user) => wanted !== "" && user.phone?.replaceAll(/\D/g, "") === wanted;
}

function companyMatches(clause: Clause, desk: Desk): (user: DeskUser) => boolean {
  const matches = companyMatcher(clause, desk.world);
  return (user) => matches(user.company);
}

function freeText(clause: Clause): (user: DeskUser) => boolean {
  const matches = textMatcher(clause.value, clause.isQuoted);
  return (user) => matches(searchable(user.name, user.email, user.phone, user.externalId));
}

/** An address alone, as most searches for people are, is looked up and not scanned for. */
function isEmailClause(clause: Clause): boolean {
  return clause.keyword === "email" || (clause.keyword === null && /^[^\s@]+@[^\s@]+$/.test(clause.value));
}

function isExternalIdClause(clause: Clause): boolean {
  return clause.keyword === "external_id";
}

/** The records that the positive clauses of one kind name, or null when there is none of them, or one says `none`. */
function indexed(
  clauses: readonly Clause[],
  isOfKind: (clause: Clause) => boolean,
  find: (value: string) => readonly number[],
): readonly number[] | null {
  const named = clauses.filter((clause) => isOfKind(clause) && !clause.isNegated && clause.operator === ":");
  if (named.length === 0 || named.some((clause) => clause.value.toLowerCase() === "none")) return null;
  return [...new Set(named.flatMap((clause) => find(clause.value)))];
}
