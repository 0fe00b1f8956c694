// Cases: https://learn.microsoft.com/dynamics365/developer/reference/entities/incident
import type { TicketPriority, TicketStatus } from "../../generated/types.ts";
import { id, optionSet, text } from "../../mapping/converters.ts";
import { isoInstant } from "../../mapping/dates.ts";
import type { Ticket } from "../../mapping/entities.ts";
import { at, required, type Field, type FieldMap } from "../../mapping/field-map.ts";
import { plainText } from "../../mapping/plain-text.ts";
import type { EntitySource, List, Sums } from "../contract.ts";
import { lookup, lookupTo } from "./annotated.ts";
import { columnsBehind, readGroups, WHOLE_LIST_PAGE_SIZE } from "./group-sums.ts";
import { listOf, readById, relatedBy } from "./reading.ts";
import type { Table } from "./table.ts";

const status = optionSet<TicketStatus>({
  1: "OPEN", // In Progress
  2: "ON_HOLD", // On Hold
  3: "PENDING", // Waiting for Details
  4: "OPEN", // Researching
  5: "SOLVED", // Problem Solved
  1000: "SOLVED", // Information Provided
  6: "CLOSED", // Canceled
  2000: "CLOSED", // Merged
});

const priority = optionSet<TicketPriority>({ 1: "HIGH", 2: "NORMAL", 3: "LOW" });

const primary = lookup("primarycontactid");
const customer = lookupTo("contact", "customerid");

/** The contact person of a case, else its customer where that is a contact and not an account. */
const requesterId: Field<string | null> = {
  paths: [...primary.paths, ...customer.paths],
  read: (record, context) => primary.read(record, context) ?? customer.read(record, context),
};

const fields: FieldMap<Ticket> = {
  id: required("incidentid", id),
  subject: at("title", text),
  description: at("description", plainText),
  status: at("statuscode", status),
  priority: at("prioritycode", priority),
  requesterId,
  assigneeId: lookupTo("systemuser", "ownerid"),
  createdAt: at("createdon", isoInstant),
  updatedAt: at("modifiedon", isoInstant),
};

const incidents: Table = {
  set: "incidents",
  key: "incidentid",
  fields,
  columns: { status: "statuscode", priority: "prioritycode", createdAt: "createdon", updatedAt: "modifiedon" },
};

const can: Pick<List, "filters" | "orders"> = {
  filters: { status: ["in"], priority: ["in"], createdAt: ["gte", "lt"], updatedAt: ["gte", "lt"] },
  orders: { createdAt: ["ASC", "DESC"], updatedAt: ["ASC", "DESC"] },
};

const sums: Sums = {
  pageSize: WHOLE_LIST_PAGE_SIZE,
  async compute(http, request) {
    const columns = columnsBehind(request.by, { status: ["statuscode"], priority: ["prioritycode"] });
    if (columns === null || request.monthOf !== null) return null;
    return readGroups(http, incidents, request, columns, [{ where: { kind: "all", of: [] }, sum: null }]);
  },
};

export const ticket: EntitySource<Ticket> = {
  fields,
  getMany: (http, ids, select) => readById(http, incidents, ids, select),
  list: listOf(incidents, can, { field: "createdAt", direction: "DESC" }),
  sums,
  related: {
    Contact: relatedBy(incidents, ["customerid", "primarycontactid"], {
      ...can,
      defaultOrder: { field: "updatedAt", direction: "DESC" },
    }),
  },
};
