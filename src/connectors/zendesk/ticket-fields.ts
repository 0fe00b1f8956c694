// https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/
import { id, oneOf, text } from "../../mapping/converters.ts";
import { isoInstant } from "../../mapping/dates.ts";
import { texts } from "../../mapping/lists.ts";
import type { Ticket } from "../../mapping/entities.ts";
import { at, required, type FieldMap } from "../../mapping/field-map.ts";
import type { TicketPriority, TicketStatus } from "../../generated/types.ts";
import type { List } from "../contract.ts";

const status = oneOf<TicketStatus>({
  new: "NEW",
  open: "OPEN",
  pending: "PENDING",
  hold: "ON_HOLD",
  solved: "SOLVED",
  closed: "CLOSED",
});

const priority = oneOf<TicketPriority>({ low: "LOW", normal: "NORMAL", high: "HIGH", urgent: "URGENT" });

export const ticketFields: FieldMap<Ticket> = {
  id: required("id", id),
  subject: at("subject", text),
  description: at("description", text),
  status: at("status", status),
  priority: at("priority", priority),
  tags: at("tags", texts),
  requesterId: at("requester_id", id),
  assigneeId: at("assignee_id", id),
  createdAt: at("created_at", isoInstant),
  updatedAt: at("updated_at", isoInstant),
};

export const ticketFilters: List["filters"] = {
  status: ["in"],
  priority: ["in"],
  createdAt: ["gte", "lt"],
  updatedAt: ["gte", "lt"],
};
