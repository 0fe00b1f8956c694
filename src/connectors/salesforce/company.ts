// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_account.htm
import { text } from "../../mapping/converters.ts";
import { isoInstant } from "../../mapping/dates.ts";
import type { Company } from "../../mapping/entities.ts";
import { at, required, type FieldMap } from "../../mapping/field-map.ts";
import { webDomain } from "../../mapping/web-domain.ts";
import type { EntitySource } from "../contract.ts";
import { objectList } from "./object-list.ts";
import { recordId } from "./record-id.ts";
import { readMany, type SObject } from "./sobject.ts";
import { textSearch } from "./text-search.ts";

const fields: FieldMap<Company> = {
  id: required("Id", recordId),
  name: at("Name", text),
  domain: at("Website", webDomain),
  industry: at("Industry", text),
  createdAt: at("CreatedDate", isoInstant),
  updatedAt: at("SystemModstamp", isoInstant),
};

const accounts: SObject = { name: "Account", fields };

export const company: EntitySource<Company> = {
  fields,
  getMany: (http, ids, select) => readMany(http, accounts, ids, select),
  list: objectList({
    object: accounts,
    defaultDirection: "ASC",
    filterFields: {
      name: { field: "Name", kind: "text" },
      industry: { field: "Industry", kind: "word" },
      createdAt: { field: "CreatedDate", kind: "instant" },
      updatedAt: { field: "SystemModstamp", kind: "instant" },
    },
    sortFields: {
      createdAt: { field: "CreatedDate", goesOnBy: "instant" },
      updatedAt: { field: "SystemModstamp", goesOnBy: "instant" },
      name: { field: "Name", goesOnBy: "offset" },
    },
  }),
  search: textSearch(accounts),
};
