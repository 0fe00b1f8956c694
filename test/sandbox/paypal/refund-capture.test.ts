import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ids } from "../../../src/sandbox/paypal/ids.ts";
import type { PaymentRow } from "../../../src/sandbox/world.ts";
import {
  book,
  objectIn,
  objectsIn,
  serialsWhere,
  startPaypal,
  time,
  transactionsPath,
  worldEnd,
} from "./running-paypal.ts";
import type { Answer, RunningPaypal } from "./running-paypal.ts";

const dayMs = 86_400_000;
const whole = { prefer: "return=representation" };
const { payments } = book;
const isRecent = ({ createdAt }: PaymentRow): boolean => worldEnd - createdAt < 150 * dayMs;

/** Recent payments that pass a test; each test of this file takes its own. */
const serials = (test: (row: PaymentRow) => boolean): readonly number[] =>
  serialsWhere(payments.size, (serial) => isRecent(payments.at(serial)) && test(payments.at(serial)));
const fresh = serials(
  ({ status, refunds, currency }) => status === "succeeded" && refunds.length === 0 && currency === "EUR",
);
const [yen = 0] = serials(
  ({ status, refunds, currency }) => status === "succeeded" && refunds.length === 0 && currency === "JPY",
);
const [pending = 0] = serials(({ status }) => status === "processing");
const [old = 0] = serialsWhere(
  payments.size,
  (at) => payments.at(at).status === "succeeded" && payments.at(at).refunds.length === 0,
);

let paypal: RunningPaypal;
beforeAll(async () => {
  paypal = await startPaypal();
});
afterAll(() => paypal[Symbol.asyncDispose]());

const capturePath = (serial: number): string => `/v2/payments/captures/${ids.capture.idOf(serial)}`;
const refund = (serial: number, body?: unknown, headers?: Record<string, string>): Promise<Answer> =>
  paypal.post(`${capturePath(serial)}/refund`, body, headers);
const euros = (minor: number) => ({ currency_code: "EUR", value: (minor / 100).toFixed(2) });
const amountOf = (place: number): readonly [serial: number, minor: number] => {
  const serial = fresh[place] ?? expect.fail("the world has too few refundable payments");
  return [serial, payments.at(serial).amountMinor];
};

