import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ids } from "../../../src/sandbox/paypal/ids.ts";
import { paymentsOfSubscription } from "../../../src/sandbox/paypal/subscription-links.ts";
import type { SubscriptionRow } from "../../../src/sandbox/world.ts";
import { book, objectIn, objectsIn, serialsWhere, startPaypal, time } from "./running-paypal.ts";
import type { RunningPaypal } from "./running-paypal.ts";

const rows = serialsWhere(book.subscriptions.size, () => true).map((serial) => book.subscriptions.at(serial));
const statuses: Readonly<Record<string, string>> = {
  active: "ACTIVE",
  incomplete: "APPROVAL_PENDING",
  paused: "SUSPENDED",
  canceled: "CANCELLED",
};
const pathOf = ({ serial }: SubscriptionRow): string => `/v1/billing/subscriptions/${ids.subscription.idOf(serial)}`;
const since = (from: number, to: number): string =>
  `/transactions?${new URLSearchParams({ start_time: time(from), end_time: time(to) }).toString()}`;
const [begin, end] = [Date.UTC(2021, 0, 1), Date.UTC(2027, 0, 1)];

let paypal: RunningPaypal;
beforeAll(async () => {
  paypal = await startPaypal();
});
afterAll(() => paypal[Symbol.asyncDispose]());

describe("a subscription", () => {
  it("tells what the book knows of it", async () => {
    for (const row of rows) {
      const payer = book.payers.at(row.customer);
      const isApproved = row.status !== "incomplete";
      const { body } = await paypal.get(pathOf(row));
      expect(body).toMatchObject({ status: statuses[row.status], start_time: `${time(row.createdAt).slice(0, 19)}Z` });
      const subscriber = objectIn(body["subscriber"]);
      expect(subscriber["email_address"]).toBe(payer.email ?? undefined);
      expect(subscriber["payer_id"]).toBe(isApproved ? ids.account.idOf(payer.serial) : undefined);
      expect("billing_info" in body).toBe(isApproved);
    }
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(Object.keys(statuses)));
  });

  it("has its plan with it only when that is asked for, at its own price", async () => {
    const row = rows.find(({ currency, plan }) => currency === "JPY" || plan === "enterprise-yearly");
    if (row === undefined) throw new Error("the world has no such subscription");
    expect("plan" in (await paypal.get(pathOf(row))).body).toBe(false);
    const { body } = await paypal.get(`${pathOf(row)}?fields=plan`);
    const [cycle = {}] = objectsIn(objectIn(body["plan"])["billing_cycles"]);
    const { fixed_price: price } = objectIn(cycle["pricing_scheme"]);
    expect(price).toEqual({
      currency_code: row.currency,
      value: row.currency === "JPY" ? String(row.amountMinor) : (row.amountMinor / 100).toFixed(2),
    });
    expect((await paypal.get(`/v1/billing/plans/${String(body["plan_id"])}`)).status).toBe(200);
    expect((await paypal.get(`${pathOf(row)}?fields=everything`)).status).toBe(400);
  });

  it("is paid by captures that can be looked up, each of one subscription", async () => {
    const seen = new Set<unknown>();
    for (const row of rows) {
      const { body } = await paypal.get(pathOf(row) + since(begin, end));
      const transactions = objectsIn(body["transactions"]);
      expect(transactions.map(({ id }) => id)).toEqual(
        paymentsOfSubscription(row, book).map(({ serial }) => ids.capture.idOf(serial)),
      );
      for (const { id, status, amount_with_breakdown: amounts } of transactions) {
        const { body: capture } = await paypal.get(`/v2/payments/captures/${String(id)}`);
        expect(capture).toMatchObject({ status, amount: objectIn(amounts)["gross_amount"] });
        expect(seen.has(id)).toBe(false);
        seen.add(id);
      }
    }
    expect(seen.size).toBeGreaterThan(20);
  });

  it("lists what was paid between two instants, both included", async () => {
    const row = rows.find((one) => paymentsOfSubscription(one, book).length > 2);
    if (row === undefined) throw new Error("the world has no subscription that was paid three times");
    const [first, second] = paymentsOfSubscription(row, book);
    const { body } = await paypal.get(pathOf(row) + since(first?.createdAt ?? 0, second?.createdAt ?? 0));
    expect(body).toMatchObject({ total_items: 2, total_pages: 1 });
    expect((await paypal.get(pathOf(row) + since(end, begin))).status).toBe(400);
  });
});

describe("plans", () => {
  it("are one a product and currency, listed page by page", async () => {
    const { body } = await paypal.get("/v1/billing/plans?page_size=20&total_required=true");
    const plans = objectsIn(body["plans"]);
    expect(body["total_items"]).toBe(16);
    expect(new Set(plans.map(({ id }) => id)).size).toBe(16);
    expect("billing_cycles" in (plans[0] ?? {})).toBe(false);
    const second = await paypal.get("/v1/billing/plans?page=2");
    expect(objectsIn(second.body["plans"])).toEqual(plans.slice(10));
  });

  it("can be narrowed to a product or to ids", async () => {
    const { body } = await paypal.get("/v1/billing/plans?page_size=20");
    const [first = {}, second = {}] = objectsIn(body["plans"]);
    const ofProduct = await paypal.get(`/v1/billing/plans?product_id=${String(first["product_id"])}`);
    expect(objectsIn(ofProduct.body["plans"])).toHaveLength(4);
    const named = await paypal.get(`/v1/billing/plans?plan_ids=${String(second["id"])},P-NOBODY`);
    expect(objectsIn(named.body["plans"])).toEqual([second]);
    const many = Array.from({ length: 11 }, () => "P-NOBODY").join(",");
    expect((await paypal.get(`/v1/billing/plans?plan_ids=${many}`)).status).toBe(400);
  });
});
