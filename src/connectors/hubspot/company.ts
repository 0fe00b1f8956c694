import { id, text } from "../../mapping/converters.ts";
import { isoInstant } from "../../mapping/dates.ts";
import type { Company } from "../../mapping/entities.ts";
import { at, required, type FieldMap } from "../../mapping/field-map.ts";
import type { EntitySource } from "../contract.ts";
import { readMany, type CrmObject } from "./crm-object.ts";
import { objectList } from "./object-list.ts";
import { textSearch } from "./text-search.ts";

const fields: FieldMap<Company> = {
  id: required("id", id),
  name: at("properties.name", text),
  domain: at("properties.domain", text),
  industry: at("properties.industry", text),
  createdAt: at("createdAt", isoInstant),
  updatedAt: at("updatedAt", isoInstant),
};

const companies: CrmObject = {
  type: "companies",
  fields,
  searchable: { createdAt: "createdate", updatedAt: "hs_lastmodifieddate", name: "name" },
  sortedAsText: ["name"],
};

export const company: EntitySource<Company> = {
  fields,
  getMany: (http, ids, select) => readMany(companies, http, ids, select),
  list: objectList(companies, {
    filters: { createdAt: ["gte", "lt"], updatedAt: ["gte", "lt"] },
    orders: { createdAt: ["ASC", "DESC"], updatedAt: ["ASC", "DESC"], name: ["ASC", "DESC"] },
  }),
  search: textSearch(companies),
};
