// What the connector asks of Stripe and makes of its answers. Records are Stripe's own fixtures
// (test/contracts/stripe/fixtures3.trimmed.json), their nulls filled in: the newer shapes; `older` is the one of 2023-08-16.
import type { ConnectorCase } from "../connector-case.ts";
import { billingCases } from "./billing-cases.ts";
import { customerCases } from "./customer-cases.ts";
import { paymentCases } from "./payment-cases.ts";

export const cases: readonly ConnectorCase[] = [...customerCases, ...paymentCases, ...billingCases];
