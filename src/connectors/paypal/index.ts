// PayPal: https://developer.paypal.com/api/rest/
import { defineConnector } from "../contract.ts";
import { billingSubscription } from "./billing-subscription.ts";
import { contact } from "./contact.ts";
import { feed, probeSearch } from "./feed.ts";
import { invoice } from "./invoice.ts";
import { payment } from "./payment.ts";
import { quota } from "./quota.ts";
import { refund } from "./refund.ts";

export const paypal = defineConnector({
  name: "paypal",
  kind: "payments",
  baseUrl: "https://api-m.paypal.com",
  auth: [
    {
      scheme: "oauth2-client-credentials",
      tokenPath: "/v1/oauth2/token",
      clientId: "clientId",
      clientSecret: "clientSecret",
      clientAuth: "basic",
    },
  ],
  options: { historyDays: 1095, reportingLagHours: 3, settlingDays: 10 },
  limits: { batchSize: 1, concurrency: 8, timeoutMs: 10_000 },
  quota,
  entities: {
    Contact: contact,
    Payment: payment,
    Refund: refund,
    Invoice: invoice,
    BillingSubscription: billingSubscription,
  },
  cannot: { BillingSubscription: "PayPal lists no subscriptions: ask for one by its id" },
  feed,
  // The search of transactions is the one permission that nothing here does without.
  probe: probeSearch,
});
