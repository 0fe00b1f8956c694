// What the connector asks of Dataverse and makes of its answers.
import type { ConnectorCase } from "../connector-case.ts";
import { contactCases } from "./contact-cases.ts";
import { salesCases } from "./sales-cases.ts";
import { supportCases } from "./support-cases.ts";

export const cases: readonly ConnectorCase[] = [...contactCases, ...salesCases, ...supportCases];
