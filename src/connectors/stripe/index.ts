// Stripe: https://docs.stripe.com/api
import { defineConnector } from "../contract.ts";
import { billingSubscription } from "./billing-subscription.ts";
import { contact } from "./contact.ts";
import { customField } from "./custom-field.ts";
import { invoice } from "./invoice.ts";
import { adviseOnCharges, payment } from "./payment.ts";
import { quota } from "./quota.ts";
import { refund } from "./refund.ts";

export const stripe = defineConnector({
  name: "stripe",
  kind: "payments",
  baseUrl: "https://api.stripe.com",
  auth: [{ scheme: "bearer", secret: "secretKey" }],
  headers: { "Stripe-Version": "{apiVersion}" },
  options: {
    apiVersion: "2023-08-16",
    legacyCharges: false,
    searchClauses: 10,
    changesOverlapSeconds: 300, // for clocks that differ
    eventDays: 30,
  },
  limits: { batchSize: 1, concurrency: 20, timeoutMs: 5_000 },
  quota,
  entities: {
    Contact: contact,
    Payment: payment,
    Refund: refund,
    Invoice: invoice,
    BillingSubscription: billingSubscription,
  },
  customField,
  async probe(http) {
    await http.get("/v1/customers", { limit: 1 });
  },
  advise: adviseOnCharges,
});
