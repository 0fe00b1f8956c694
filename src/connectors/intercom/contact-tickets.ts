// The tickets of many contacts by one search a kind.
import { valueAtPath } from "../../mapping/field-map.ts";
import { idAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { Related, RelatedRecords, RelatedRequest } from "../contract.ts";
import { inChunks } from "../in-chunks.ts";
import { countOption } from "../options.ts";
import { isContactId } from "./contact.ts";
import { dateOrders } from "./dates.ts";
import { BATCH_SIZE, PAGE_SIZE } from "./search.ts";
import { ticketFilters, ticketSearches, type TicketSearch } from "./ticket-kinds.ts";
import { nextReader, positionOf, readMerged } from "./ticket-merge.ts";
import { createTicketReader, START } from "./ticket-reader.ts";

/** "source": a contact of many years has hundreds of conversations, of which a page shows five. */
export const ticketsOfContacts: Related = {
  batchSize: BATCH_SIZE,
  arrangedBy: "source",
  filters: ticketFilters,
  orders: dateOrders,
  defaultOrder: { field: "updatedAt", direction: "DESC" },
  async find(http, parentIds, request) {
    const searches = ticketSearches(request.filter);
    if (searches.length === 0) return new Map();
    const parts = await inChunks(parentIds.filter(isContactId), countOption(http, "valuesPerSearch"), (chunk) => {
      const [only, ...others] = chunk;
      return only !== undefined && others.length === 0
        ? findAlone(http, only, searches, request).then((found) => [[only, found] as const])
        : findTogether(http, chunk, searches, request);
    });
    return new Map(parts.flat());
  },
};

type Entry = readonly [contact: string, found: RelatedRecords];

function ofContacts(searches: readonly TicketSearch[], contacts: readonly string[]): TicketSearch[] {
  return searches.map((search) => ({
    ...search,
    conditions: [{ field: "contact_ids", operator: "IN", value: contacts }, ...search.conditions],
  }));
}

function findAlone(
  http: Http,
  contact: string,
  searches: readonly TicketSearch[],
  { order, after, first }: RelatedRequest,
): Promise<RelatedRecords> {
  return readMerged(http, ofContacts(searches, [contact]), { order, after, count: first });
}

/**
 * Reads the common searches until each contact has one ticket more than asked for, or all are read. Where it would take
 * as many calls to read on as to ask for those alone who lack some, they are asked for alone.
 */
async function findTogether(
  http: Http,
  contacts: readonly string[],
  searches: readonly TicketSearch[],
  request: RelatedRequest,
): Promise<Entry[]> {
  const { order, first } = request;
  const readers = ofContacts(searches, contacts).map((search) =>
    createTicketReader(http, search, { order, place: START, count: PAGE_SIZE }),
  );
  const piles = new Map(contacts.map((contact) => [contact, createPile(readers.length)]));
  let lacking = contacts;
  while (true) {
    if (readers.some(({ isEmpty }) => isEmpty)) {
      lacking = contacts.filter((contact) => (piles.get(contact)?.records.length ?? 0) <= first);
      const pagesLeft = readers.reduce((sum, reader) => sum + reader.pagesLeft, 0);
      if (lacking.length === 0 || (pagesLeft > 0 && lacking.length * readers.length <= pagesLeft)) break;
      await Promise.all(readers.map((reader) => reader.fill()));
    }
    const reader = nextReader(readers, order);
    if (reader === undefined) {
      lacking = [];
      break;
    }
    const record = reader.take();
    for (const contact of contactsOf(record)) piles.get(contact)?.put(record, readers.indexOf(reader));
  }
  const alone = await Promise.all(
    lacking.map(async (contact): Promise<Entry> => [contact, await findAlone(http, contact, searches, request)]),
  );
  return [...[...piles].map(([contact, pile]): Entry => [contact, pile.cutAt(first)]), ...alone];
}

function contactsOf(record: unknown): string[] {
  const contacts = valueAtPath(record, ["contacts", "contacts"]);
  return Array.isArray(contacts)
    ? contacts.map((contact: unknown) => idAt(contact, "id")).filter((id) => id !== null)
    : [];
}

/** One contact's tickets of the common searches; their positions are of the contact's own. */
function createPile(searches: number) {
  const passed = Array.from({ length: searches }, () => 0);
  const known = new Set<string>();
  const records: unknown[] = [];
  const positions: string[] = [];
  return {
    records,
    put(record: unknown, search: number): void {
      const key = `${search}/${idAt(record, "id") ?? records.length}`;
      if (known.has(key)) return; // a ticket that changes between two pages can be on both
      known.add(key);
      passed[search] = (passed[search] ?? 0) + 1;
      records.push(record);
      positions.push(positionOf(passed.map((skip) => ({ ...START, skip }))));
    },
    cutAt(first: number): RelatedRecords {
      return {
        records: records.slice(0, first),
        positions: positions.slice(0, first),
        hasMore: records.length > first,
      };
    },
  };
}
