import { describe, expect, it } from "vitest";
import type { SumRequest } from "../../src/connectors/contract.ts";
import { id, text } from "../../src/mapping/converters.ts";
import { isoInstant } from "../../src/mapping/dates.ts";
import { at, required } from "../../src/mapping/field-map.ts";
import { decimalMoney } from "../../src/mapping/money.ts";
import { createTally } from "../../src/sums/tally.ts";
import { fakeSource } from "../support/fake-source.ts";
import { ALL } from "./some-shop.ts";

const fields = {
  id: required("id", id),
  stageId: at("stage", text),
  status: at("status", text),
  createdAt: at("made", isoInstant),
  amount: decimalMoney("amount", "currency"),
};

const { mapping } = fakeSource({ name: "shop", entities: {} });

function tally(request: Partial<SumRequest> = {}, only: { field: string; value: string } | null = null) {
  const whole = { by: ["stageId"], monthOf: null, amount: "amount", filter: ALL, ...request };
  return createTally({ type: "Deal", fields, request: whole, only, mapping });
}

const group = (stageId: string | null, count: number, amount: object | null, month: string | null = null) => ({
  keys: { stageId },
  month,
  count,
  amount,
});

describe("a tally", () => {
  it("counts apart what differs, and each currency, and what has no amount", () => {
    const counting = tally();
    for (const [stage, amount, currency] of [
      ["a", "0.10", "EUR"],
      ["a", "0.20", "EUR"],
      ["a", "7", "JPY"],
      ["b", "1.234", "KWD"],
      ["a", null, null],
      [null, "1", "EUR"],
    ] as const) {
      counting.add({ id: 1, stage, amount, currency }, 1);
    }
    expect(counting.groups()).toEqual([
      group("a", 2, { minorUnits: 30, currency: "EUR" }),
      group("a", 1, { minorUnits: 7, currency: "JPY" }),
      group("b", 1, { minorUnits: 1_234, currency: "KWD" }),
      group("a", 1, null),
      group(null, 1, { minorUnits: 100, currency: "EUR" }),
    ]);
    expect(counting.problem).toBeNull();
  });

  it("takes what a vendor added up as so many records", () => {
    const counting = tally();
    counting.add({ stage: "a", amount: 12.5, currency: "EUR" }, 40);
    counting.add({ stage: "a", amount: 0.5, currency: "EUR" }, 1);
    counting.add({ stage: "a", amount: 99, currency: "EUR" }, 0); // nobody is in it
    expect(counting.groups()).toEqual([group("a", 41, { minorUnits: 1_300, currency: "EUR" })]);
  });

  it("knows months in UTC, and records without a date", () => {
    const counting = tally({ by: [], monthOf: "createdAt", amount: null });
    for (const made of ["2026-11-30T23:30:00-02:00", "2026-12-01T00:00:00Z", null]) counting.add({ id: 1, made }, 1);
    expect(counting.groups()).toEqual([
      { keys: {}, month: "2026-12", count: 2, amount: null },
      { keys: {}, month: null, count: 1, amount: null },
    ]);
  });

  it("leaves out what does not count", () => {
    const counting = tally({}, { field: "status", value: "PAID" });
    counting.add({ id: 1, stage: "a", status: "PAID", amount: 1, currency: "EUR" }, 1);
    counting.add({ id: 2, stage: "a", status: "OPEN", amount: 1, currency: "EUR" }, 1);
    counting.add({ id: 3, stage: "a", amount: 1, currency: "EUR" }, 1);
    expect(counting.groups()).toEqual([group("a", 1, { minorUnits: 100, currency: "EUR" })]);
  });

  it("counts a record with a bad value as having none, and tells of the first", () => {
    const counting = tally();
    counting.add({ id: 7, stage: "a", amount: "much", currency: "EUR" }, 1);
    counting.add({ id: 8, stage: {}, amount: "1", currency: "EUR" }, 1);
    expect(counting.groups()).toEqual([group("a", 1, null), group(null, 1, { minorUnits: 100, currency: "EUR" })]);
    expect(counting.problem?.message).toBe('shop record 7: Deal.amount should be a decimal amount, instead got "much"');
  });

  it("names no record where what the vendor added up can't be read", () => {
    const counting = tally();
    counting.add({ stage: "a", amount: 5 }, 3);
    expect(counting.problem?.message).toContain("shop record ?: Deal.amount has no currency");
  });

  it("gives no sum that is not exact", () => {
    const counting = tally();
    for (let count = 0; count < 2; count += 1) {
      counting.add({ id: count, amount: "90000000000000", currency: "EUR" }, 1);
    }
    expect(() => counting.groups()).toThrow(RangeError);
  });
});
