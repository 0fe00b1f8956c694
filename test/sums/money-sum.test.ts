import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactMinorUnits, totalsOf } from "../../src/sums/money-sum.ts";

describe("totals of amounts", () => {
  it("are one a currency, by its code", () => {
    const amounts = [
      { minorUnits: 1, currency: "USD" },
      { minorUnits: 1_234, currency: "KWD" },
      { minorUnits: -5, currency: "USD" },
    ];
    expect(totalsOf(amounts)).toEqual([
      { minorUnits: 1_234, currency: "KWD" },
      { minorUnits: -4, currency: "USD" },
    ]);
    expect(totalsOf([])).toEqual([]);
  });

  it("are exact, whatever the order, or are refused", () => {
    const amount = fc.record({ minorUnits: fc.maxSafeInteger(), currency: fc.constantFrom("EUR", "JPY") });
    fc.assert(
      fc.property(fc.array(amount), (amounts) => {
        const exact = (currency: string): bigint =>
          amounts.reduce((sum, one) => (one.currency === currency ? sum + BigInt(one.minorUnits) : sum), 0n);
        const isSafe = ["EUR", "JPY"].every((currency) => Number.isSafeInteger(Number(exact(currency))));
        if (!isSafe) {
          expect(() => totalsOf(amounts)).toThrow(RangeError);
          return;
        }
        for (const { minorUnits, currency } of totalsOf(amounts.toReversed())) {
          expect(BigInt(minorUnits)).toBe(exact(currency));
        }
      }),
    );
  });

  it("say what does not fit", () => {
    expect(exactMinorUnits(BigInt(Number.MAX_SAFE_INTEGER))).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => exactMinorUnits(2n ** 53n)).toThrow("A sum of 9007199254740992 minor units");
  });
});
