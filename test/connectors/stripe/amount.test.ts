import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { amountAt } from "../../../src/connectors/stripe/amount.ts";
import { mappingContext } from "../connector-case.ts";

const context = mappingContext();
const { read, toVendor } = amountAt("amount");

describe("an amount of Stripe's", () => {
  it.each([
    [
      { minorUnits: 1099, currency: "USD" },
      { amount: 1099, currency: "usd" },
    ],
    [
      { minorUnits: 500, currency: "JPY" },
      { amount: 500, currency: "jpy" },
    ],
    [
      { minorUnits: 5, currency: "ISK" },
      { amount: 500, currency: "isk" },
    ],
    [
      { minorUnits: 5, currency: "UGX" },
      { amount: 500, currency: "ugx" },
    ],
    [
      { minorUnits: 500, currency: "MGA" },
      { amount: 5, currency: "mga" },
    ],
    [
      { minorUnits: 5120, currency: "KWD" },
      { amount: 5120, currency: "kwd" },
    ],
  ])("%o is written as its API takes it", (money, written) => {
    expect(toVendor(money, context)).toEqual(written);
  });

  it("has three decimals in tens only where it is written", () => {
    expect(read({ amount: 5124, currency: "kwd" }, context)).toEqual({ minorUnits: 5124, currency: "KWD" });
    expect(() => toVendor({ minorUnits: 5124, currency: "KWD" }, context)).toThrow(
      "should end in 0, as Stripe takes KWD in tens, instead got 5124",
    );
  });

  it("comes back the same", () => {
    const moneys = fc.record({
      minorUnits: fc.integer({ min: -1e10, max: 1e10 }).map((tens) => tens * 100),
      currency: fc.constantFrom("EUR", "JPY", "ISK", "UGX", "MGA", "KWD"),
    });
    fc.assert(
      fc.property(fc.option(moneys), (money) => {
        expect(read(toVendor(money, context), context)).toEqual(money);
      }),
    );
  });
});
