import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paymentOf } from "../../../../src/sandbox/paypal/account.ts";
import { ids } from "../../../../src/sandbox/paypal/ids.ts";
import { merchant } from "../../../../src/sandbox/paypal/merchant.ts";
import { dynamicsContactGuids } from "../../../../src/sandbox/ids.ts";
import {
  account,
  book,
  objectIn,
  objectsIn,
  serialsWhere,
  startPaypal,
  time,
  transactionsPath,
  worldEnd,
} from "../running-paypal.ts";
import type { Plain, RunningPaypal } from "../running-paypal.ts";
import { lines } from "./naive.ts";

const dayMs = 86_400_000;
const [firstAt, lastAt] = [Math.min(...lines.map(({ at }) => at)), Math.max(...lines.map(({ at }) => at))];
const month = { start_date: time(worldEnd - 31 * dayMs), end_date: time(worldEnd) };

let paypal: RunningPaypal;
beforeAll(async () => {
  paypal = await startPaypal({ historyYears: 10 });
});
afterAll(() => paypal[Symbol.asyncDispose]());

const infoOf = (detail: Plain): Plain => objectIn(detail["transaction_info"]);
const detailsIn = (body: Plain): readonly Plain[] => objectsIn(body["transaction_details"]);

/** Every line from one instant to another, window by window and page by page. */
async function crawl(
  query: Readonly<Record<string, string>>,
  days: number,
  pageSize: number,
): Promise<readonly Plain[]> {
  const found: Plain[] = [];
  for (let from = firstAt; from <= lastAt; from += days * dayMs) {
    // Both ends are included, so that the next window must begin a second later.
    const window = { start_date: time(from), end_date: time(from + days * dayMs - 1_000) };
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const path = transactionsPath({ ...window, ...query, page: String(page), page_size: String(pageSize) });
      const { status, body } = await paypal.get(path);
      expect(status).toBe(200);
      pages = Number(body["total_pages"]);
      found.push(...detailsIn(body));
    }
  }
  return found;
}

async function lineOf(id: string, at: number, fields = "all"): Promise<Plain> {
  // Reporting knows whole seconds.
  const window = { start_date: time(at - 1_000), end_date: time(at + dayMs) };
  const query = { ...window, transaction_id: id, fields, balance_affecting_records_only: "N" };
  const { body } = await paypal.get(transactionsPath(query));
  return detailsIn(body)[0] ?? {};
}

