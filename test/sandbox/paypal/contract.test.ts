// Every route's replies, and the requests that got them, against PayPal's own OpenAPI files.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ids } from "../../../src/sandbox/paypal/ids.ts";
import { paypalContract } from "../../support/paypal-contract.ts";
import { book, serialsWhere, startPaypal, time, transactionsPath, worldEnd } from "./running-paypal.ts";
import type { RunningPaypal } from "./running-paypal.ts";

const dayMs = 86_400_000;
const month = { start_date: time(worldEnd - 31 * dayMs), end_date: time(worldEnd) };
const { payments, subscriptions, invoices } = book;

let paypal: RunningPaypal;
beforeAll(async () => {
  paypal = await startPaypal();
});
afterAll(() => paypal[Symbol.asyncDispose]());

/** What is wrong with the last exchange, the request included. */
function findings(): readonly string[] {
  const exchange = paypal.exchanges.at(-1);
  if (exchange === undefined) throw new Error("the exchange was not seen");
  const { method, path, query, requestBody, status, responseBody } = exchange;
  return [
    ...paypalContract.checkRequest({ method, path, query, body: requestBody }),
    ...paypalContract.checkResponse({ method, path, status, body: responseBody }),
  ];
}

describe("requests that keep to the contract", () => {
  it.each([
    [month],
    [{ ...month, fields: "all" }],
    [{ ...month, fields: "payer_info,cart_info", page_size: "500", page: "2" }],
    [{ ...month, balance_affecting_records_only: "N", transaction_status: "P" }],
    [{ ...month, transaction_type: "T1107", transaction_currency: "EUR", transaction_amount: "-5000 TO 100000" }],
    [{ ...month, payment_instrument_type: "CREDITCARD", store_id: "1", terminal_id: "1" }],
    [{ ...month, transaction_id: ids.capture.idOf(0) }],
  ])("list transactions: %o", async (query) => {
    const { status } = await paypal.get(transactionsPath(query));
    expect([status, ...findings()]).toEqual([200]);
  });

  it.each(["", "?currency_code=EUR", `?as_of_time=${encodeURIComponent(time(worldEnd - 400 * dayMs))}`])(
    "list balances%s",
    async (query) => {
      const { status } = await paypal.get(`/v1/reporting/balances${query}`);
      expect([status, ...findings()]).toEqual([200]);
    },
  );

  // Every record there is: a few hundred of each.
  it("show every capture, authorization, refund and order", { timeout: 120_000 }, async () => {
    for (const serial of serialsWhere(payments.size, () => true)) {
      const { status, refunds } = payments.at(serial);
      const kind = status === "succeeded" || status === "processing" ? "capture" : "authorization";
      expect((await paypal.get(`/v2/payments/${kind}s/${ids[kind].idOf(serial)}`)).status).toBe(200);
      for (const refund of refunds) {
        expect((await paypal.get(`/v2/payments/refunds/${ids.refund.idOf(refund.serial)}`)).status).toBe(200);
      }
      expect([200, 404]).toContain((await paypal.get(`/v2/checkout/orders/${ids.order.idOf(serial)}`)).status);
      expect(findings()).toEqual([]);
    }
  });

  it("show every invoice and subscription, with all that can be asked for", async () => {
    for (const serial of serialsWhere(invoices.size, () => true)) {
      const { status } = await paypal.get(`/v2/invoicing/invoices/${ids.invoice.idOf(serial)}`);
      expect([status, ...findings()]).toEqual([200]);
    }
    for (const serial of serialsWhere(subscriptions.size, () => true)) {
      const path = `/v1/billing/subscriptions/${ids.subscription.idOf(serial)}`;
      expect((await paypal.get(`${path}?fields=plan,last_failed_payment`)).status).toBe(200);
      expect(findings()).toEqual([]);
      const since = `start_time=2021-01-01T00:00:00Z&end_time=2026-12-31T00:00:00Z`;
      expect((await paypal.get(`${path}/transactions?${since}`)).status).toBe(200);
      expect(findings()).toEqual([]);
    }
  });

  it.each([
    "/v2/invoicing/invoices",
    "/v2/invoicing/invoices?page=3&page_size=100&total_required=true&fields=none",
    "/v1/billing/plans",
    "/v1/billing/plans?page=2&page_size=3&total_required=true",
    `/v1/billing/plans?plan_ids=${ids.plan.idOf(0)},${ids.plan.idOf(5)}`,
    `/v1/billing/plans/${ids.plan.idOf(3)}`,
    `/v1/billing/subscriptions/${ids.subscription.idOf(3)}`,
    `/v2/checkout/orders/${ids.order.idOf(oneOff())}?fields=payment_source`,
  ])("list and show: %s", async (path) => {
    const { status } = await paypal.get(path);
    expect([status, ...findings()]).toEqual([200]);
  });

  it("list whole plans", async () => {
    const { status } = await paypal.get("/v1/billing/plans", { prefer: "return=representation" });
    expect([status, ...findings()]).toEqual([200]);
  });

  it.each([
    {},
    { status: ["PAID", "SENT"], currency_code: "EUR", archived: false, fields: ["items"] },
    { creation_date_range: { start: "2025-01-01T00:00:00Z", end: "2026-01-01T00:00:00Z" } },
    { invoice_date_range: { start: "2025-01-01", end: "2026-01-01" } },
    { total_amount_range: { lower_amount: usd("10.00"), upper_amount: usd("500.00") } },
  ])("search invoices: %o", async (search) => {
    const { status } = await paypal.post("/v2/invoicing/search-invoices?total_required=true&page_size=50", search);
    expect([status, ...findings()]).toEqual([200]);
  });

  it.each([
    [-1, {}, {}],
    [-2, { note_to_payer: "Sorry", invoice_id: "R-1", custom_id: "c-1" }, { prefer: "return=representation" }],
  ])("refund: %i", async (place, body, headers) => {
    const serial = serialsWhere(payments.size, isRefundable).at(place) ?? 0;
    const { status } = await paypal.post(`/v2/payments/captures/${ids.capture.idOf(serial)}/refund`, body, headers);
    expect([status, ...findings()]).toEqual([201]);
  });
});

