// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunity.htm
import { text } from "../../mapping/converters.ts";
import { isoDate, isoInstant } from "../../mapping/dates.ts";
import type { Deal } from "../../mapping/entities.ts";
import { at, required, type FieldMap } from "../../mapping/field-map.ts";
import { decimalMoney } from "../../mapping/money.ts";
import type { EntitySource } from "../contract.ts";
import { flagOption } from "../options.ts";
import type { Filterable } from "./conditions.ts";
import { dealsOfContacts } from "./deals-of-contacts.ts";
import { sumsOf } from "./group-sums.ts";
import { objectList } from "./object-list.ts";
import { recordId } from "./record-id.ts";
import { readMany, type SObject } from "./sobject.ts";
import { textSearch } from "./text-search.ts";

const fields: FieldMap<Deal> = {
  id: required("Id", recordId),
  name: at("Name", text),
  // An organization with one currency has no CurrencyIsoCode, and refuses a query that names it.
  amount: { ...decimalMoney("Amount", "CurrencyIsoCode"), paths: ["Amount"] },
  closeDate: at("CloseDate", isoDate),
  createdAt: at("CreatedDate", isoInstant),
  updatedAt: at("SystemModstamp", isoInstant),
  stageId: at("StageName", text), // a stage's ApiName
  companyId: at("AccountId", recordId),
  ownerId: at("OwnerId", recordId),
};

const opportunities: SObject = {
  name: "Opportunity",
  fields,
  alsoNeeds: (http, select) =>
    select.includes("amount") && flagOption(http, "multiCurrency") ? ["CurrencyIsoCode"] : [],
};

const filterable: Filterable = {
  object: opportunities,
  filterFields: {
    name: { field: "Name", kind: "text" },
    stageId: { field: "StageName", kind: "word" },
    amount: { field: "Amount", kind: "amount" },
    closeDate: { field: "CloseDate", kind: "date" },
    companyId: { field: "AccountId", kind: "id" },
    ownerId: { field: "OwnerId", kind: "id" },
    createdAt: { field: "CreatedDate", kind: "instant" },
    updatedAt: { field: "SystemModstamp", kind: "instant" },
  },
};

const list = objectList({
  ...filterable,
  defaultDirection: "ASC",
  sortFields: {
    createdAt: { field: "CreatedDate", goesOnBy: "instant" },
    updatedAt: { field: "SystemModstamp", goesOnBy: "instant" },
    closeDate: { field: "CloseDate", goesOnBy: "date" },
    name: { field: "Name", goesOnBy: "offset" },
  },
});

export const deal: EntitySource<Deal> = {
  fields,
  getMany: (http, ids, select) => readMany(http, opportunities, ids, select),
  list,
  sums: sumsOf({
    ...filterable,
    groupFields: { stageId: "StageName", ownerId: "OwnerId" },
    monthFields: { closeDate: "CloseDate" },
    amountField: "Amount",
  }),
  related: { Contact: dealsOfContacts(opportunities, list) },
  search: textSearch(opportunities),
};
