// Conversations and tickets, which are both a Ticket of ours.
import type { Ticket } from "../../mapping/entities.ts";
import type { Http } from "../../upstream/http.ts";
import type { EntitySource, List } from "../contract.ts";
import { NO_RECORDS } from "../no-records.ts";
import { ticketsOfContacts } from "./contact-tickets.ts";
import { dateOrders } from "./dates.ts";
import { PAGE_SIZE, searchIn, searchPage } from "./search.ts";
import { ticketFields } from "./ticket-fields.ts";
import { parseTicketId, type TicketType } from "./ticket-id.ts";
import { collections, ticketFilters, ticketSearches } from "./ticket-kinds.ts";
import { readMerged } from "./ticket-merge.ts";

async function readById(http: Http, ids: readonly string[]): Promise<unknown[]> {
  const addresses = ids.map(parseTicketId).filter((address) => address !== null);
  const read = (type: TicketType): Promise<unknown[]> => {
    const ofType = addresses.filter((address) => address.type === type);
    const numbers = ofType.map(({ id }) => id);
    return searchIn(http, collections[type], "id", numbers);
  };
  return (await Promise.all([read("conversation"), read("ticket")])).flat();
}

/** Both kinds in one order, by default the newest first. */
const list: List = {
  pageSize: PAGE_SIZE,
  filters: ticketFilters,
  orders: dateOrders,
  async read(http, { filter, order, after, size }) {
    const searches = ticketSearches(filter);
    if (searches.length === 0) return NO_RECORDS;
    const asked = { order: order ?? ({ field: "createdAt", direction: "DESC" } as const), after, count: size };
    const { records, positions, hasMore } = await readMerged(http, searches, asked);
    return { records, positions, next: hasMore ? (positions.at(-1) ?? null) : null };
  },
  async count(http, filter) {
    const searches = ticketSearches(filter);
    if (!searches.every(({ isExact }) => isExact)) return null;
    const totals = searches.map(async ({ collection, conditions }) => {
      const { total } = await searchPage(http, collection, { conditions, order: null, after: null, size: 1 });
      return total;
    });
    return (await Promise.all(totals)).reduce((sum, total) => sum + total, 0);
  },
};

export const ticket: EntitySource<Ticket> = {
  fields: ticketFields,
  getMany: readById,
  list,
  related: { Contact: ticketsOfContacts },
};
