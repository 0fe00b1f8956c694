import type { InvoiceRow } from "../world.ts";
import { invoicesOfSubscription, subscriptionOfInvoice } from "./billing-links.ts";
import { addressOf, customers, nameOf } from "./customers.ts";
import { keyOfId, stripeId } from "./ids.ts";
import { invoiceLines } from "./invoice-lines.ts";
import type { JsonObject } from "./json.ts";
import { seconds } from "./json.ts";
import type { Params } from "./params.ts";
import type { Resource, Selection, View } from "./resource.ts";
import { find, keyOfParam, noMetadata } from "./resource.ts";
import type { Sequence } from "./sequence.ts";
import { keys, serials } from "./sequence.ts";
import { subscriptions } from "./subscriptions.ts";

/** https://docs.stripe.com/api/invoices */
export const invoices: Resource<InvoiceRow> = {
  object: "invoice",
  path: "/invoices",
  all: (view) => serials(view.world.invoices.size),
  row: (key, view) => (key < view.world.invoices.size ? view.world.invoices.at(key) : null),
  created: (key, view) => seconds(view.world.invoices.at(key).createdAt),
  select: selectInvoices,
  render: (row, key, view) => renderInvoice(row, key, view),
  search: {
    fields: {
      created: { type: "numeric", read: (row) => seconds(row.createdAt) },
      currency: { type: "token", read: (row) => row.currency },
      customer: {
        type: "token",
        read: (row) => stripeId("customer", row.customer),
        candidates(id, view) {
          const customer = keyOfId("customer", id);
          return customer === null || customer >= view.world.payers.size ? [] : view.world.invoices.of(customer);
        },
      },
      last_finalization_error_code: { type: "token", read: () => null },
      last_finalization_error_type: { type: "token", read: () => null },
      number: { type: "string", read: numberOf },
      receipt_number: { type: "string", read: () => null },
      status: { type: "token", read: (row) => row.status },
      subscription: {
        type: "token",
        read: (row, view) => subscriptionIdOf(row, view),
        candidates(id, view) {
          const found = find(subscriptions, id, view);
          return found === null ? [] : invoicesOfSubscription(found.row, view.world);
        },
      },
      total: { type: "numeric", read: (row) => row.totalMinor },
    },
    metadata: noMetadata,
  },
};

function selectInvoices(params: Params, view: View): Selection<InvoiceRow> {
  const status = params.oneOf("status", ["draft", "open", "paid", "uncollectible", "void"]);
  const collection = params.oneOf("collection_method", ["charge_automatically", "send_invoice"]);
  const due = params.range("due_date");
  const sequence = sequenceOfParents(params, view);
  return {
    ...(sequence === null ? {} : { sequence }),
    accepts(row) {
      const dueAt = row.dueAt === null ? null : seconds(row.dueAt);
      return (
        (status === undefined || row.status === status) &&
        (collection === undefined || collectionOf(row) === collection) &&
        (due === undefined || (dueAt !== null && dueAt >= due.from && dueAt <= due.to))
      );
    },
  };
}

function sequenceOfParents(params: Params, view: View): Sequence | null {
  const { world } = view;
  const customer = params.string("customer");
  const subscription = params.string("subscription");
  const customerKey = customer === undefined ? null : keyOfParam(customers, customer, "customer", view);
  if (subscription === undefined) return customerKey === null ? null : keys(world.invoices.of(customerKey));
  const row = world.subscriptions.at(keyOfParam(subscriptions, subscription, "subscription", view));
  return keys(customerKey !== null && customerKey !== row.customer ? [] : invoicesOfSubscription(row, world));
}

function collectionOf(row: InvoiceRow): "charge_automatically" | "send_invoice" {
  return row.dueAt === null ? "charge_automatically" : "send_invoice";
}

function subscriptionIdOf(row: InvoiceRow, view: View): string | null {
  const subscription = subscriptionOfInvoice(row, view.world);
  return subscription === null ? null : stripeId("subscription", subscription.serial);
}

