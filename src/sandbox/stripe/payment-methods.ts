import type { PaymentRow } from "../world.ts";
import { billingDetails, fingerprintOf } from "./charges.ts";
import { keyOfId, stripeId } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import { seconds } from "./json.ts";
import { cardOf } from "./payment-facts.ts";
import type { View } from "./resource.ts";

/** The payment method with this id, for expansion only; null when there is none. */
export function paymentMethod(id: string, view: View): JsonObject | null {
  const key = keyOfId("payment_method", id);
  return key === null || key >= view.world.payments.size ? null : render(view.world.payments.at(key), view);
}

function render(payment: PaymentRow, view: View): JsonObject {
  const card = cardOf(payment);
  return {
    id: stripeId("payment_method", payment.serial),
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: billingDetails(payment, view),
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: view.world.payers.at(payment.customer).person.country,
      display_brand: card.brand === "amex" ? "american_express" : card.brand,
      exp_month: card.expMonth,
      exp_year: card.expYear,
      fingerprint: fingerprintOf(payment),
      funding: "credit",
      generated_from: null,
      last4: card.last4,
      networks: { available: [card.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: seconds(payment.createdAt),
    customer: stripeId("customer", payment.customer),
    customer_account: null,
    livemode: false,
    metadata: {},
    type: "card",
  };
}
