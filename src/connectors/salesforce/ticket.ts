import type { Ticket } from "../../mapping/entities.ts";
import type { EntitySource } from "../contract.ts";
import type { Filterable } from "./conditions.ts";
import { sumsOf } from "./group-sums.ts";
import { objectList } from "./object-list.ts";
import { relatedBy } from "./related-records.ts";
import { readMany, type SObject } from "./sobject.ts";
import { textSearch } from "./text-search.ts";
import { priority, status, ticketFields } from "./ticket-fields.ts";

const cases: SObject = { name: "Case", fields: ticketFields };

const filterable: Filterable = {
  object: cases,
  filterFields: {
    subject: { field: "Subject", kind: "text" },
    status: { field: "Status", kind: "word" },
    priority: { field: "Priority", kind: "word" },
    requesterId: { field: "ContactId", kind: "id" },
    assigneeId: { field: "OwnerId", kind: "id" },
    createdAt: { field: "CreatedDate", kind: "instant" },
    updatedAt: { field: "SystemModstamp", kind: "instant" },
  },
  wordsFor(http, field, ours) {
    if (field === "status") return status.wordsFor(http, ours);
    return field === "priority" ? priority.wordsFor(http, ours) : ours;
  },
};

const list = objectList({
  ...filterable,
  defaultDirection: "DESC",
  sortFields: {
    createdAt: { field: "CreatedDate", goesOnBy: "instant" },
    updatedAt: { field: "SystemModstamp", goesOnBy: "instant" },
  },
});

export const ticket: EntitySource<Ticket> = {
  fields: ticketFields,
  getMany: (http, ids, select) => readMany(http, cases, ids, select),
  list,
  search: textSearch(cases),
  sums: sumsOf({
    ...filterable,
    groupFields: { status: "Status", priority: "Priority", assigneeId: "OwnerId" },
    monthFields: { createdAt: "CreatedDate" },
  }),
  related: { Contact: relatedBy(filterable, "ContactId", list, { field: "updatedAt", direction: "DESC" }) },
};