describe("listing transactions", () => {
  it.each([
    [31, 500],
    [7, 11],
  ])("by %i days and pages of %i gives every payment and refund of the book once", async (days, pageSize) => {
    const found = (await crawl({ balance_affecting_records_only: "N" }, days, pageSize)).map(infoOf);
    const told = found.map((info) => [
      info["transaction_id"],
      info["transaction_event_code"],
      info["transaction_status"],
    ]);
    expect(told.toSorted()).toEqual(lines.map(({ id, code, status }) => [id, code, status]).toSorted());
    const dates = found.map((info) => String(info["transaction_initiation_date"]));
    expect(dates).toEqual(dates.toSorted());
  });

  it("tells amounts as signed decimals of their currency, and fees as negative ones", async () => {
    const found = new Map(
      (await crawl({ balance_affecting_records_only: "N" }, 31, 500))
        .map(infoOf)
        .map((info) => [info["transaction_id"], info]),
    );
    for (const { id, amountMinor, feeMinor, currency } of lines) {
      const digits = currency === "JPY" ? 0 : 2;
      const value = (minor: number) => ({ currency_code: currency, value: (minor / 10 ** digits).toFixed(digits) });
      expect(found.get(id)).toMatchObject({ transaction_amount: value(amountMinor) });
      expect(found.get(id)?.["fee_amount"]).toEqual(feeMinor === 0 ? undefined : value(-feeMinor));
    }
    expect(new Set(lines.map(({ currency }) => currency))).toEqual(new Set(["USD", "EUR", "GBP", "JPY"]));
  });

  it("leaves what moves no money out unless asked", async () => {
    const found = (await crawl({}, 31, 500)).map((detail) => String(infoOf(detail)["transaction_id"]));
    const moving = lines.filter(({ isBalanceAffecting }) => isBalanceAffecting);
    expect(moving.length).toBeLessThan(lines.length);
    expect(found.toSorted()).toEqual(moving.map(({ id }) => id).toSorted());
  });

  it("goes from the first to the last page by links", async () => {
    const { body } = await paypal.get(transactionsPath({ ...month, page: "2", page_size: "5" }));
    const links = objectsIn(body["links"]).map(({ rel, href }) => [
      rel,
      new URL(String(href)).searchParams.get("page"),
    ]);
    expect(body).toMatchObject({
      page: 2,
      account_number: merchant.id,
      total_pages: Math.ceil(Number(body["total_items"]) / 5),
    });
    expect(links).toEqual([
      ["self", "2"],
      ["first", "1"],
      ["last", String(body["total_pages"])],
      ["prev", "1"],
      ["next", "3"],
    ]);
    const beyond = await paypal.get(transactionsPath({ ...month, page: "999" }));
    expect(beyond.body).toMatchObject({ transaction_details: [], total_items: body["total_items"] });
  });

  it("sends the blocks that were asked for, and no others", async () => {
    const keys = async (query: Record<string, string>) => {
      const { body } = await paypal.get(transactionsPath({ ...month, ...query }));
      return new Set(detailsIn(body).flatMap(Object.keys));
    };
    expect(await keys({})).toEqual(new Set(["transaction_info"]));
    expect(await keys({ fields: "payer_info,cart_info" })).toEqual(new Set(["payer_info", "cart_info"]));
    expect((await keys({ fields: "all" })).size).toBe(7);
    expect((await paypal.get(transactionsPath({ ...month, fields: "transaction_info,everything" }))).status).toBe(400);
  });

  it("refers a refund to its payment, a payment to its order or subscription", async () => {
    const [serial = 0] = serialsWhere(book.payments.size, (at) => book.payments.at(at).refunds.length > 0);
    const { refunds } = book.payments.at(serial);
    const refund = await lineOf(ids.refund.idOf(refunds[0]?.serial ?? 0), refunds[0]?.createdAt ?? 0);
    expect(infoOf(refund)).toMatchObject({
      paypal_reference_id: ids.capture.idOf(serial),
      paypal_reference_id_type: "TXN",
    });

    for (const wanted of ["T0006", "T0002"]) {
      const [one = 0] = serialsWhere(book.payments.size, (at) => {
        const { subscription, kind } = paymentOf(book.payments.at(at), account);
        return kind === "capture" && (wanted === "T0006") === (subscription === null);
      });
      const { row, subscription } = paymentOf(book.payments.at(one), account);
      expect(infoOf(await lineOf(ids.capture.idOf(one), row.createdAt))).toMatchObject({
        transaction_event_code: wanted,
        paypal_reference_id: subscription === null ? ids.order.idOf(one) : ids.subscription.idOf(subscription.serial),
        paypal_reference_id_type: subscription === null ? "ODR" : "SUB",
      });
    }
  });

  it("has one account id a payer, another for a duplicate, none for a guest, and the CRM's id in custom_field", async () => {
    const accounts = new Map<number, Set<unknown>>();
    let guests = 0;
    const crawled = await crawl(
      { balance_affecting_records_only: "N", fields: "transaction_info,payer_info" },
      31,
      500,
    );
    const byId = new Map(crawled.map((detail) => [infoOf(detail)["transaction_id"], detail]));
    for (const serial of serialsWhere(book.payments.size, () => true)) {
      const { payer, transactionId, isGuest } = paymentOf(book.payments.at(serial), account);
      const detail = byId.get(transactionId) ?? {};
      const info = objectIn(detail["payer_info"]);
      const { externalOf } = payer;
      expect(infoOf(detail)["custom_field"]).toBe(
        externalOf === null ? undefined : dynamicsContactGuids.idOf(externalOf.serial),
      );
      expect(info["email_address"]).toBe(payer.email ?? undefined);
      expect(info["account_id"]).toBe(infoOf(detail)["paypal_account_id"]);
      if (isGuest) guests += 1;
      expect(info["account_id"] === undefined).toBe(isGuest);
      if (!isGuest) accounts.set(payer.serial, (accounts.get(payer.serial) ?? new Set()).add(info["account_id"]));
    }
    expect([...accounts.values()].every((found) => found.size === 1)).toBe(true);
    expect(new Set([...accounts.values()].flatMap((found) => [...found])).size).toBe(accounts.size);
    expect(guests).toBeGreaterThan(0);
    expect(guests).toBeLessThan(book.payments.size / 20);
  });

  it("balances: what is there after a line is what was there before it, and its amount and fee", async () => {
    const { body } = await paypal.get(transactionsPath(month));
    const running = new Map<unknown, number>();
    for (const info of detailsIn(body).map(infoOf)) {
      const { currency_code: currency, value } = objectIn(info["transaction_amount"]);
      const fee = info["fee_amount"] === undefined ? 0 : Number(objectIn(info["fee_amount"])["value"]);
      const balance = Number(objectIn(info["ending_balance"])["value"]);
      expect(balance).toBeCloseTo((running.get(currency) ?? balance - Number(value) - fee) + Number(value) + fee, 2);
      running.set(currency, balance);
    }
    expect(running.size).toBeGreaterThan(2);
    const filtered = await paypal.get(transactionsPath({ ...month, transaction_status: "S" }));
    expect(
      detailsIn(filtered.body)
        .map(infoOf)
        .some((info) => "ending_balance" in info),
    ).toBe(false);
  });
});
