// What was said in a conversation or on a ticket: the first message and the parts, which come with the thing itself.
// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations/retrieveconversation
import { id, text } from "../../mapping/converters.ts";
import { epochSeconds } from "../../mapping/dates.ts";
import type { TicketComment } from "../../mapping/entities.ts";
import { at, combined, valueAtPath, type Converter, type Field, type FieldMap } from "../../mapping/field-map.ts";
import { plainText } from "../../mapping/plain-text.ts";
import { recordIn, recordsAt } from "../../mapping/reply.ts";
import type { EntitySource, Related } from "../contract.ts";
import { parseTicketId, type TicketType } from "./ticket-id.ts";
import { collections } from "./ticket-kinds.ts";

/**
 * The types of parts that may hold words, and whether the customer sees them; null where Intercom does not say. All
 * others are events. A reply that reopens a conversation is an `open`, a last word a `close`; without words they are
 * events too.
 */
const VISIBLE: ReadonlyMap<unknown, boolean | null> = new Map<string, boolean | null>([
  ["comment", true],
  ["quick_reply", true],
  ["open", true],
  ["close", true],
  ["note", false],
  ["note_and_reopen", false],
  ["assignment", null],
  ["assign_and_reopen", null],
]);

const isVisible: Converter<boolean | null> = (value, context, path) => VISIBLE.get(text(value, context, path)) ?? null;

/** Teams and bots speak too, and are nobody in the lists of people. */
const PEOPLE: ReadonlySet<unknown> = new Set(["admin", "user", "lead", "contact"]);

const authorId: Field<string | null> = combined(["part.author.id", "part.author.type"], ([value, type], context) => {
  if (value === undefined || value === null || value === "") return null;
  const author = id(value, context, "part.author.id");
  return PEOPLE.has(type) ? author : null;
});

// A record is a part beside our id of the ticket that it is of.
const fields: FieldMap<TicketComment> = {
  id: combined(
    ["part.id", "ticketId"],
    ([part, ticket], context) => `${String(ticket)}-${id(part, context, "part.id")}`,
  ),
  body: at("part.body", plainText),
  isPublic: at("part.part_type", isVisible),
  authorId,
  createdAt: at("part.created_at", epochSeconds),
};

function saysSomething(part: unknown): boolean {
  const body = valueAtPath(part, ["body"]);
  const attachments = valueAtPath(part, ["attachments"]);
  const isFull = typeof body === "string" ? body.trim() !== "" : body !== undefined && body !== null;
  return isFull || (Array.isArray(attachments) && attachments.length > 0);
}

/** A conversation's first message is not among its parts, whose numbers begin at 1. */
function firstMessage(conversation: unknown): unknown[] {
  const source = valueAtPath(conversation, ["source"]);
  if (typeof source !== "object" || source === null || !saysSomething(source)) return [];
  const createdAt = valueAtPath(conversation, ["created_at"]);
  return [{ ...source, id: 0, part_type: "comment", created_at: createdAt }];
}

/** Of more than 500 parts the newest 500: the others can't be had. */
function partsOf(type: TicketType, record: unknown): unknown[] {
  const parts = recordsAt(
    record,
    type === "conversation" ? "conversation_parts.conversation_parts" : "ticket_parts.ticket_parts",
  );
  const said = parts.filter((part) => VISIBLE.has(valueAtPath(part, ["part_type"])) && saysSomething(part));
  return type === "conversation" ? [...firstMessage(record), ...said] : said;
}

/** "core": all of a ticket's parts come at once, in no order that could be asked for. */
const ofTicket: Related = {
  batchSize: 1,
  arrangedBy: "core",
  filters: {},
  orders: { createdAt: ["ASC", "DESC"] },
  defaultOrder: { field: "createdAt", direction: "ASC" },
  async find(http, ticketIds) {
    const found = ticketIds.map(async (ticketId) => {
      const address = parseTicketId(ticketId);
      if (address === null) return [];
      const record = await http.getOptional(`${collections[address.type].path}/${address.id}`);
      if (record === undefined) return [];
      const records = partsOf(address.type, recordIn(record)).map((part) => ({ ticketId, part }));
      return [[ticketId, { records, hasMore: false }] as const];
    });
    return new Map((await Promise.all(found)).flat());
  },
};

export const ticketComment: EntitySource<TicketComment> = { fields, related: { Ticket: ofTicket } };
