// What the connector asks of HubSpot and makes of its answers. Shapes are those of test/contracts/hubspot.
import type { ConnectorCase } from "../connector-case.ts";
import { activityCases } from "./activity-cases.ts";
import { contactCases } from "./contact-cases.ts";
import { crmCases } from "./crm-cases.ts";

export const cases: readonly ConnectorCase[] = [...contactCases, ...crmCases, ...activityCases];

/** An Activity of ours is named by its type and HubSpot's number. */
export function vendorId(id: string): string {
  return id.replace(/^(?:note|task|call|meeting|email)-/, "");
}
