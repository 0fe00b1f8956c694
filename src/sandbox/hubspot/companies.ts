import { hash } from "../world/random.ts";
import { streams } from "../world/streams.ts";
import type { CompanyRow, World } from "../world.ts";
import { localeOf } from "../world/locales.ts";
import { defineObject, systemProperties } from "./crm-object.ts";
import type { CrmObject } from "./crm-object.ts";
import { companyIds, ownerIds } from "./ids.ts";

/** Companies. */
export function createCompanyObject(world: World): CrmObject {
  return defineObject<CompanyRow>({
    name: "companies",
    singular: "company",
    typeId: "0-2",
    ids: companyIds,
    rows: world.companies,
    defaultProperties: ["createdate", "domain", "hs_lastmodifieddate", "hs_object_id", "name"],
    searchedProperties: ["name", "domain", "website"],
    lookups: {},
    properties: {
      ...systemProperties(companyIds),
      name: { label: "Company name", type: "string", read: (row) => row.name },
      domain: { label: "Company Domain Name", type: "string", read: (row) => row.domain },
      website: { label: "Website URL", type: "string", read: (row) => `https://www.${row.domain}` },
      industry: { label: "Industry", type: "enumeration", read: (row) => row.industry },
      country: { label: "Country/Region", type: "string", read: (row) => localeOf(row.country).countryName },
      numberofemployees: { label: "Number of Employees", type: "number", read: (row) => String(row.employees) },
      hubspot_owner_id: {
        label: "Company owner",
        type: "enumeration",
        read: (row) => ownerIds.idOf(hash(world.seed, streams.companyOwner, row.serial) % world.agents.length),
      },
    },
  });
}