describe("refunding a capture", () => {
  it("gives all of it back when no amount is named, and only once", async () => {
    const [serial, minor] = amountOf(0);
    const first = await refund(serial, undefined, whole);
    expect(first).toMatchObject({ status: 201, body: { status: "COMPLETED", amount: euros(minor) } });
    expect((await paypal.get(capturePath(serial))).body["status"]).toBe("REFUNDED");
    const again = await refund(serial, {}, whole);
    expect(again.status).toBe(422);
    expect(objectsIn(again.body["details"])).toMatchObject([{ issue: "CAPTURE_FULLY_REFUNDED" }]);
  });

  it("gives parts back until nothing is left", async () => {
    const [serial, minor] = amountOf(1);
    const part = await refund(serial, { amount: euros(100), note_to_payer: "Late", invoice_id: "R-7" }, whole);
    expect(part.body).toMatchObject({ amount: euros(100), note_to_payer: "Late", invoice_id: "R-7" });
    expect((await paypal.get(capturePath(serial))).body["status"]).toBe("PARTIALLY_REFUNDED");
    const tooMuch = await refund(serial, { amount: euros(minor) });
    expect(objectsIn(tooMuch.body["details"])).toMatchObject([
      { field: "/amount/value", issue: "REFUND_AMOUNT_EXCEEDED" },
    ]);
    const rest = await refund(serial, {}, whole);
    expect(rest.body).toMatchObject({
      amount: euros(minor - 100),
      seller_payable_breakdown: { total_refunded_amount: euros(minor) },
    });
    expect((await paypal.get(capturePath(serial))).body).toMatchObject({
      status: "REFUNDED",
      update_time: "2026-11-01T00:00:00Z",
    });
  });

  it("does it once for one request id, whatever is asked the second time", async () => {
    const [serial, minor] = amountOf(2);
    const key = { "paypal-request-id": "order-1" };
    const first = await refund(serial, { amount: euros(150) }, key);
    expect(Object.keys(first.body)).toEqual(["id", "status", "links"]);
    const second = await refund(serial, { amount: euros(150) }, key);
    expect(second.body["id"]).toBe(first.body["id"]);
    expect((await refund(serial, { amount: euros(90) }, key)).body["id"]).toBe(first.body["id"]);
    const other = await refund(serial, {}, { ...whole, "paypal-request-id": "order-2" });
    expect(other.body).toMatchObject({ amount: euros(minor - 150) });
  });

  it("keeps a request id for 45 days", async () => {
    await using server = await startPaypal({ refundDays: 400 });
    const [serial] = amountOf(3);
    const call = () => server.post(`${capturePath(serial)}/refund`, { amount: euros(1) }, { "paypal-request-id": "k" });
    const first = await call();
    server.advance(44 * dayMs);
    const renewed = await server.token();
    const later = (): Promise<Answer> =>
      server.post(
        `${capturePath(serial)}/refund`,
        { amount: euros(1) },
        { "paypal-request-id": "k", authorization: `Bearer ${renewed}` },
      );
    expect((await later()).body["id"]).toBe(first.body["id"]);
    server.advance(dayMs);
    const afterwards = await server.token();
    const last = await server.post(
      `${capturePath(serial)}/refund`,
      { amount: euros(1) },
      { "paypal-request-id": "k", authorization: `Bearer ${afterwards}` },
    );
    expect(last.status).toBe(201);
    expect(last.body["id"]).not.toBe(first.body["id"]);
  });

  it.each([
    [fresh[4], { currency_code: "USD", value: "1.00" }, "REFUND_CAPTURE_CURRENCY_MISMATCH"],
    [fresh[4], { currency_code: "KWD", value: "1.000" }, "INVALID_CURRENCY_CODE"],
    [fresh[4], { currency_code: "EUR", value: "1.001" }, "DECIMAL_PRECISION"],
    [fresh[4], { currency_code: "EUR", value: "0.00" }, "CANNOT_BE_ZERO_OR_NEGATIVE"],
    [fresh[4], { currency_code: "EUR", value: "-1.00" }, "CANNOT_BE_ZERO_OR_NEGATIVE"],
    [yen, { currency_code: "JPY", value: "100.5" }, "DECIMALS_NOT_SUPPORTED"],
    [pending, undefined, "PENDING_CAPTURE"],
    [old, undefined, "REFUND_TIME_LIMIT_EXCEEDED"],
  ])("of payment %i with %o is refused: %s", async (serial = 0, amount, issue) => {
    const { status, body } = await refund(serial, { amount });
    expect([status, body["name"]]).toEqual([422, "UNPROCESSABLE_ENTITY"]);
    expect(objectsIn(body["details"])).toMatchObject([{ issue, description: expect.any(String) }]);
  });

  it("cannot take the platform's fee back, which there is none of", async () => {
    const fees = { payment_instruction: { platform_fees: [{ amount: euros(1) }] } };
    expect((await refund(fresh[4] ?? 0, fees)).body["details"]).toMatchObject([{ issue: "PLATFORM_FEE_NOT_ENABLED" }]);
  });

  it("refuses what is no JSON, and what does not say that it is", async () => {
    const url = `${paypal.server.url}${capturePath(fresh[4] ?? 0)}/refund`;
    const authorization = `Bearer ${await paypal.token()}`;
    const send = (type: string, body: string): Promise<Response> =>
      fetch(url, { method: "POST", headers: { authorization, "content-type": type }, body });
    expect((await send("application/json", "{")).status).toBe(400);
    expect((await send("application/xml", "<a/>")).status).toBe(415);
    expect((await send("application/x-www-form-urlencoded", "a=b")).status).toBe(400);
  });

  it("is told by every API that can tell it", async () => {
    await using server = await startPaypal();
    const [serial] = amountOf(5);
    const window = { start_date: time(worldEnd - dayMs), end_date: time(worldEnd) };
    const before = await server.get("/v1/reporting/balances?currency_code=EUR");
    const { body: made } = await server.post(`${capturePath(serial)}/refund`, { amount: euros(130) }, whole);
    const id = String(made["id"]);

    expect((await server.get(`/v2/payments/refunds/${id}`)).body).toEqual(made);
    const listed = await server.get(transactionsPath({ ...window, transaction_id: id, fields: "transaction_info" }));
    expect(
      objectsIn(listed.body["transaction_details"]).map((detail) => objectIn(detail["transaction_info"])),
    ).toMatchObject([
      {
        transaction_event_code: "T1107",
        transaction_amount: { value: "-1.30" },
        paypal_reference_id: ids.capture.idOf(serial),
      },
    ]);
    const balance = ({ body }: Answer): number =>
      Number(objectIn(objectsIn(body["balances"])[0]?.["total_balance"])["value"]);
    const after = await server.get("/v1/reporting/balances?currency_code=EUR");
    expect(balance(before) - balance(after)).toBeCloseTo(1.3, 2);
    const unfiltered = await server.get(transactionsPath(window));
    const last = objectsIn(unfiltered.body["transaction_details"])
      .map((detail) => objectIn(detail["transaction_info"]))
      .at(-1);
    expect(last).toMatchObject({ transaction_id: id, ending_balance: { value: balance(after).toFixed(2) } });
  });
});
