import type { PaymentRow } from "../world.ts";
import { addressOf, nameOf } from "./customers.ts";
import { filler, hashText, stripeId } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import { seconds } from "./json.ts";
import { transactionKey } from "./ledger.ts";
import { cardOf, chargeStateOf, refundedAmount } from "./payment-facts.ts";
import type { ChargeState } from "./payment-facts.ts";
import { decline, paymentCustomerField, paymentIntents, paymentsOfCustomer } from "./payment-intents.ts";
import type { Resource, SearchDefinition, View } from "./resource.ts";
import { keyOfParam, noMetadata } from "./resource.ts";
import { keys, serials } from "./sequence.ts";

const search: SearchDefinition<PaymentRow> = {
  fields: {
    amount: { type: "numeric", read: (row) => row.amountMinor },
    "billing_details.address.postal_code": { type: "token", read: () => null },
    created: { type: "numeric", read: (row) => seconds(row.createdAt) },
    currency: { type: "token", read: (row) => row.currency },
    customer: paymentCustomerField,
    disputed: { type: "token", read: () => "false" },
    "payment_method_details.card.brand": { type: "token", read: (row) => cardOf(row).brand },
    "payment_method_details.card.exp_month": { type: "token", read: (row) => String(cardOf(row).expMonth) },
    "payment_method_details.card.exp_year": { type: "token", read: (row) => String(cardOf(row).expYear) },
    "payment_method_details.card.fingerprint": { type: "token", read: fingerprintOf },
    "payment_method_details.card.last4": { type: "token", read: (row) => cardOf(row).last4 },
    // "true" is wholly refunded, "false" partly, and null not at all.
    refunded: { type: "token", read: (row) => (row.refunds.length === 0 ? null : String(isWhollyRefunded(row))) },
    status: { type: "token", read: (row) => statusOf(chargeStateOf(row) ?? "failed") },
  },
  metadata: noMetadata,
};

/** https://docs.stripe.com/api/charges: with a payment intent, or without one when made by the old Charges API. */
export const charges: Resource<PaymentRow> = {
  object: "charge",
  path: "/charges",
  all: (view) => serials(view.world.payments.size),
  row(key, view) {
    const payment = key < view.world.payments.size ? view.world.payments.at(key) : null;
    return payment === null || chargeStateOf(payment) === null ? null : payment;
  },
  created: (key, view) => seconds(view.world.payments.at(key).createdAt),
  select(params, view) {
    const ofCustomer = paymentsOfCustomer(params, view);
    const intent = params.string("payment_intent");
    if (params.string("transfer_group") !== undefined) return { sequence: keys([]) };
    if (intent === undefined) return ofCustomer;
    const key = keyOfParam(paymentIntents, intent, "payment_intent", view);
    return {
      ...ofCustomer,
      accepts: (_row, candidate) => candidate === key,
      sequence: ofCustomer.sequence ?? keys([key]),
    };
  },
  render: renderCharge,
  search,
};

/** The charge of a payment, for what hangs on it; null when nothing was charged. */
export function chargeId(payment: PaymentRow): string | null {
  return chargeStateOf(payment) === null ? null : stripeId("charge", payment.serial);
}

export function billingDetails(payment: PaymentRow, view: View): JsonObject {
  const payer = view.world.payers.at(payment.customer);
  return { address: addressOf(payer), email: payer.email, name: nameOf(payer), phone: payer.phone, tax_id: null };
}

export function fingerprintOf(payment: PaymentRow): string {
  const card = cardOf(payment);
  return filler(hashText(`${card.brand}${card.last4}${card.expYear}${card.expMonth}`), 16);
}

/** The payment intent, unless the charge was made without one. */
export function intentId(payment: PaymentRow): string | null {
  return payment.isLegacyCharge ? null : stripeId("payment_intent", payment.serial);
}

function isWhollyRefunded(row: PaymentRow): boolean {
  return row.refunds.length > 0 && refundedAmount(row) >= row.amountMinor;
}

function statusOf(state: ChargeState): "succeeded" | "pending" | "failed" {
  return state === "uncaptured" ? "succeeded" : state;
}

function renderCharge(row: PaymentRow, key: number, view: View): JsonObject {
  const state = chargeStateOf(row) ?? "failed";
  const isFailed = state === "failed";
  return {
    id: stripeId("charge", key),
    object: "charge",
    amount: row.amountMinor,
    amount_captured: state === "succeeded" ? row.amountMinor : 0,
    amount_refunded: refundedAmount(row),
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction:
      state === "succeeded" ? stripeId("balance_transaction", transactionKey(row.serial, null)) : null,
    billing_details: billingDetails(row, view),
    calculated_statement_descriptor: "TRIBUTARY SANDBOX",
    captured: state === "succeeded" || state === "pending",
    created: seconds(row.createdAt),
    currency: row.currency.toLowerCase(),
    customer: stripeId("customer", row.customer),
    description: row.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: isFailed ? decline.code : null,
    failure_message: isFailed ? decline.message : null,
    fraud_details: {},
    ...(view.version.isBasil ? {} : { invoice: null }),
    livemode: false,
    metadata: {},
    on_behalf_of: null,
    outcome: outcomeOf(isFailed),
    paid: !isFailed,
    payment_intent: intentId(row),
    payment_method: stripeId("payment_method", key),
    payment_method_details: { card: cardDetails(row, view), type: "card" },
    receipt_email: null,
    receipt_number: null,
    receipt_url: isFailed ? null : `https://pay.stripe.com/receipts/payment/${filler(key, 40)}`,
    refunded: isWhollyRefunded(row),
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: statusOf(state),
    transfer_data: null,
    transfer_group: null,
  };
}

function outcomeOf(isFailed: boolean): JsonObject {
  return {
    advice_code: isFailed ? "try_again_later" : null,
    network_advice_code: null,
    network_decline_code: isFailed ? "05" : null,
    network_status: isFailed ? "declined_by_network" : "approved_by_network",
    reason: isFailed ? decline.reason : null,
    risk_level: "normal",
    seller_message: isFailed ? "The bank did not return any further details with this decline." : "Payment complete.",
    type: isFailed ? "issuer_declined" : "authorized",
  };
}

function cardDetails(row: PaymentRow, view: View): JsonObject {
  const card = cardOf(row);
  return {
    amount_authorized: row.amountMinor,
    authorization_code: null,
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
    country: view.world.payers.at(row.customer).person.country,
    exp_month: card.expMonth,
    exp_year: card.expYear,
    extended_authorization: { status: "disabled" },
    fingerprint: fingerprintOf(row),
    funding: "credit",
    incremental_authorization: { status: "unavailable" },
    installments: null,
    last4: card.last4,
    mandate: null,
    multicapture: { status: "unavailable" },
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: filler(row.serial, 15),
    overcapture: { maximum_amount_capturable: row.amountMinor, status: "unavailable" },
    regulated_status: "unregulated",
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  };
}
