// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations/conversation_part
import type { Admins } from "./admins.ts";
import type { Contact } from "./contact.ts";
import { textOf } from "./html.ts";
import { adminIds, bot, contactIds, partId } from "./ids.ts";
import type { Stock } from "./stock.ts";
import type { Author, Part } from "./thread.ts";

/** Who there is to have said something. */
export interface People {
  readonly contacts: Stock<Contact>;
  readonly admins: Admins;
}

/** No more parts than these, the last ones, are ever answered. */
const maxParts = 500;

/** A conversation tells a user from a lead; of a ticket both are `user`. */
export function authorObject(author: Author, people: People, inTicket: boolean): Record<string, unknown> {
  switch (author.kind) {
    case "bot":
      return { type: "bot", id: bot.id, name: bot.name, email: bot.email };
    case "admin": {
      const { name, email } = people.admins.at(author.index);
      return { type: "admin", id: adminIds.idOf(author.index), name, email };
    }
    case "contact": {
      const contact = people.contacts.get(author.serial);
      return {
        type: inTicket ? "user" : (contact?.role ?? "user"),
        id: contactIds.idOf(author.serial),
        name: contact?.name ?? null,
        email: contact?.email ?? null,
      };
    }
  }
}

/** The list that a single conversation has. */
export function conversationParts(
  thread: number,
  parts: readonly Part[],
  people: People,
  isPlain: boolean,
): Record<string, unknown> {
  return {
    type: "conversation_part.list",
    conversation_parts: parts.slice(-maxParts).map((part) => ({
      type: "conversation_part",
      id: partId(thread, part.place),
      part_type: part.type,
      body: part.body !== null && isPlain ? textOf(part.body) : part.body,
      created_at: part.at,
      updated_at: part.at,
      notified_at: part.at,
      assigned_to: part.assignedTo ?? null,
      author: { ...authorObject(part.author, people, false), from_ai_agent: false, is_ai_answer: false },
      attachments: [],
      external_id: null,
      redacted: false,
      email_message_metadata: null,
      metadata: part.quickReplies === undefined ? {} : { quick_reply_options: part.quickReplies },
      state: part.state ?? "open",
      tags: [],
      event_details: null,
      app_package_code: null,
    })),
    total_count: parts.length,
  };
}

/** One part of a ticket; what it does not have is left out, as Intercom does. */
export function ticketPart(thread: number, part: Part, people: People): Record<string, unknown> {
  const { attributeChange, stateChange, assignedTo } = part;
  return {
    type: "ticket_part",
    id: partId(thread, part.place),
    part_type: part.type,
    ...(part.body !== null && { body: part.body }),
    ...(stateChange !== undefined && { ticket_state: stateChange.to, previous_ticket_state: stateChange.from }),
    created_at: part.at,
    updated_at: part.at,
    ...(assignedTo !== undefined && { assigned_to: assignedTo }),
    author: authorObject(part.author, people, true),
    attachments: [],
    redacted: false,
    ...(attributeChange !== undefined && {
      updated_attribute_data: {
        attribute: { type: "attribute", id: attributeChange.id, label: attributeChange.label },
        value: { type: "value", id: attributeChange.value, label: attributeChange.value ?? "" },
      },
    }),
  };
}

export function ticketParts(thread: number, parts: readonly Part[], people: People): Record<string, unknown> {
  return {
    type: "ticket_part.list",
    ticket_parts: parts.slice(-maxParts).map((part) => ticketPart(thread, part, people)),
    total_count: parts.length,
  };
}
