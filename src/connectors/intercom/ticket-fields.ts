// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations/conversation
// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/tickets/ticket
import { id, oneOf, text } from "../../mapping/converters.ts";
import { epochSeconds } from "../../mapping/dates.ts";
import type { Ticket } from "../../mapping/entities.ts";
import { at, combined, firstOf, type Converter, type Field, type FieldMap } from "../../mapping/field-map.ts";
import { plainText } from "../../mapping/plain-text.ts";
import type { TicketPriority, TicketStatus } from "../../generated/types.ts";
import { ticketId } from "./ticket-id.ts";

/** A conversation's `state`. Snoozed, it waits for a time or for the customer; which, Intercom does not say. */
export const conversationStatus = oneOf<TicketStatus>({ open: "OPEN", snoozed: "ON_HOLD", closed: "CLOSED" });

/** The `category` of a ticket's state, while the ticket is open. */
export const ticketStatus = oneOf<TicketStatus>({
  submitted: "NEW",
  in_progress: "OPEN",
  waiting_on_customer: "PENDING",
  resolved: "SOLVED",
});

/** A conversation's; tickets have none. */
export const conversationPriority = oneOf<TicketPriority>({ priority: "HIGH", not_priority: "NORMAL" });

/** A ticket can be closed in any state; resolved, it is over in the way that the state says. */
const status: Field<TicketStatus | null> = combined(
  ["state", "ticket_state.category", "open"],
  ([state, category, isOpen], context) => {
    if (state !== undefined && state !== null) return conversationStatus(state, context, "state");
    const isKnown = category !== undefined && category !== null;
    const status = isKnown ? ticketStatus(category, context, "ticket_state.category") : null;
    return isOpen === false && status !== "SOLVED" ? "CLOSED" : status;
  },
);

/** Subjects and messages are HTML; what holds no words is none. */
const words: Converter<string | null> = (value, context, path) => plainText(value, context, path) || null;

/** An admin's, a number in conversations and text in tickets; 0 is nobody. */
const assignee: Converter<string | null> = (value, context, path) => {
  const admin = id(value, context, path);
  return admin === "0" ? null : admin;
};

const tags: Field<readonly string[] | null> = combined(["tags.tags"], ([value], context) => {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value)) throw new Error("should be a list of tags");
  return value.map((tag: unknown) => tagName.read(tag, context)).filter((name) => name !== null);
});
const tagName = at("name", text);

export const ticketFields: FieldMap<Ticket> = {
  id: ticketId,
  subject: firstOf(["source.subject", "title", "ticket_attributes._default_title_"], words),
  description: firstOf(["source.body", "ticket_attributes._default_description_"], words),
  status,
  priority: at("priority", conversationPriority),
  tags,
  requesterId: at("contacts.contacts.0.id", id), // of a group the first, who began it
  assigneeId: at("admin_assignee_id", assignee),
  createdAt: at("created_at", epochSeconds),
  updatedAt: at("updated_at", epochSeconds),
};
