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
  filterFields: { status: "Status", priority: "Priority", createdAt: "CreatedDate", updatedAt: "SystemModstamp" },
  wordsFor: (http, field, ours) => (field === "status" ? status : priority).wordsFor(http, ours),
};

const list = objectList({
  ...filterable,
  defaultDirection: "DESC",
  filters: { status: ["in"], priority: ["in"], createdAt: ["gte", "lt"], updatedAt: ["gte", "lt"] },
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
