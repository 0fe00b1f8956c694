// https://developer.zendesk.com/api-reference/ticketing/organizations/organizations/
import { id, text } from "../../mapping/converters.ts";
import { isoInstant } from "../../mapping/dates.ts";
import type { Company } from "../../mapping/entities.ts";
import { at, required, type FieldMap } from "../../mapping/field-map.ts";
import type { EntitySource } from "../contract.ts";
import { showMany } from "./show-many.ts";
import { textSearch } from "./text-search.ts";

const fields: FieldMap<Company> = {
  id: required("id", id),
  name: at("name", text),
  domain: at("domain_names.0", text),
  createdAt: at("created_at", isoInstant),
  updatedAt: at("updated_at", isoInstant),
};

/** No list: the companies that are listed are the CRM's. */
export const organization: EntitySource<Company> = {
  fields,
  getMany: (http, ids) => showMany(http, "organizations", ids),
  search: textSearch(["type:organization"]),
};
