// https://developer.zendesk.com/api-reference/ticketing/organizations/organizations/
import type { CompanyRow } from "../world.ts";
import { organizationIds } from "./ids.ts";
import { apiTime } from "./wire.ts";

const firstAccountNumber = 70_001;

/** The account number in the company's books, which the desk keeps as the organization's external id. */
export function organizationExternalId(serial: number): string {
  return String(firstAccountNumber + serial);
}

/** The company behind an external id; null when none of `size` companies has it. */
export function companyOfExternalId(externalId: string, size: number): number | null {
  const serial = /^\d{1,15}$/.test(externalId) ? Number(externalId) - firstAccountNumber : -1;
  return serial >= 0 && serial < size ? serial : null;
}

export function organizationObject(company: CompanyRow, origin: string): Record<string, unknown> {
  const id = organizationIds.idOf(company.serial);
  return {
    url: `${origin}/api/v2/organizations/${id}.json`,
    id,
    name: company.name,
    shared_tickets: false,
    shared_comments: false,
    external_id: organizationExternalId(company.serial),
    created_at: apiTime(company.createdAt),
    updated_at: apiTime(company.updatedAt),
    domain_names: [company.domain],
    details: "",
    notes: "",
    group_id: null,
    tags: organizationTags(company),
    organization_fields: {},
  };
}

/** Tags hold no spaces. */
export function organizationTags(company: CompanyRow): readonly string[] {
  return [company.industry.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "_")];
}
