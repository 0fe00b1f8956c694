// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/ticket-types
// Two types for customers, which the book's tickets are of, and one for colleagues. All share one list of states, and
// beside Intercom's own two attributes the customers' types have one of the account's: how urgent it is.
import { ticketAttributeIds, ticketStateIds, ticketTypeIds, workspaceId } from "./ids.ts";

export interface TicketState {
  readonly index: number;
  readonly category: "submitted" | "in_progress" | "waiting_on_customer" | "resolved";
  readonly internalLabel: string;
  readonly externalLabel: string;
}

export const ticketStates: readonly TicketState[] = [
  { index: 0, category: "submitted", internalLabel: "Submitted", externalLabel: "Submitted" },
  { index: 1, category: "in_progress", internalLabel: "In progress", externalLabel: "In progress" },
  { index: 2, category: "in_progress", internalLabel: "On hold", externalLabel: "In progress" },
  { index: 3, category: "waiting_on_customer", internalLabel: "Waiting on customer", externalLabel: "Waiting on you" },
  { index: 4, category: "resolved", internalLabel: "Resolved", externalLabel: "Resolved" },
];

export interface TicketAttribute {
  readonly index: number;
  readonly name: string;
  readonly isDefault: boolean;
  readonly type: "string" | "list";
  /** Of a list. */
  readonly choices: readonly string[];
}

export interface TicketType {
  readonly index: number;
  readonly name: string;
  readonly description: string;
  readonly icon: string;
  readonly category: "Customer" | "Back-office";
  readonly attributes: readonly TicketAttribute[];
}

export const titleAttribute = "_default_title_";
export const descriptionAttribute = "_default_description_";
export const priorityAttribute = "Priority";
export const priorityChoices = ["low", "normal", "high", "urgent"] as const;

const createdAt = Date.UTC(2020, 2, 2, 10) / 1_000;
const attributesPerType = 3;

export const ticketTypes: readonly TicketType[] = [
  ticketType(0, "Support request", "Something does not work as it should", "🎫", "Customer"),
  ticketType(1, "Billing question", "Invoices, refunds and plans", "💳", "Customer"),
  ticketType(2, "Engineering task", "Work for colleagues", "🛠️", "Back-office"),
];

function ticketType(
  index: number,
  name: string,
  description: string,
  icon: string,
  category: TicketType["category"],
): TicketType {
  const first = index * attributesPerType;
  const priority: TicketAttribute = {
    index: first + 2,
    name: priorityAttribute,
    isDefault: false,
    type: "list",
    choices: priorityChoices,
  };
  const attributes: readonly TicketAttribute[] = [
    { index: first, name: titleAttribute, isDefault: true, type: "string", choices: [] },
    { index: first + 1, name: descriptionAttribute, isDefault: true, type: "string", choices: [] },
    ...(category === "Customer" ? [priority] : []),
  ];
  return { index, name, description, icon, category, attributes };
}

/** The type with this id, or null. */
export function ticketTypeWith(id: string): TicketType | null {
  const index = ticketTypeIds.serialOf(id);
  return index === null ? null : (ticketTypes[index] ?? null);
}

export function stateObject(state: TicketState): Record<string, unknown> {
  return {
    type: "ticket_state",
    id: ticketStateIds.idOf(state.index),
    category: state.category,
    internal_label: state.internalLabel,
    external_label: state.externalLabel,
  };
}

/** The type as a ticket holds it; `withStates` as it is by itself. */
export function ticketTypeObject(type: TicketType, withStates: boolean): Record<string, unknown> {
  return {
    type: "ticket_type",
    id: ticketTypeIds.idOf(type.index),
    name: type.name,
    description: type.description,
    icon: type.icon,
    workspace_id: workspaceId,
    archived: false,
    created_at: createdAt,
    updated_at: createdAt,
    is_internal: type.category === "Back-office",
    ticket_type_attributes: {
      type: "list",
      data: type.attributes.map((one, order) => attributeObject(one, order, type)),
    },
    category: type.category,
    ...(withStates && { ticket_states: { type: "list", data: ticketStates.map(stateObject) } }),
  };
}

function attributeObject(attribute: TicketAttribute, order: number, type: TicketType): Record<string, unknown> {
  const isMultiline = attribute.name === descriptionAttribute;
  return {
    type: "ticket_type_attribute",
    id: ticketAttributeIds.idOf(attribute.index),
    workspace_id: workspaceId,
    name: attribute.name,
    description: "",
    data_type: attribute.type,
    input_options:
      attribute.type === "list"
        ? { list_options: attribute.choices.map((label) => ({ id: label, label })) }
        : { multiline: isMultiline },
    order,
    required_to_create: false,
    required_to_create_for_contacts: false,
    visible_on_create: true,
    visible_to_contacts: type.category === "Customer",
    default: attribute.isDefault,
    ticket_type_id: Number(ticketTypeIds.idOf(type.index)),
    archived: false,
    created_at: createdAt,
    updated_at: createdAt,
  };
}
