// What each keyword says about a ticket.
import type { TicketRow } from "../../world.ts";
import type { Desk } from "../desk.ts";
import { groups } from "../groups.ts";
import { groupIds, ticketIds } from "../ids.ts";
import type { TicketFacts } from "../ticket-facts.ts";
import { priorities, statuses, ticketTypeOf, viaChannel } from "../ticket.ts";
import type { Condition } from "./combine.ts";
import { companyMatcher } from "./company-match.ts";
import type { Clause, Operator } from "./parse-search.ts";
import type { PeopleFinder } from "./people-finder.ts";
import { searchable, textMatcher } from "./text-match.ts";
import { timeMatcher } from "./time-match.ts";

/** Gives the meaning of a clause, its negation aside; null when tickets have no such property. */
export function createTicketMeaning(
  desk: Desk,
  facts: TicketFacts,
  people: PeopleFinder,
): (clause: Clause) => Condition | null {
  const { world, directory } = desk;
  const quick = (test: (serial: number) => boolean): Condition => ({ isCostly: false, test });
  const costly = (test: (row: TicketRow) => boolean): Condition => ({
    isCostly: true,
    test: (serial) => test(world.tickets.at(serial)),
  });
  const requesterOf = (serial: number) => directory.at(directory.ofEndUser(facts.requester(serial)));

  return (clause) => {
    const { value, operator, isQuoted } = clause;
    const word = value.toLowerCase();
    const isNone = word === "none" && !isQuoted;
    switch (clause.keyword) {
      case null: {
        const matches = textMatcher(value, isQuoted);
        const isNumber = /^\d{1,15}$/.test(value);
        return costly((row) => (isNumber && ticketIds.idOf(row.serial) === Number(value)) || matches(textOf(row)));
      }
      case "status":
        return quick(
          rankTest(
            facts.status,
            statuses.findIndex((status) => status === word),
            operator,
          ),
        );
      case "priority": {
        if (isNone) return quick((serial) => facts.priority(serial) === 0);
        const holds = rankTest(
          facts.priority,
          priorities.findIndex((priority) => priority === word) + 1 || -1,
          operator,
        );
        return quick((serial) => facts.priority(serial) > 0 && holds(serial));
      }
      case "ticket_type":
        return quick((serial) => (ticketTypeOf(serial) ?? "none") === word);
      case "requester":
      case "submitter": {
        const wanted = new Set(people.endUsers(clause));
        return quick((serial) => wanted.has(facts.requester(serial)));
      }
      case "assignee": {
        if (isNone) return quick((serial) => facts.assignee(serial) < 0);
        const wanted = new Set(people.agents(clause));
        return quick((serial) => wanted.has(facts.assignee(serial)));
      }
      case "group": {
        const matches = textMatcher(value, isQuoted);
        const wanted = new Set(
          groups
            .filter((group) => groupIds.idOf(group.index) === Number(value) || matches(searchable(group.name)))
            .map((group) => group.index),
        );
        return quick((serial) => wanted.has(groupOf(facts.assignee(serial), desk)));
      }
      case "organization": {
        const matches = companyMatcher(clause, world);
        return { isCostly: true, test: (serial) => matches(requesterOf(serial).company) };
      }
      case "via":
        return { isCostly: true, test: (serial) => viaChannel(serial, requesterOf(serial)) === word };
      case "tags":
        if (isNone) return costly((row) => row.tags.length === 0);
        return costly((row) => value.split(/\s+/).every((tag) => row.tags.includes(tag.toLowerCase())));
      case "subject":
      case "description": {
        const matches = textMatcher(value, isQuoted);
        const isSubject = clause.keyword === "subject";
        return costly((row) => matches(searchable(isSubject ? row.subject : row.description)));
      }
      case "external_id":
        return quick(() => isNone); // no ticket has one here
      case "created":
        return quickTime(facts.createdAt, clause, desk.now());
      case "updated":
        return quickTime(facts.updatedAt, clause, desk.now());
      default:
        return null;
    }
  };
}

/** The group that the ticket lies in: its assignee's, else the default one. */
export function groupOf(assignee: number, desk: Desk): number {
  return assignee < 0 ? 0 : (desk.directory.at(desk.directory.ofAgent(assignee)).group ?? 0);
}

/** Free words look into subject, description and comments. */
function textOf(row: TicketRow): string {
  return searchable(row.subject, row.description, ...row.comments.map((comment) => comment.body));
}

function quickTime(timeOf: (serial: number) => number, clause: Clause, nowMs: number): Condition {
  const matches = timeMatcher(clause, nowMs);
  return { isCostly: false, test: (serial) => matches(timeOf(serial)) };
}

/** `rank` is -1 for a word that is none of the values: nothing is equal to it, below it or above it. */
function rankTest(rankOf: (serial: number) => number, rank: number, operator: Operator): (serial: number) => boolean {
  if (rank < 0) return () => false;
  switch (operator) {
    case ":":
      return (serial) => rankOf(serial) === rank;
    case "<":
      return (serial) => rankOf(serial) < rank;
    case "<=":
      return (serial) => rankOf(serial) <= rank;
    case ">":
      return (serial) => rankOf(serial) > rank;
    case ">=":
      return (serial) => rankOf(serial) >= rank;
  }
}