// A draft gets its number when it is finalised.
function numberOf(row: InvoiceRow): string | null {
  return row.status === "draft" ? null : row.number;
}

function renderInvoice(row: InvoiceRow, key: number, view: View): JsonObject {
  const id = stripeId("invoice", key);
  const payer = view.world.payers.at(row.customer);
  const created = seconds(row.createdAt);
  const subscription = subscriptionOfInvoice(row, view.world);
  const subscriptionId = subscriptionIdOf(row, view);
  const isDraft = row.status === "draft";
  const amountPaid = row.status === "paid" ? row.totalMinor : 0;
  const finalizedAt = isDraft ? null : created + 3_600;
  const decidedAt = created + 3 * 24 * 3_600;
  return {
    id,
    object: "invoice",
    account_country: "DE",
    account_name: "Tributary Sandbox",
    account_tax_ids: null,
    amount_due: row.totalMinor,
    amount_overpaid: 0,
    amount_paid: amountPaid,
    amount_remaining: row.totalMinor - amountPaid,
    amount_shipping: 0,
    application: null,
    attempt_count: isDraft ? 0 : 1,
    attempted: !isDraft,
    auto_advance: isDraft || row.status === "open",
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: isDraft ? created + 3_600 : null,
    billing_reason: subscription === null ? "manual" : "subscription_cycle",
    collection_method: collectionOf(row),
    created,
    currency: row.currency.toLowerCase(),
    custom_fields: null,
    customer: stripeId("customer", row.customer),
    customer_account: null,
    customer_address: addressOf(payer),
    customer_email: payer.email,
    customer_name: nameOf(payer),
    customer_phone: payer.phone,
    customer_shipping: null,
    customer_tax_exempt: "none",
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: row.dueAt === null ? null : seconds(row.dueAt),
    effective_at: finalizedAt,
    ending_balance: isDraft ? null : 0,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: isDraft ? null : `https://invoice.stripe.com/i/${id}`,
    invoice_pdf: isDraft ? null : `https://pay.stripe.com/invoice/${id}/pdf`,
    issuer: { type: "self" },
    last_finalization_error: null,
    latest_revision: null,
    lines: invoiceLines(row, key, subscription, view),
    livemode: false,
    metadata: {},
    next_payment_attempt: null,
    number: numberOf(row),
    on_behalf_of: null,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: created,
    period_start: created - 30 * 24 * 3_600,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: row.status,
    status_transitions: {
      finalized_at: finalizedAt,
      marked_uncollectible_at: row.status === "uncollectible" ? decidedAt : null,
      paid_at: row.status === "paid" ? decidedAt : null,
      voided_at: row.status === "void" ? decidedAt : null,
    },
    subtotal: row.totalMinor,
    subtotal_excluding_tax: row.totalMinor,
    test_clock: null,
    total: row.totalMinor,
    total_discount_amounts: [],
    total_excluding_tax: row.totalMinor,
    total_pretax_credit_amounts: [],
    webhooks_delivered_at: created,
    ...(view.version.isBasil ? basilFields(subscriptionId) : classicFields(row, subscriptionId)),
  };
}

function basilFields(subscription: string | null): JsonObject {
  const details = { metadata: {}, subscription };
  return {
    parent:
      subscription === null
        ? null
        : { quote_details: null, subscription_details: details, type: "subscription_details" },
    total_taxes: [],
  };
}

// The world's payments do not say which invoice they paid, so a paid invoice was paid outside Stripe.
function classicFields(row: InvoiceRow, subscription: string | null): JsonObject {
  return {
    application_fee_amount: null,
    charge: null,
    discount: null,
    paid: row.status === "paid",
    paid_out_of_band: row.status === "paid",
    payment_intent: null,
    quote: null,
    rendering_options: null,
    subscription,
    subscription_details: { metadata: subscription === null ? null : {} },
    tax: null,
    total_tax_amounts: [],
    transfer_data: null,
  };
}
