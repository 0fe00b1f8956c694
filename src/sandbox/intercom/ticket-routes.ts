// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/tickets
import { searchableContacts } from "./contact-fields.ts";
import { notFound } from "./errors.ts";
import { threadIds } from "./ids.ts";
import { readBody } from "./inputs.ts";
import { ticketPart } from "./part-object.ts";
import { contactNamed, partOfReply, replyBody } from "./reply-bodies.ts";
import type { ContactNames } from "./reply-bodies.ts";
import type { Route } from "./router.ts";
import { searchedPage } from "./search-route.ts";
import { createSearch } from "./search/search.ts";
import { searchableTickets } from "./ticket-fields.ts";
import { ticketObject } from "./ticket-object.ts";
import { ticketTypeObject, ticketTypes, ticketTypeWith } from "./ticket-types.ts";
import { answered, createTicketBody, newTicket, updated, updateTicketBody } from "./ticket-writes.ts";
import type { Workspace } from "./workspace.ts";

const defaultPageSize = 20;

/** There is no list of tickets: they are searched for. */
export function addTicketRoutes(route: Route, workspace: Workspace): void {
  const { tickets, options, world } = workspace;
  const book = world.books.intercom;
  const search = createSearch(searchableTickets(tickets, book), options);
  const contacts = createSearch(searchableContacts(workspace.contacts, book), options);

  route("POST", "/tickets/search", async (call) => {
    const { serials, totalCount, pages } = await searchedPage(search, call, defaultPageSize);
    const found = serials.flatMap((serial) => tickets.get(serial) ?? []);
    return {
      type: "ticket.list",
      pages,
      total_count: totalCount,
      tickets: found.map((ticket) => ticketObject(ticket, workspace)),
    };
  });

  route("GET", "/tickets/:id", (call) => ticketObject(workspace.ticket(call.id("id")), workspace));

  route("POST", "/tickets", async (call) => {
    const body = readBody(createTicketBody, call.body);
    const [given] = body.contacts;
    const { serial: contact } = await contactNamed(namesOf(given ?? {}), workspace, contacts);
    if (body.company_id !== undefined) workspace.company(body.company_id);
    const ticket = newTicket(body, contact, workspace);
    return ticketObject(
      tickets.add((serial) => ({ ...ticket, serial })),
      workspace,
    );
  });

  route("PUT", "/tickets/:id", (call) => {
    const ticket = workspace.ticket(call.id("id"));
    const body = readBody(updateTicketBody, call.body);
    if (typeof body.company_id === "string") workspace.company(body.company_id);
    const changed = updated(ticket, body, workspace);
    tickets.put(ticket.serial, changed);
    return ticketObject(changed, workspace);
  });

  route("POST", "/tickets/:id/reply", async (call) => {
    const { serial } = workspace.ticket(call.id("id"));
    const part = await partOfReply(readBody(replyBody, call.body), workspace, contacts);
    // Read again: looking for the contact may have taken a while.
    const changed = answered(workspace.ticket(threadIds.idOf(serial)), part);
    tickets.put(serial, changed);
    const added = changed.parts.at(-1);
    if (added === undefined) throw new RangeError(`ticket ${serial} lost its reply`);
    return ticketPart(serial, added, workspace);
  });

  route("DELETE", "/tickets/:id", (call) => {
    const { serial } = workspace.ticket(call.id("id"));
    tickets.remove(serial);
    return { id: threadIds.idOf(serial), object: "ticket", deleted: true };
  });

  route("GET", "/ticket_types", () => ({
    type: "list",
    data: ticketTypes.map((type) => ticketTypeObject(type, true)),
  }));

  route("GET", "/ticket_types/:id", (call) => {
    const type = ticketTypeWith(call.id("id"));
    if (type === null) throw notFound("Ticket type not found");
    return ticketTypeObject(type, true);
  });
}

function namesOf(given: {
  readonly id?: string;
  readonly external_id?: string;
  readonly email?: string;
}): ContactNames {
  return { id: given.id, externalId: given.external_id, email: given.email };
}
