import type { SubscriptionRow } from "../world.ts";
import { hashText, stripeId } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import type { View } from "./resource.ts";

// The catalogue is older than every subscription.
const catalogueCreated = Date.UTC(2018, 0, 15) / 1_000;
const quarterMs = 100 * 24 * 3_600_000;

/** Subscriptions of the same plan, amount, currency and interval share a price. */
export function priceId(row: SubscriptionRow): string {
  return stripeId("price", hashText([row.plan, row.amountMinor, row.currency, intervalOf(row)].join("|")));
}

export function productId(plan: string): string {
  return stripeId("product", hashText(plan));
}

function intervalOf(row: SubscriptionRow): "month" | "year" {
  return row.periodEnd - row.periodStart > quarterMs ? "year" : "month";
}

/** https://docs.stripe.com/api/prices/object */
export function renderPrice(row: SubscriptionRow, view: View): JsonObject {
  const aggregate = view.version.isBasil ? { meter: null } : { aggregate_usage: null, meter: null };
  return {
    id: priceId(row),
    object: "price",
    active: true,
    billing_scheme: "per_unit",
    created: catalogueCreated,
    currency: row.currency.toLowerCase(),
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: row.plan,
    product: productId(row.plan),
    recurring: {
      ...aggregate,
      interval: intervalOf(row),
      interval_count: 1,
      trial_period_days: null,
      usage_type: "licensed",
    },
    tax_behavior: "unspecified",
    tiers_mode: null,
    transform_quantity: null,
    type: "recurring",
    unit_amount: row.amountMinor,
    unit_amount_decimal: String(row.amountMinor),
  };
}

/** The older form of a price, which Stripe still puts beside it. */
export function renderPlan(row: SubscriptionRow, view: View): JsonObject {
  return {
    id: priceId(row),
    object: "plan",
    active: true,
    ...(view.version.isBasil ? {} : { aggregate_usage: null }),
    amount: row.amountMinor,
    amount_decimal: String(row.amountMinor),
    billing_scheme: "per_unit",
    created: catalogueCreated,
    currency: row.currency.toLowerCase(),
    interval: intervalOf(row),
    interval_count: 1,
    livemode: false,
    metadata: {},
    meter: null,
    nickname: row.plan,
    product: productId(row.plan),
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: "licensed",
  };
}

/** The product of a plan, for expansion only. */
export function renderProduct(plan: string, view: View): JsonObject {
  return {
    id: productId(plan),
    object: "product",
    active: true,
    created: catalogueCreated,
    default_price: null,
    description: null,
    // Renamed in 2024-04-10: https://docs.stripe.com/changelog/2024-04-10
    ...(view.version.name < "2024-04-10" ? { features: [] } : { marketing_features: [] }),
    images: [],
    livemode: false,
    metadata: {},
    name: plan,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    type: "service",
    unit_label: null,
    updated: catalogueCreated,
    url: null,
  };
}
