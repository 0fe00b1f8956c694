import { localeOf } from "../world/locales.ts";
import { hash, share } from "../world/random.ts";
import { streams } from "../world/streams.ts";
import type { PersonRecord, World } from "../world.ts";
import { defineObject, systemProperties } from "./crm-object.ts";
import type { CrmObject } from "./crm-object.ts";
import { companyIds, contactIds, ownerIds } from "./ids.ts";
import { ownContactProperties } from "./own-properties.ts";

const unownedShare = 0.15;

const lifecycleStages = [
  { label: "Subscriber", value: "subscriber" },
  { label: "Lead", value: "lead" },
  { label: "Marketing Qualified Lead", value: "marketingqualifiedlead" },
  { label: "Opportunity", value: "opportunity" },
  { label: "Customer", value: "customer" },
];

/** Contacts: the CRM's records of people. */
export function createContacts(world: World): CrmObject {
  const companyOf = (row: PersonRecord): number | null => row.person.company;

  function lifecycleStage(row: PersonRecord): string {
    const deals = world.deals.of(row.serial).map((deal) => world.deals.at(deal));
    const outcomes = new Set(deals.map((deal) => world.stages[deal.stage]?.outcome));
    if (outcomes.has("won")) return "customer";
    if (outcomes.has("open")) return "opportunity";
    const early = ["subscriber", "lead", "marketingqualifiedlead"];
    return early[hash(world.seed, streams.lifecycle, row.serial) % early.length] ?? "lead";
  }

  return defineObject<PersonRecord>({
    name: "contacts",
    singular: "contact",
    typeId: "0-1",
    ids: contactIds,
    rows: world.contacts,
    defaultProperties: ["createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"],
    searchedProperties: ["firstname", "lastname", "email", "phone", "company"],
    lookups: {
      email: (value) => world.contacts.withEmail(value),
      associatedcompanyid(value) {
        const company = companyIds.serialOf(value);
        return company === null || company >= world.companies.size ? [] : world.contactsOfCompany(company);
      },
    },
    properties: {
      ...systemProperties(contactIds, { modified: "lastmodifieddate" }),
      email: { label: "Email", type: "string", read: (row) => row.email },
      firstname: { label: "First Name", type: "string", read: (row) => row.givenName },
      lastname: { label: "Last Name", type: "string", read: (row) => row.familyName },
      phone: { label: "Phone Number", type: "string", read: (row) => row.phone },
      country: { label: "Country/Region", type: "string", read: (row) => localeOf(row.person.country).countryName },
      hs_country_region_code: { label: "Country/Region Code", type: "string", read: (row) => row.person.country },
      company: {
        label: "Company Name",
        type: "string",
        read(row) {
          const company = companyOf(row);
          return company === null ? null : world.companies.at(company).name;
        },
      },
      associatedcompanyid: {
        label: "Primary Associated Company ID",
        type: "number",
        read(row) {
          const company = companyOf(row);
          return company === null ? null : companyIds.idOf(company);
        },
      },
      lifecyclestage: { label: "Lifecycle Stage", type: "enumeration", options: lifecycleStages, read: lifecycleStage },
      hubspot_owner_id: {
        label: "Contact owner",
        type: "enumeration",
        read(row) {
          if (share(world.seed, streams.contactOwner, row.serial) < unownedShare) return null;
          return ownerIds.idOf(hash(world.seed, streams.contactOwner + 1, row.serial) % world.agents.length);
        },
      },
      ...ownContactProperties,
    },
  });
}
