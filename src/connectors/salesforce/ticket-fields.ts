// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_case.htm
import type { TicketPriority, TicketStatus } from "../../generated/types.ts";
import { text } from "../../mapping/converters.ts";
import { isoInstant } from "../../mapping/dates.ts";
import type { Ticket } from "../../mapping/entities.ts";
import { at, required, type FieldMap } from "../../mapping/field-map.ts";
import { picklist } from "./picklist.ts";
import { recordId } from "./record-id.ts";

export const status = picklist<TicketStatus>({
  path: "Status",
  name: "status",
  option: "ticketStatuses",
  standard: { New: "NEW", Working: "OPEN", Escalated: "OPEN", "On Hold": "ON_HOLD", Closed: "CLOSED" },
  values: ["NEW", "OPEN", "PENDING", "ON_HOLD", "SOLVED", "CLOSED"],
});

export const priority = picklist<TicketPriority>({
  path: "Priority",
  name: "priority",
  option: "ticketPriorities",
  standard: { Low: "LOW", Medium: "NORMAL", High: "HIGH" },
  values: ["LOW", "NORMAL", "HIGH", "URGENT"],
});

export const ticketFields: FieldMap<Ticket> = {
  id: required("Id", recordId),
  subject: at("Subject", text),
  description: at("Description", text),
  status: status.field,
  priority: priority.field,
  requesterId: at("ContactId", recordId),
  assigneeId: at("OwnerId", recordId),
  createdAt: at("CreatedDate", isoInstant),
  updatedAt: at("SystemModstamp", isoInstant),
};
