import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paymentOf } from "../../../src/sandbox/paypal/account.ts";
import { ids } from "../../../src/sandbox/paypal/ids.ts";
import { account, book, objectIn, objectsIn, serialsWhere, startPaypal } from "./running-paypal.ts";
import type { Answer, RunningPaypal } from "./running-paypal.ts";

const { payments } = book;
const payment = (serial: number) => paymentOf(payments.at(serial), account);
const where = (test: (serial: number) => boolean): readonly number[] => serialsWhere(payments.size, test);

let paypal: RunningPaypal;
beforeAll(async () => {
  paypal = await startPaypal();
});
afterAll(() => paypal[Symbol.asyncDispose]());

const capture = (serial: number): Promise<Answer> => paypal.get(`/v2/payments/captures/${ids.capture.idOf(serial)}`);
const order = (serial: number): Promise<Answer> => paypal.get(`/v2/checkout/orders/${ids.order.idOf(serial)}`);

describe("captures and refunds", () => {
  it("have the state that the book's payment and its refunds give them", async () => {
    const states = new Set<unknown>();
    for (const serial of where((at) => payment(at).kind === "capture")) {
      const { status, refunds, amountMinor } = payments.at(serial);
      const refunded = refunds.reduce((sum, refund) => sum + refund.amountMinor, 0);
      const left = refunded === 0 ? "COMPLETED" : refunded < amountMinor ? "PARTIALLY_REFUNDED" : "REFUNDED";
      const { body } = await capture(serial);
      expect(body["status"]).toBe(status === "processing" ? "PENDING" : left);
      states.add(body["status"]);
    }
    expect(states).toEqual(new Set(["COMPLETED", "PENDING", "PARTIALLY_REFUNDED", "REFUNDED"]));
  });

  it("tell gross, fee and net, which add up", async () => {
    const [serial = 0] = where((at) => payments.at(at).status === "succeeded");
    const { seller_receivable_breakdown: breakdown } = (await capture(serial)).body;
    const value = (name: string): number => Number(objectIn(objectIn(breakdown)[name])["value"]);
    expect(value("paypal_fee")).toBeGreaterThan(0);
    expect(value("gross_amount") - value("paypal_fee")).toBeCloseTo(value("net_amount"), 2);
  });

  it("lead to each other and to the order by links", async () => {
    const [serial = 0] = where((at) => payments.at(at).refunds.length === 2 && payment(at).subscription === null);
    const [, second] = payments.at(serial).refunds;
    const follow = async ({ body }: Answer, rel: string): Promise<Answer> => {
      const link = objectsIn(body["links"]).find((one) => one["rel"] === rel);
      return paypal.get(String(link?.["href"]).slice(paypal.server.url.length));
    };
    const refund = await paypal.get(`/v2/payments/refunds/${ids.refund.idOf(second?.serial ?? 0)}`);
    const up = await follow(refund, "up");
    expect(up.body["id"]).toBe(ids.capture.idOf(serial));
    const top = await follow(up, "up");
    expect(top.body["id"]).toBe(ids.order.idOf(serial));
    expect(objectIn(up.body["supplementary_data"])).toEqual({ related_ids: { order_id: top.body["id"] } });
    const [unit = {}] = objectsIn(top.body["purchase_units"]);
    expect(objectsIn(objectIn(unit["payments"])["refunds"])).toHaveLength(2);
    expect(objectsIn(objectIn(unit["payments"])["captures"])).toEqual([up.body]);
  });
});

describe("authorizations and orders", () => {
  it("are there for what was only authorised, which has no capture", async () => {
    for (const [status, state] of [
      ["requires_capture", "CREATED"],
      ["canceled", "VOIDED"],
    ] as const) {
      const [serial = 0] = where((at) => payments.at(at).status === status);
      const { body } = await paypal.get(`/v2/payments/authorizations/${ids.authorization.idOf(serial)}`);
      expect(body["status"]).toBe(state);
      expect((await capture(serial)).status).toBe(404);
      expect((await order(serial)).body["intent"]).toBe("AUTHORIZE");
    }
  });

  it("are not there for what pays a subscription", async () => {
    const [serial = 0] = where((at) => payment(at).subscription !== null);
    expect((await order(serial)).status).toBe(404);
    expect("supplementary_data" in (await capture(serial)).body).toBe(false);
  });

  it("name the payer, who has an account unless he paid as a guest", async () => {
    const [guest = 0] = where((at) => payment(at).isGuest);
    const [regular = 0] = where((at) => !payment(at).isGuest && payment(at).subscription === null);
    const byCard = (await order(guest)).body;
    expect(Object.keys(objectIn(byCard["payment_source"]))).toEqual(["card"]);
    expect("payer_id" in objectIn(byCard["payer"])).toBe(false);
    const byAccount = (await order(regular)).body;
    const accountId = ids.account.idOf(payment(regular).payer.serial);
    expect(byAccount).toMatchObject({
      payer: { payer_id: accountId },
      payment_source: { paypal: { account_id: accountId } },
    });
  });

  it("are unknown by any other path, of which the contract has none", async () => {
    const authorization = `Bearer ${await paypal.token()}`;
    for (const path of ["/v2/payments/captures", "/v1/payments/payment", "/v2/checkout/orders"]) {
      const response = await fetch(paypal.server.url + path, { headers: { authorization } });
      expect([response.status, objectIn(await response.json())["name"]]).toEqual([404, "RESOURCE_NOT_FOUND"]);
    }
  });
});
