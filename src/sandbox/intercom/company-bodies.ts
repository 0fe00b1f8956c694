import { z } from "zod";
import type { Company } from "./company.ts";
import { instant } from "./inputs.ts";

const changes = {
  name: z.string().optional(),
  plan: z.string().optional(),
  size: z.int().min(0).optional(),
  website: z.string().optional(),
  industry: z.string().optional(),
  // Intercom cuts what is behind the point.
  monthly_spend: z.number().transform(Math.trunc).optional(),
  custom_attributes: z.record(z.string(), z.string()).optional(),
};

export const updateCompanyBody = z.object(changes);
export const createCompanyBody = z.object({
  ...changes,
  company_id: z.string().min(1),
  remote_created_at: instant.optional(),
});

/** The company with what a body says about it. */
export function changedCompany(company: Company, body: z.infer<typeof updateCompanyBody>, now: number): Company {
  return {
    ...company,
    name: body.name ?? company.name,
    plan: body.plan ?? company.plan,
    size: body.size ?? company.size,
    website: body.website ?? company.website,
    industry: body.industry ?? company.industry,
    monthlySpend: body.monthly_spend ?? company.monthlySpend,
    customAttributes: { ...company.customAttributes, ...body.custom_attributes },
    updatedAt: now,
  };
}

/** A company of which nothing is known but its id. */
export function emptyCompany(serial: number, companyId: string, now: number): Company {
  return {
    serial,
    companyId,
    name: null,
    website: null,
    industry: null,
    size: null,
    plan: null,
    monthlySpend: 0,
    sessions: 0,
    remoteCreatedAt: null,
    createdAt: now,
    updatedAt: now,
    lastRequestAt: null,
    customAttributes: {},
  };
}
