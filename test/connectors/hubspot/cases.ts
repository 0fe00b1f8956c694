// What the connector asks of HubSpot and makes of its answers. Shapes are those of test/contracts/hubspot.
import type { ConnectorCase } from "../connector-case.ts";
import { contactCases } from "./contact-cases.ts";
import { crmCases } from "./crm-cases.ts";

export const cases: readonly ConnectorCase[] = [...contactCases, ...crmCases];
