// The newest API version against Stripe's own fixtures: same members, same kinds of value.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStripe, record, records } from "./open-stripe.ts";
import type { OpenStripe } from "./open-stripe.ts";

const newest = "2026-10-28.endive";
const fixtures = record(
  record(JSON.parse(readFileSync(new URL("../../contracts/stripe/fixtures3.trimmed.json", import.meta.url), "utf8")))[
    "resources"
  ],
);

// Where the types of SDK 23.1.0 and the fixtures differ, replies follow the types. A charge's refunds need `expand`.
const known: Readonly<Record<string, readonly string[]>> = {
  charge: ["has outcome.risk_level", "lacks refunds"],
  customer: ["has customer_account"],
  invoice: ["has lines.data.pricing.price_details", "has lines.total_count", "lacks subscription"],
  payment_intent: ["has automatic_payment_methods.allow_redirects", "has next_action.redirect_to_url"],
  subscription: ["has items.total_count"],
};
// Free-form objects, and an error of which the fixture shows another kind.
const opaque = new Set(["metadata", "payment_method_options", "last_payment_error"]);

const samples = [
  ["customer", "/customers?limit=100"],
  ["payment_intent", "/payment_intents?limit=100"],
  ["charge", "/charges?limit=100"],
  ["refund", "/refunds?limit=100"],
  ["balance_transaction", "/balance_transactions?limit=100"],
  ["invoice", "/invoices?limit=100"],
  ["subscription", "/subscriptions?limit=100&status=all"],
] as const;

let stripe: OpenStripe;
beforeAll(async () => {
  stripe = await openStripe();
});
afterAll(() => stripe[Symbol.asyncDispose]());

/** Differences in structure; null stands for any kind, and an empty list or object for any of its kind. */
function differences(actual: unknown, expected: unknown, path: string): string[] {
  if (actual === null || expected === null || opaque.has(path.split(".").at(-1) ?? "")) return [];
  if (Array.isArray(actual) && Array.isArray(expected)) {
    const sample: unknown = expected[0];
    return sample === undefined ? [] : actual.flatMap((item) => differences(item, sample, path));
  }
  if (
    typeof actual === "object" &&
    typeof expected === "object" &&
    !Array.isArray(actual) &&
    !Array.isArray(expected)
  ) {
    const mine = record(actual);
    const theirs = record(expected);
    if (Object.keys(theirs).length === 0 || Object.keys(mine).length === 0) return [];
    const at = (name: string): string => (path === "" ? name : `${path}.${name}`);
    return [
      ...Object.keys(theirs)
        .filter((name) => !(name in mine))
        .map((name) => `lacks ${at(name)}`),
      ...Object.keys(mine)
        .filter((name) => !(name in theirs))
        .map((name) => `has ${at(name)}`),
      ...Object.keys(theirs).flatMap((name) => (name in mine ? differences(mine[name], theirs[name], at(name)) : [])),
    ];
  }
  return typeof actual === typeof expected ? [] : [`${path} is ${typeof actual}, not ${typeof expected}`];
}

describe("newest shapes", () => {
  it.each(samples)("a %s has the structure of the fixture", async (object, path) => {
    const { status, body } = await stripe.get(path, { "stripe-version": newest });
    expect(status).toBe(200);
    const found = new Set(records(body).flatMap((item) => differences(item, fixtures[object], "")));
    expect([...found].sort()).toEqual(known[object] ?? []);
  });

  it("moves the subscription's period to its items", async () => {
    const path = "/subscriptions?limit=1";
    const [older] = records((await stripe.get(path, { "stripe-version": "2025-02-24.acacia" })).body);
    const [newer] = records((await stripe.get(path, { "stripe-version": "2025-03-31.basil" })).body);
    const item = records(record(newer?.["items"]))[0];
    expect(newer).not.toHaveProperty("current_period_end");
    expect(item).toMatchObject({
      current_period_end: older?.["current_period_end"],
      current_period_start: older?.["current_period_start"],
    });
    expect(older?.["current_period_end"]).toBeGreaterThan(1_500_000_000);
  });

  it("moves the invoice's subscription under its parent and drops what has gone", async () => {
    const path = "/invoices?limit=100";
    const older = records((await stripe.get(path)).body);
    const newer = records((await stripe.get(path, { "stripe-version": newest })).body);
    const subscriptionOf = (invoice: Record<string, unknown>): unknown =>
      invoice["parent"] === null ? null : record(record(invoice["parent"])["subscription_details"])["subscription"];
    expect(newer.map(subscriptionOf)).toEqual(older.map((invoice) => invoice["subscription"]));
    expect(new Set(newer.map((invoice) => typeof subscriptionOf(invoice)))).toEqual(new Set(["string", "object"]));
    for (const gone of ["paid", "paid_out_of_band", "subscription", "charge", "payment_intent", "tax", "discount"]) {
      expect(older[0]).toHaveProperty(gone);
      expect(newer[0]).not.toHaveProperty(gone);
    }
  });

  it.each([
    ["2025-08-27.basil", "coupon"],
    ["2025-09-30.clover", "source"],
  ])("a discount of %s names its coupon in %s", async (version, member) => {
    const { body } = await stripe.get("/customers?limit=100", { "stripe-version": version });
    const discounts = records(body).flatMap((customer) => (customer["discount"] === null ? [] : customer["discount"]));
    expect(discounts.length).toBeGreaterThan(0);
    for (const discount of discounts) {
      expect(Object.keys(record(discount)).filter((name) => name === "coupon" || name === "source")).toEqual([member]);
    }
  });
});
