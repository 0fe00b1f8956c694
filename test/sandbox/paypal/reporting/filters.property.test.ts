// Filters of the list against a plain filter over the book.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { objectIn, objectsIn, startPaypal, time, transactionsPath } from "../running-paypal.ts";
import type { RunningPaypal } from "../running-paypal.ts";
import { lines } from "./naive.ts";
import type { NaiveLine } from "./naive.ts";

const dayMs = 86_400_000;
const ordered = lines.toSorted((one, other) => one.at - other.at);

let paypal: RunningPaypal;
beforeAll(async () => {
  paypal = await startPaypal({ historyYears: 10 });
});
afterAll(() => paypal[Symbol.asyncDispose]());

interface Case {
  readonly name: string;
  readonly value: string;
  readonly test: (line: NaiveLine) => boolean;
}

/** Mostly a value that some line has, so that something matches. */
const someLine = fc
  .nat({ max: ordered.length - 1 })
  .map((place) => ordered[place] ?? expect.fail("there are no lines"));

const cases: readonly fc.Arbitrary<Case>[] = [
  someLine.map(({ id }) => ({ name: "transaction_id", value: id, test: (line) => line.id === id })),
  fc.constantFrom("T0006", "T0002", "T1107", "T1300", "T0400").map((code) => ({
    name: "transaction_type",
    value: code,
    test: (line) => line.code === code,
  })),
  fc.constantFrom("D", "P", "S", "V").map((status) => ({
    name: "transaction_status",
    value: status,
    test: (line) => line.status === status,
  })),
  fc.constantFrom("USD", "EUR", "GBP", "JPY", "SEK").map((currency) => ({
    name: "transaction_currency",
    value: currency,
    test: (line) => line.currency === currency,
  })),
  fc.tuple(someLine, someLine, fc.boolean()).map(([one, other, hasBrackets]) => {
    const [from, to] = [one.amountMinor, other.amountMinor].toSorted((less, more) => less - more);
    const text = `${from} TO ${to}`;
    return {
      name: "transaction_amount",
      value: hasBrackets ? `[${text}]` : text,
      test: ({ amountMinor }) => amountMinor >= (from ?? 0) && amountMinor <= (to ?? 0),
    };
  }),
  fc.constantFrom("CREDITCARD", "DEBITCARD").map((type) => ({
    name: "payment_instrument_type",
    value: type,
    test: (line) => type === "CREDITCARD" && line.isGuest,
  })),
  fc.constantFrom("store_id", "terminal_id").map((name) => ({ name, value: "T1", test: () => false })),
];

const filters = fc
  .array(fc.oneof(...cases), { maxLength: 3 })
  .map((found) => [...new Map(found.map((one) => [one.name, one])).values()]);
const windows = fc.record({ from: someLine.map(({ at }) => at), days: fc.constantFrom(1, 5, 31) });

describe("filters of transactions", () => {
  it("find what a plain filter over the book finds, in order of time", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        windows,
        filters,
        fc.constantFrom("Y", "N", null),
        async ({ from, days }, chosen, balanceOnly) => {
          const to = from + days * dayMs;
          const { status, body } = await paypal.get(
            transactionsPath({
              start_date: time(from),
              end_date: time(to),
              page_size: "500",
              ...(balanceOnly !== null && { balance_affecting_records_only: balanceOnly }),
              ...Object.fromEntries(chosen.map(({ name, value }) => [name, value])),
            }),
          );
          const wanted = ordered.filter(
            (line) =>
              line.at >= from &&
              line.at <= to &&
              (balanceOnly === "N" || line.isBalanceAffecting) &&
              chosen.every(({ test }) => test(line)),
          );
          const found = objectsIn(body["transaction_details"]).map((detail) => objectIn(detail["transaction_info"]));
          expect(status).toBe(200);
          expect(body["total_items"]).toBe(wanted.length);
          expect(found.map((info) => info["transaction_id"]).toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each(["5", "a TO b", "5 TO", "[5 TO 6", "5 to 6"])("refuse the amount range %s", async (range) => {
    const window = { start_date: time(Date.UTC(2026, 9, 1)), end_date: time(Date.UTC(2026, 9, 2)) };
    expect((await paypal.get(transactionsPath({ ...window, transaction_amount: range }))).status).toBe(400);
  });
});
