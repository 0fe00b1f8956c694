// What the connector asks of PayPal and makes of its answers. Records are shaped as PayPal's contract files and its own
// examples have them, with made-up people and ids.
import type { ConnectorCase } from "../connector-case.ts";
import { billingCases } from "./billing-cases.ts";
import { feedCases } from "./feed-cases.ts";

export const cases: readonly ConnectorCase[] = [...feedCases, ...billingCases];
