import type { InvoiceRow, SubscriptionRow } from "../world.ts";
import { stripeId } from "./ids.ts";
import type { Json, JsonObject } from "./json.ts";
import { seconds } from "./json.ts";
import { priceId, productId, renderPlan, renderPrice } from "./prices.ts";
import type { View } from "./resource.ts";

interface Line {
  /** 0 is what the subscription costs, 1 everything else. */
  readonly slot: 0 | 1;
  readonly amount: number;
  readonly description: string;
  readonly subscription: SubscriptionRow | null;
}

const monthSeconds = 30 * 24 * 3_600;

/** The lines of an invoice, which add up to its total: https://docs.stripe.com/api/invoice-line-item */
export function invoiceLines(
  invoice: InvoiceRow,
  key: number,
  subscription: SubscriptionRow | null,
  view: View,
): JsonObject {
  return {
    object: "list",
    data: linesOf(invoice, subscription).map((line) => renderLine(line, invoice, key, view)),
    has_more: false,
    total_count: linesOf(invoice, subscription).length,
    url: `/v1/invoices/${stripeId("invoice", key)}/lines`,
  };
}

function linesOf(invoice: InvoiceRow, subscription: SubscriptionRow | null): Line[] {
  if (subscription === null) return [{ slot: 1, amount: invoice.totalMinor, description: "Services", subscription }];
  const lines: Line[] = [
    { slot: 0, amount: subscription.amountMinor, description: `1 × ${subscription.plan}`, subscription },
  ];
  const rest = invoice.totalMinor - subscription.amountMinor;
  if (rest !== 0) {
    lines.push({ slot: 1, amount: rest, description: rest > 0 ? "Additional usage" : "Credit", subscription: null });
  }
  return lines;
}

function renderLine(line: Line, invoice: InvoiceRow, key: number, view: View): JsonObject {
  const end = seconds(invoice.createdAt);
  const subscriptionId = line.subscription === null ? null : stripeId("subscription", line.subscription.serial);
  return {
    id: lineId(key, line.slot),
    object: "line_item",
    amount: line.amount,
    currency: invoice.currency.toLowerCase(),
    description: line.description,
    discount_amounts: [],
    discountable: line.amount > 0,
    discounts: [],
    invoice: stripeId("invoice", key),
    livemode: false,
    metadata: {},
    period: { end, start: line.subscription === null ? end : end - monthSeconds },
    pretax_credit_amounts: [],
    quantity: 1,
    quantity_decimal: "1",
    subscription: subscriptionId,
    subtotal: line.amount,
    ...(view.version.isBasil ? basilFields(line, key) : classicFields(line, key, view)),
  };
}

function lineId(invoiceKey: number, slot: number): string {
  return stripeId("line_item", invoiceKey * 2 + slot);
}

// Invoice items are no resource of the sandbox: their id is the line's under another prefix.
function invoiceItemId(invoiceKey: number, slot: number): string {
  return lineId(invoiceKey, slot).replace("il_", "ii_");
}

function basilFields({ slot, amount, subscription }: Line, key: number): JsonObject {
  const common = { proration: false, proration_details: { credited_items: null } };
  const parent: JsonObject =
    subscription === null
      ? {
          invoice_item_details: { ...common, invoice_item: invoiceItemId(key, slot), subscription: null },
          subscription_item_details: null,
          type: "invoice_item_details",
        }
      : {
          invoice_item_details: null,
          subscription_item_details: {
            ...common,
            invoice_item: null,
            subscription: stripeId("subscription", subscription.serial),
            subscription_item: stripeId("subscription_item", subscription.serial),
          },
          type: "subscription_item_details",
        };
  const priceDetails: Json =
    subscription === null ? undefined : { price: priceId(subscription), product: productId(subscription.plan) };
  return {
    parent,
    pricing: { price_details: priceDetails, type: "price_details", unit_amount_decimal: String(amount) },
    taxes: [],
  };
}

function classicFields({ slot, amount, subscription }: Line, key: number, view: View): JsonObject {
  const source: JsonObject =
    subscription === null
      ? { invoice_item: invoiceItemId(key, slot), type: "invoiceitem" }
      : { subscription_item: stripeId("subscription_item", subscription.serial), type: "subscription" };
  return {
    ...source,
    amount_excluding_tax: amount,
    plan: subscription === null ? null : renderPlan(subscription, view),
    price: subscription === null ? null : renderPrice(subscription, view),
    proration: false,
    proration_details: { credited_items: null },
    tax_amounts: [],
    tax_rates: [],
    unit_amount_excluding_tax: String(amount),
  };
}
