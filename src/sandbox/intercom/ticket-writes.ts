// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/tickets/updateticket
import { z } from "zod";
import { assigneeOf } from "./conversation-writes.ts";
import { IntercomError, invalid, notFound } from "./errors.ts";
import { adminIds, ticketAttributeIds, ticketStateIds } from "./ids.ts";
import { idValue, instant } from "./inputs.ts";
import { withPart } from "./thread.ts";
import type { Author, NewPart } from "./thread.ts";
import { ticketStates, ticketTypes, ticketTypeWith } from "./ticket-types.ts";
import type { TicketType } from "./ticket-types.ts";
import { categoryOf } from "./ticket.ts";
import type { AttributeValue, Ticket } from "./ticket.ts";
import type { Workspace } from "./workspace.ts";

const attributes = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.unknown())]).nullable(),
);

export const createTicketBody = z.object({
  ticket_type_id: idValue,
  contacts: z
    .array(
      z.union([z.object({ id: z.string() }), z.object({ external_id: z.string() }), z.object({ email: z.string() })]),
    )
    .length(1, "exactly one contact is allowed"),
  company_id: z.string().optional(),
  created_at: instant.optional(),
  ticket_attributes: attributes.optional(),
  assignment: z.object({ admin_assignee_id: idValue.optional(), team_assignee_id: idValue.optional() }).optional(),
  skip_notifications: z.boolean().optional(),
  conversation_to_link_id: z.undefined("the sandbox links no conversations to tickets").optional(),
});

export const updateTicketBody = z.object({
  ticket_attributes: attributes.optional(),
  ticket_state_id: idValue.optional(),
  company_id: z.string().nullish(),
  open: z.boolean().optional(),
  is_shared: z.boolean().optional(),
  snoozed_until: instant.optional(),
  admin_id: idValue.optional(),
  assignee_id: idValue.optional(),
  skip_notifications: z.boolean().optional(),
});

/** A new ticket, submitted and assigned as the body says. Throws Intercom's 400 and 404. */
export function newTicket(
  body: z.infer<typeof createTicketBody>,
  contact: number,
  { admins, now }: Workspace,
): Omit<Ticket, "serial"> {
  const type = ticketTypeWith(body.ticket_type_id);
  if (type === null) throw notFound("Ticket type not found");
  const at = body.created_at ?? now();
  return {
    type: type.index,
    state: 0,
    attributes: checkedAttributes(body.ticket_attributes ?? {}, type),
    contact,
    admin: assigneeOf("admin", body.assignment?.admin_assignee_id ?? "0", admins).admin,
    team: assigneeOf("team", body.assignment?.team_assignee_id ?? "0", admins).team,
    isOpen: true,
    isShared: type.category === "Customer",
    snoozedUntil: null,
    createdAt: at,
    updatedAt: at,
    parts: [],
  };
}

/** The ticket after a reply. */
export function answered(ticket: Ticket, part: NewPart): Ticket {
  const category = ticketTypes[ticket.type]?.category;
  if (part.author.kind === "contact" && category === "Back-office") {
    const message = "User replies are not allowed on Backoffice tickets";
    throw new IntercomError(400, { code: "parameter_mismatch", message });
  }
  return { ...ticket, parts: withPart(ticket.parts, part), updatedAt: Math.max(ticket.updatedAt, part.at) };
}

/** The ticket after a change; each thing changed is a part. Throws Intercom's 400 and 404. */
export function updated(ticket: Ticket, body: z.infer<typeof updateTicketBody>, { admins, now }: Workspace): Ticket {
  const at = now();
  const author: Author =
    body.admin_id === undefined ? { kind: "bot" } : { kind: "admin", index: admins.indexOf(body.admin_id) };
  const type = ticketTypes[ticket.type];
  if (type === undefined) throw new RangeError(`ticket ${ticket.serial} has no type`);
  let changed: Ticket = { ...ticket, updatedAt: at };
  const record = (part: Omit<NewPart, "author" | "at" | "body">): void => {
    changed = { ...changed, parts: withPart(changed.parts, { ...part, body: null, author, at }) };
  };

  for (const [name, value] of Object.entries(checkedAttributes(body.ticket_attributes ?? {}, type))) {
    if (changed.attributes[name] === value) continue;
    changed = { ...changed, attributes: { ...changed.attributes, [name]: value } };
    const index = type.attributes.find((attribute) => attribute.name === name)?.index ?? 0;
    const text = value === null ? null : String(value);
    record({
      type: "ticket_attribute_updated_by_admin",
      attributeChange: { id: ticketAttributeIds.idOf(index), label: name, value: text },
    });
  }
  if (body.ticket_state_id !== undefined) {
    const state = stateWith(body.ticket_state_id);
    const stateChange = { from: categoryOf(changed.state), to: categoryOf(state) };
    changed = { ...changed, state, isOpen: stateChange.to !== "resolved" };
    record({ type: "ticket_state_updated_by_admin", stateChange });
  }
  if (body.assignee_id !== undefined) {
    const isAdmin = body.assignee_id === "0" || adminIds.serialOf(body.assignee_id) !== null;
    const { admin, team, assignedTo } = assigneeOf(isAdmin ? "admin" : "team", body.assignee_id, admins);
    changed = { ...changed, ...(assignedTo?.type === "team" ? { team } : { admin }) };
    record({ type: "assignment", assignedTo });
  }
  if (body.snoozed_until !== undefined) {
    if (body.snoozed_until <= at) throw invalid("snoozed_until must be in the future", "snoozed_until");
    changed = { ...changed, snoozedUntil: body.snoozed_until };
    record({ type: "snoozed" });
  }
  if (body.open !== undefined && body.open !== changed.isOpen) {
    changed = { ...changed, isOpen: body.open };
    record({ type: body.open ? "open" : "close" });
  }
  // What is closed does not sleep.
  if (!changed.isOpen) changed = { ...changed, snoozedUntil: null };
  return { ...changed, isShared: body.is_shared ?? changed.isShared };
}

function stateWith(id: string): number {
  const index = ticketStateIds.serialOf(id);
  if (index !== null && index < ticketStates.length) return index;
  const message = "Ticket state id is not valid or is not associated with the ticket type";
  throw new IntercomError(400, { code: "ticket_state_id_invalid", message });
}

function checkedAttributes(
  given: Readonly<Record<string, AttributeValue>>,
  type: TicketType,
): Readonly<Record<string, AttributeValue>> {
  for (const [name, value] of Object.entries(given)) {
    const attribute = type.attributes.find((one) => one.name === name);
    if (attribute === undefined) throw invalid(`${type.name} has no attribute ${name}`, `ticket_attributes.${name}`);
    if (value === null) continue;
    const isChoice = attribute.type === "string" || attribute.choices.some((choice) => choice === value);
    if (typeof value === "string" && isChoice) continue;
    throw invalid(`${name} cannot be ${JSON.stringify(value)}`, `ticket_attributes.${name}`);
  }
  return given;
}