describe("requests that do not keep to it", () => {
  const { start_date, end_date } = month;
  it.each([
    transactionsPath({ start_date }),
    transactionsPath({ end_date }),
    transactionsPath({ start_date: "yesterday", end_date }),
    transactionsPath({ start_date: "2026-10-01T00:00:00+0200", end_date }),
    transactionsPath({ ...month, page: "0" }),
    transactionsPath({ ...month, page_size: "501" }),
    transactionsPath({ ...month, page_size: "many" }),
    transactionsPath({ ...month, transaction_id: "short" }),
    transactionsPath({ ...month, sort: "asc" }),
    "/v1/reporting/balances?currency_code=EURO",
    "/v1/reporting/balances?as_of_time=now",
    "/v2/invoicing/invoices?page=1001",
    "/v2/invoicing/invoices?page_size=0",
    "/v2/invoicing/invoices?page_size=x",
    "/v2/invoicing/invoices?fields=some",
    "/v2/invoicing/invoices?total_required=perhaps",
    "/v1/billing/plans?page_size=21",
    "/v1/billing/plans?product_id=x",
    `/v1/billing/subscriptions/${ids.subscription.idOf(0)}/transactions`,
    `/v1/billing/subscriptions/${ids.subscription.idOf(0)}/transactions?start_time=x&end_time=2026-01-01T00:00:00Z`,
    `/v2/payments/captures/${ids.capture.idOf(0)}?fields=all`,
    `/v2/checkout/orders/${ids.order.idOf(0)}?fields=ID`,
  ])("are refused, as the contract says: GET %s", async (path) => {
    const { status } = await paypal.get(path);
    expect(status).toBe(400);
    expect(findings().length).toBeGreaterThan(0);
  });

  it.each([
    { recipient_email: 5 },
    { status: ["SETTLED"] },
    { status: ["PAID", "SENT", "DRAFT", "PAID", "SENT", "DRAFT"] },
    { invoice_number: "x".repeat(26) },
    { currency_code: "EURO" },
    { invoice_date_range: { start: "2025-01-01" } },
    { creation_date_range: { start: "2025-01-01", end: "2026-01-01" } },
    { total_amount_range: { lower_amount: { value: 10, currency_code: "EUR" }, upper_amount: usd("5.00") } },
    [],
    "PAID",
  ])("are refused, as the contract says: search %o", async (search) => {
    const { status } = await paypal.post("/v2/invoicing/search-invoices", search);
    expect(status).toBe(400);
    expect(findings().length).toBeGreaterThan(0);
  });

  it.each([
    { amount: { value: 10, currency_code: "USD" } },
    { amount: { value: "10.00", currency_code: "EURO" } },
    { amount: { value: "ten", currency_code: "USD" } },
    { amount: { value: "10.00" } },
    { invoice_id: "" },
    { note_to_payer: "x".repeat(256) },
    null,
  ])("are refused, as the contract says: refund %o", async (body) => {
    const [serial = 0] = serialsWhere(payments.size, isRefundable);
    const { status } = await paypal.post(`/v2/payments/captures/${ids.capture.idOf(serial)}/refund`, body);
    expect(status).toBe(400);
    expect(findings().length).toBeGreaterThan(0);
  });

  it.each([
    "/v2/payments/captures/8AA831015G517922L",
    `/v2/payments/captures/${ids.authorization.idOf(0)}`,
    `/v2/payments/captures/${ids.capture.idOf(payments.size)}`,
    "/v2/payments/authorizations/nobody",
    `/v2/payments/refunds/${ids.refund.idOf(2 * payments.size + 100)}`,
    "/v2/checkout/orders/nobody",
    "/v2/invoicing/invoices/INV2-AAAA-BBBB-CCCC-DDDD",
    "/v1/billing/plans/P-NOBODY",
    "/v1/billing/subscriptions/I-NOBODY",
    "/v1/billing/subscriptions/I-NOBODY/transactions",
  ])("find nothing, as the contract says it: %s", async (path) => {
    // The harness has held the reply to the contract.
    const { status, body } = await paypal.get(path);
    expect([status, body["name"]]).toEqual([404, "RESOURCE_NOT_FOUND"]);
  });

  it("would be found out: a reply with a number for an amount is not PayPal's", () => {
    const reply = { method: "GET", path: "/v2/payments/captures/X", status: 200 };
    const amount = { currency_code: "EUR", value: 10 };
    expect(paypalContract.checkResponse({ ...reply, body: { id: "X", amount } })).not.toEqual([]);
  });
});

function usd(value: string) {
  return { value, currency_code: "USD" };
}

function isRefundable(serial: number): boolean {
  const { status, refunds } = payments.at(serial);
  return status === "succeeded" && refunds.length === 0;
}

/** A payment that was only authorised has an order for certain. */
function oneOff(): number {
  return serialsWhere(payments.size, (serial) => payments.at(serial).status === "canceled")[0] ?? 0;
}
