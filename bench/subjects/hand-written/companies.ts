import type * as records from "../vendor-records.ts";
import * as requests from "../vendor-requests.ts";
import { hubspot, type Results } from "./vendors.ts";

export async function companiesOf(
  contacts: readonly records.HubspotContact[],
  properties: readonly string[],
): Promise<ReadonlyMap<string, records.HubspotCompany>> {
  const companyIds = new Set(contacts.map((contact) => contact.properties.associatedcompanyid));
  const known = [...companyIds].filter((id) => id !== null).filter(Boolean);
  if (known.length === 0) return new Map();
  const body = requests.batchOf(properties, known);
  const reply = (await hubspot.post(requests.COMPANIES_BATCH, body)) as Results<records.HubspotCompany>;
  return new Map(reply.results.map((company) => [company.id, company]));
}
