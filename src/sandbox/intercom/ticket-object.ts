import { contactReference } from "./contact-object.ts";
import { adminIds, contactIds, inboxNumber, teamIds, threadIds } from "./ids.ts";
import { ticketParts } from "./part-object.ts";
import type { People } from "./part-object.ts";
import { stateObject, ticketStates, ticketTypeObject, ticketTypes } from "./ticket-types.ts";
import type { Ticket } from "./ticket.ts";

/** The ticket, with its parts, as it is read and found. */
export function ticketObject(ticket: Ticket, people: People): Record<string, unknown> {
  const contact = people.contacts.get(ticket.contact);
  const [type, state] = [ticketTypes[ticket.type], ticketStates[ticket.state]];
  if (type === undefined || state === undefined) throw new RangeError(`ticket ${ticket.serial} has no type or state`);
  return {
    type: "ticket",
    id: threadIds.idOf(ticket.serial),
    ticket_id: inboxNumber(ticket.serial),
    ticket_attributes: ticket.attributes,
    ticket_state: stateObject(state),
    ticket_type: ticketTypeObject(type, false),
    contacts: {
      type: "contact.list",
      contacts: [
        contact === null
          ? { type: "contact", id: contactIds.idOf(ticket.contact), external_id: null }
          : contactReference(contact),
      ],
    },
    admin_assignee_id: assigneeId(ticket.admin, adminIds.idOf),
    team_assignee_id: assigneeId(ticket.team, teamIds.idOf),
    created_at: ticket.createdAt,
    updated_at: ticket.updatedAt,
    ticket_parts: ticketParts(ticket.serial, ticket.parts, people),
    open: ticket.isOpen,
    ...(ticket.snoozedUntil !== null && { snoozed_until: ticket.snoozedUntil }),
    linked_objects: { type: "list", data: [], total_count: 0, has_more: false },
    category: type.category,
    is_shared: ticket.isShared,
  };
}

/** Of tickets, unlike of conversations, nobody is `"0"`. */
export function assigneeId(index: number | null, idOf: (index: number) => string): string {
  return index === null ? "0" : idOf(index);
}
