import type { SubscriptionRow } from "../world.ts";
import { invoicesOfSubscription } from "./billing-links.ts";
import { customers } from "./customers.ts";
import { stripeId } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import { seconds } from "./json.ts";
import type { Params, Range } from "./params.ts";
import { priceId, renderPlan, renderPrice } from "./prices.ts";
import type { Resource, Selection, View } from "./resource.ts";
import { keyOfParam, noMetadata } from "./resource.ts";
import { keys, serials } from "./sequence.ts";

const listStatuses = "active past_due unpaid canceled incomplete incomplete_expired trialing paused all ended".split(
  " ",
);

/** https://docs.stripe.com/api/subscriptions */
export const subscriptions: Resource<SubscriptionRow> = {
  object: "subscription",
  path: "/subscriptions",
  all: (view) => serials(view.world.subscriptions.size),
  row: (key, view) => (key < view.world.subscriptions.size ? view.world.subscriptions.at(key) : null),
  created: (key, view) => seconds(view.world.subscriptions.at(key).createdAt),
  select: selectSubscriptions,
  render: (row, key, view) => renderSubscription(row, key, view),
  search: {
    fields: {
      canceled_at: { type: "numeric", read: (row) => canceledAt(row) },
      created: { type: "numeric", read: (row) => seconds(row.createdAt) },
      status: { type: "token", read: (row) => row.status },
    },
    metadata: noMetadata,
  },
};

/** The customer's subscriptions as the list that `expand[]=subscriptions` puts into it: the ten newest alive. */
export function subscriptionsOfCustomer(customer: number, view: View): JsonObject {
  const { subscriptions: rows } = view.world;
  const alive = rows
    .of(customer)
    .toReversed()
    .filter((serial) => rows.at(serial).status !== "canceled");
  return {
    object: "list",
    data: alive.slice(0, 10).map((serial) => renderSubscription(rows.at(serial), serial, view)),
    has_more: alive.length > 10,
    url: `/v1/customers/${stripeId("customer", customer)}/subscriptions`,
  };
}

function selectSubscriptions(params: Params, view: View): Selection<SubscriptionRow> {
  const customer = params.string("customer");
  const status = params.oneOf("status", listStatuses);
  const price = params.string("price");
  const collection = params.oneOf("collection_method", ["charge_automatically", "send_invoice"]);
  const automaticTax = params.boolean("automatic_tax[enabled]");
  const start = params.range("current_period_start");
  const end = params.range("current_period_end");
  const isEmpty = params.string("test_clock") !== undefined || collection === "send_invoice" || automaticTax === true;
  if (isEmpty) return { sequence: keys([]) };
  return {
    ...(customer === undefined
      ? {}
      : { sequence: keys(view.world.subscriptions.of(keyOfParam(customers, customer, "customer", view))) }),
    accepts: (row) =>
      hasStatus(row, status) &&
      (price === undefined || priceId(row) === price) &&
      isWithin(row.periodStart, start) &&
      isWithin(row.periodEnd, end),
  };
}

function hasStatus(row: SubscriptionRow, status: string | undefined): boolean {
  if (status === undefined) return row.status !== "canceled";
  return status === "all" || (status === "ended" ? row.status === "canceled" : row.status === status);
}

function isWithin(milliseconds: number, range: Range | undefined): boolean {
  const value = seconds(milliseconds);
  return range === undefined || (value >= range.from && value <= range.to);
}

// When the customer asked to cancel: at the beginning of the last period, or with its end for one that has ended.
function canceledAt(row: SubscriptionRow): number | null {
  if (row.status === "canceled") return seconds(row.periodEnd);
  return row.cancelAtPeriodEnd ? seconds(row.periodStart) : null;
}

function renderSubscription(row: SubscriptionRow, key: number, view: View): JsonObject {
  const isTrialing = row.status === "trialing";
  const latestInvoice = invoicesOfSubscription(row, view.world).at(-1);
  const period = { current_period_end: seconds(row.periodEnd), current_period_start: seconds(row.periodStart) };
  const { isBasil } = view.version;
  return {
    id: stripeId("subscription", key),
    object: "subscription",
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: period.current_period_start,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: null, type: "classic" },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: row.cancelAtPeriodEnd ? period.current_period_end : null,
    cancel_at_period_end: row.cancelAtPeriodEnd,
    canceled_at: canceledAt(row),
    cancellation_details: {
      comment: null,
      feedback: null,
      reason: canceledAt(row) === null ? null : "cancellation_requested",
    },
    collection_method: "charge_automatically",
    created: seconds(row.createdAt),
    currency: row.currency.toLowerCase(),
    ...(isBasil ? {} : period),
    customer: stripeId("customer", row.customer),
    customer_account: null,
    days_until_due: null,
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    ...(isBasil ? {} : { discount: null }),
    discounts: [],
    ended_at: row.status === "canceled" ? period.current_period_end : null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: "self" },
    },
    items: {
      object: "list",
      data: [renderItem(row, key, isBasil ? period : {}, view)],
      has_more: false,
      total_count: 1,
      url: `/v1/subscription_items?subscription=${stripeId("subscription", key)}`,
    },
    latest_invoice: latestInvoice === undefined ? null : stripeId("invoice", latestInvoice),
    livemode: false,
    managed_payments: { enabled: false },
    metadata: {},
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: "off",
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    ...(isBasil ? {} : { plan: renderPlan(row, view), quantity: 1 }),
    schedule: null,
    start_date: seconds(row.createdAt),
    status: row.status,
    test_clock: null,
    transfer_data: null,
    trial_end: isTrialing ? period.current_period_end : null,
    trial_settings: { end_behavior: { missing_payment_method: "create_invoice" } },
    trial_start: isTrialing ? period.current_period_start : null,
  };
}

function renderItem(row: SubscriptionRow, key: number, period: JsonObject, view: View): JsonObject {
  return {
    id: stripeId("subscription_item", key),
    object: "subscription_item",
    billing_thresholds: null,
    created: seconds(row.createdAt),
    ...period,
    discounts: [],
    metadata: {},
    plan: renderPlan(row, view),
    price: renderPrice(row, view),
    quantity: 1,
    subscription: stripeId("subscription", key),
    tax_rates: [],
  };
}
