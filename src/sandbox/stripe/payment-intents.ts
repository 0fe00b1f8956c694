import type { PaymentRow } from "../world.ts";
import { customers } from "./customers.ts";
import { filler, keyOfId, stripeId } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import { seconds } from "./json.ts";
import { chargeStateOf, hasPaymentMethod } from "./payment-facts.ts";
import type { Params } from "./params.ts";
import type { Resource, SearchField, Selection, View } from "./resource.ts";
import { keyOfParam, noMetadata } from "./resource.ts";
import { keys, serials } from "./sequence.ts";

/** The search field `customer` of payment intents and charges. */
export const paymentCustomerField: SearchField<PaymentRow> = {
  type: "token",
  read: (row) => stripeId("customer", row.customer),
  candidates(id, view) {
    const customer = keyOfId("customer", id);
    return customer === null || customer >= view.world.payers.size ? [] : view.world.payments.of(customer);
  },
};

/** https://docs.stripe.com/api/payment_intents: every payment but those of the old Charges API. */
export const paymentIntents: Resource<PaymentRow> = {
  object: "payment_intent",
  path: "/payment_intents",
  all: (view) => serials(view.world.payments.size),
  row(key, view) {
    const payment = key < view.world.payments.size ? view.world.payments.at(key) : null;
    return payment === null || payment.isLegacyCharge ? null : payment;
  },
  created: (key, view) => seconds(view.world.payments.at(key).createdAt),
  select: (params, view) => paymentsOfCustomer(params, view),
  render: renderPaymentIntent,
  search: {
    fields: {
      amount: { type: "numeric", read: (row) => row.amountMinor },
      created: { type: "numeric", read: (row) => seconds(row.createdAt) },
      currency: { type: "token", read: (row) => row.currency },
      customer: paymentCustomerField,
      status: { type: "token", read: (row) => row.status },
    },
    metadata: noMetadata,
  },
};

/** Narrows a list to the payments of the customer that `?customer=` names. */
export function paymentsOfCustomer(params: Params, view: View): Selection<PaymentRow> {
  const customer = params.string("customer");
  if (customer === undefined) return {};
  return { sequence: keys(view.world.payments.of(keyOfParam(customers, customer, "customer", view))) };
}

/** What a declined card leaves behind, on the intent and on the charge. */
export const decline = {
  code: "card_declined",
  message: "Your card was declined.",
  reason: "generic_decline",
} as const;

function renderPaymentIntent(row: PaymentRow, key: number, view: View): JsonObject {
  const id = stripeId("payment_intent", key);
  const chargeState = chargeStateOf(row);
  const chargeId = chargeState === null ? null : stripeId("charge", key);
  const isCanceled = row.status === "canceled";
  return {
    id,
    object: "payment_intent",
    amount: row.amountMinor,
    amount_capturable: chargeState === "uncaptured" ? row.amountMinor : 0,
    amount_details: { tip: {} },
    amount_received: chargeState === "succeeded" ? row.amountMinor : 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: { allow_redirects: "always", enabled: true },
    canceled_at: isCanceled ? seconds(row.createdAt) + 3_600 : null,
    cancellation_reason: isCanceled ? "abandoned" : null,
    capture_method: row.status === "requires_capture" ? "manual" : "automatic",
    client_secret: `${id}_secret_${filler(key, 25)}`,
    confirmation_method: "automatic",
    created: seconds(row.createdAt),
    currency: row.currency.toLowerCase(),
    customer: stripeId("customer", row.customer),
    customer_account: null,
    description: row.description,
    excluded_payment_method_types: null,
    ...(view.version.isBasil ? {} : { invoice: null }),
    last_payment_error: chargeId !== null && chargeState === "failed" ? declineOf(chargeId) : null,
    latest_charge: chargeId,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: {},
    next_action: row.status === "requires_action" ? redirectOf(id) : null,
    on_behalf_of: null,
    payment_method: hasPaymentMethod(row) ? stripeId("payment_method", key) : null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: ["card"],
    processing: row.status === "processing" ? { type: "card" } : null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: row.status,
    transfer_data: null,
    transfer_group: null,
  };
}

function declineOf(chargeId: string): JsonObject {
  return {
    charge: chargeId,
    code: decline.code,
    decline_code: decline.reason,
    doc_url: "https://stripe.com/docs/error-codes/card-declined",
    message: decline.message,
    type: "card_error",
  };
}

function redirectOf(id: string): JsonObject {
  return {
    type: "redirect_to_url",
    redirect_to_url: { return_url: null, url: `https://hooks.stripe.com/3d_secure_2/hosted?payment_intent=${id}` },
  };
}
