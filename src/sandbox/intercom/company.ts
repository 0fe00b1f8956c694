// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/companies/company
import { Draws } from "../world/random.ts";
import type { CompanyRow } from "../world.ts";
import { ownSeed, uses } from "./draws.ts";
import { companyIds, workspaceId } from "./ids.ts";
import { secondsOf } from "./seconds.ts";

/** Instants in seconds. */
export interface Company {
  readonly serial: number;
  /** The account's own id of the company. */
  readonly companyId: string;
  readonly name: string | null;
  readonly website: string | null;
  readonly industry: string | null;
  readonly size: number | null;
  readonly plan: string | null;
  readonly monthlySpend: number;
  readonly sessions: number;
  readonly remoteCreatedAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly lastRequestAt: number | null;
  readonly customAttributes: Readonly<Record<string, unknown>>;
}

const plans = ["Free", "Team", "Business", "Enterprise"] as const;

/** The company that a real one is here; every workspace knows all of them, and shows those that it has people of. */
export function companyOf(row: CompanyRow, worldSeed: number): Company {
  const draws = new Draws(ownSeed(worldSeed), uses.company, row.serial);
  return {
    serial: row.serial,
    companyId: row.domain,
    name: row.name,
    website: `https://www.${row.domain}`,
    industry: row.industry,
    size: row.employees,
    plan: draws.pick(plans),
    monthlySpend: draws.below(5_000),
    sessions: draws.below(400),
    remoteCreatedAt: secondsOf(row.createdAt),
    createdAt: secondsOf(row.createdAt),
    updatedAt: secondsOf(row.updatedAt),
    lastRequestAt: secondsOf(row.updatedAt),
    customAttributes: {},
  };
}

/** `people` is how many contacts the company has. What a company has no value of is left out, as Intercom does. */
export function companyObject(company: Company, people: number): Record<string, unknown> {
  const { name, website, industry, size, plan, lastRequestAt, remoteCreatedAt } = company;
  return {
    type: "company",
    id: companyIds.idOf(company.serial),
    company_id: company.companyId,
    app_id: workspaceId,
    ...(name !== null && { name }),
    ...(website !== null && { website }),
    ...(industry !== null && { industry }),
    ...(size !== null && { size }),
    ...(remoteCreatedAt !== null && { remote_created_at: remoteCreatedAt }),
    ...(lastRequestAt !== null && { last_request_at: lastRequestAt }),
    created_at: company.createdAt,
    updated_at: company.updatedAt,
    monthly_spend: company.monthlySpend,
    session_count: company.sessions,
    user_count: people,
    plan: plan === null ? {} : { type: "plan", id: plan.toLowerCase(), name: plan },
    tags: { type: "tag.list", tags: [] },
    segments: { type: "segment.list", segments: [] },
    custom_attributes: company.customAttributes,
  };
}
