import type { Ticket } from "../../mapping/entities.ts";
import type { EntitySource } from "../contract.ts";
import { objectList } from "./object-list.ts";
import { relatedBy } from "./related-records.ts";
import { readMany, type SObject } from "./sobject.ts";
import { priority, status, ticketFields } from "./ticket-fields.ts";

const cases: SObject = { name: "Case", fields: ticketFields };

const list = objectList({
  object: cases,
  defaultDirection: "DESC",
  filters: { status: ["in"], priority: ["in"], createdAt: ["gte", "lt"], updatedAt: ["gte", "lt"] },
  filterFields: { status: "Status", priority: "Priority", createdAt: "CreatedDate", updatedAt: "SystemModstamp" },
  sortFields: {
    createdAt: { field: "CreatedDate", goesOnBy: "instant" },
    updatedAt: { field: "SystemModstamp", goesOnBy: "instant" },
  },
  wordsFor: (http, field, ours) => (field === "status" ? status : priority).wordsFor(http, ours),
});

export const ticket: EntitySource<Ticket> = {
  fields: ticketFields,
  getMany: (http, ids, select) => readMany(http, cases, ids, select),
  list,
  related: { Contact: relatedBy(cases, "ContactId", list, { field: "updatedAt", direction: "DESC" }) },
};
