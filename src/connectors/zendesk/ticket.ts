import type { Ticket } from "../../mapping/entities.ts";
import type { EntitySource, Order } from "../contract.ts";
import { ticketsOfRequesters } from "./requester-tickets.ts";
import { searchableList } from "./searchable-list.ts";
import { showMany } from "./show-many.ts";
import { ticketSums } from "./ticket-sums.ts";
import { textSearch } from "./text-search.ts";
import { ticketFields, ticketFilters } from "./ticket-fields.ts";

// Ids are given in the order of creation; the plain list has no other sort for it.
function sortOf(order: Order | null): string {
  if (order === null) return "-id";
  return `${order.direction === "DESC" ? "-" : ""}${order.field === "updatedAt" ? "updated_at" : "id"}`;
}

export const ticket: EntitySource<Ticket> = {
  fields: ticketFields,
  getMany: (http, ids) => showMany(http, "tickets", ids),
  list: searchableList({
    type: "ticket",
    fields: ticketFields,
    filters: ticketFilters,
    path: "/api/v2/tickets",
    key: "tickets",
    query: {},
    terms: [],
    sortOf,
  }),
  sums: ticketSums,
  related: { Contact: ticketsOfRequesters },
  search: textSearch(["type:ticket"]),
};
