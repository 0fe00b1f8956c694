// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/tickets/searchtickets
import type { DeskBook } from "../world.ts";
import { threadLookups } from "./conversation-fields.ts";
import { adminIds, contactIds, teamIds, threadIds, ticketAttributeIds, ticketTypeIds } from "./ids.ts";
import { field } from "./search/searchable.ts";
import type { Field, FieldValue, Searchable } from "./search/searchable.ts";
import type { Stock } from "./stock.ts";
import { assigneeId } from "./ticket-object.ts";
import { descriptionAttribute, ticketTypes, titleAttribute } from "./ticket-types.ts";
import { categoryOf } from "./ticket.ts";
import type { Ticket } from "./ticket.ts";

/** Searches have words of their own for the categories. */
const categoryWords = { Customer: "request", "Back-office": "task" } as const;
const attributePrefix = "ticket_attribute.";

const fields: Readonly<Record<string, Field<Ticket>>> = {
  id: field("string", ({ serial }) => threadIds.idOf(serial)),
  created_at: field("date", ({ createdAt }) => createdAt),
  updated_at: field("date", ({ updatedAt }) => updatedAt),
  title: field("string", ({ attributes }) => scalar(attributes[titleAttribute])),
  description: field("string", ({ attributes }) => scalar(attributes[descriptionAttribute])),
  category: field("string", ({ type }) => categoryWords[ticketTypes[type]?.category ?? "Customer"]),
  ticket_type_id: field("string", ({ type }) => ticketTypeIds.idOf(type)),
  contact_ids: field("string", ({ contact }) => contactIds.idOf(contact)),
  teammate_ids: field("string", ({ parts }) => [
    ...new Set(parts.flatMap(({ author }) => (author.kind === "admin" ? [adminIds.idOf(author.index)] : []))),
  ]),
  admin_assignee_id: field("string", ({ admin }) => assigneeId(admin, adminIds.idOf)),
  team_assignee_id: field("string", ({ team }) => assigneeId(team, teamIds.idOf)),
  open: field("boolean", ({ isOpen }) => isOpen),
  state: field("string", ({ state }) => categoryOf(state)),
  snoozed_until: field("date", ({ snoozedUntil }) => snoozedUntil),
};

export function searchableTickets(stock: Stock<Ticket>, book: DeskBook): Searchable<Ticket> {
  const { id, contact_ids } = threadLookups(book);
  return {
    stock,
    comparesDays: false,
    field: (name) => (Object.hasOwn(fields, name) ? (fields[name] ?? null) : attributeField(name)),
    lookups: { ...(id !== undefined && { id }), ...(contact_ids !== undefined && { contact_ids }) },
  };
}

/** `ticket_attribute.{id}`: the id is that of the attribute of one type. */
function attributeField(name: string): Field<Ticket> | null {
  if (!name.startsWith(attributePrefix)) return null;
  const index = ticketAttributeIds.serialOf(name.slice(attributePrefix.length));
  for (const type of ticketTypes) {
    const attribute = type.attributes.find((one) => one.index === index);
    if (attribute === undefined) continue;
    return field("string", (ticket) => (ticket.type === type.index ? scalar(ticket.attributes[attribute.name]) : null));
  }
  return null;
}

function scalar(value: unknown): FieldValue {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}
