// A conversation and a ticket of Intercom's are both a Ticket of ours, and may have the same number: our id says which.
import { id } from "../../mapping/converters.ts";
import { combined, type Field } from "../../mapping/field-map.ts";

export type TicketType = "conversation" | "ticket";

/** "conversation-215469531213704", "ticket-631": the `type` that the record gives, and its `id`. */
export const ticketId: Field<string> = combined(["id", "type"], ([value, type], context) => {
  if (type !== "conversation" && type !== "ticket") throw new Error("should be of a conversation or a ticket");
  return `${type}-${id(value, context, "id")}`;
});

const TICKET_ID = /^(conversation|ticket)-(\d{1,20})$/;

export interface TicketAddress {
  readonly type: TicketType;
  /** As Intercom has it. */
  readonly id: string;
}

/** Null for what can be no id of a ticket. */
export function parseTicketId(ticket: string): TicketAddress | null {
  const [, type, number] = TICKET_ID.exec(ticket) ?? [];
  if (number === undefined) return null;
  return { type: type === "conversation" ? type : "ticket", id: number };
}
