// https://support.zendesk.com/hc/en-us/articles/4408886879258 (ticket property keywords)
import type { Desk } from "../desk.ts";
import type { Listing } from "../listing.ts";
import type { TicketFacts } from "../ticket-facts.ts";
import { sortSerials } from "../ticket-index.ts";
import type { TicketOrder } from "../ticket-index.ts";
import { ticketObject } from "../ticket.ts";
import { combine } from "./combine.ts";
import type { Clause } from "./parse-search.ts";
import { createPeopleFinder } from "./people-finder.ts";
import type { PeopleFinder } from "./people-finder.ts";
import { createTicketMeaning } from "./ticket-meaning.ts";
import type { SortField, TypeSearch } from "./type-search.ts";

export function createTicketSearch(desk: Desk): TypeSearch {
  const { world, directory, ticketIndex } = desk;
  const people = createPeopleFinder(desk);

  return {
    type: "ticket",
    async plan(clauses, sortField) {
      const candidates = ticketsNamed(clauses, people, desk);
      const facts = candidates === null ? await ticketIndex.facts() : ticketIndex.availableFacts;
      const filter = combine(clauses, createTicketMeaning(desk, facts, people));
      if (filter === null) return null;
      return {
        serials: await inOrder(candidates, facts, orderOf(sortField), desk),
        filter,
        hit: (serial) => ({
          type: "ticket",
          serial,
          createdAt: facts.createdAt(serial),
          updatedAt: facts.updatedAt(serial),
        }),
      };
    },
    render: (serial, origin) => ticketObject(world.tickets.at(serial), directory, origin),
  };
}

/** The tickets of the requesters or submitters named; null when the query names neither. */
function ticketsNamed(clauses: readonly Clause[], people: PeopleFinder, desk: Desk): readonly number[] | null {
  const named = clauses.filter((clause) => !clause.isNegated && clause.operator === ":");
  const keyword = named.find((clause) => clause.keyword === "requester" || clause.keyword === "submitter")?.keyword;
  if (keyword === undefined) return null;
  const serials = named
    .filter((clause) => clause.keyword === keyword)
    .flatMap((clause) => people.endUsers(clause))
    .flatMap((requester) => desk.world.tickets.of(requester));
  return [...new Set(serials)].sort((left, right) => left - right);
}

async function inOrder(
  candidates: readonly number[] | null,
  facts: TicketFacts,
  order: TicketOrder,
  desk: Desk,
): Promise<Listing<number>> {
  return candidates === null ? desk.ticketIndex.sorted(order) : sortSerials(candidates, facts, order);
}

function orderOf(field: SortField): TicketOrder {
  return field === "created_at" ? "id" : field;
}
