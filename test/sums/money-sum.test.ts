import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactMinorUnits, totalsOf } from "../../src/sums/money-sum.ts";

function attempt<R>(run: () => R): R | "refused" {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) return "refused";
    throw error;
  }
}

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
        const exact = new Map<string, bigint>();
        for (const { minorUnits, currency } of amounts) {
          exact.set(currency, (exact.get(currency) ?? 0n) + BigInt(minorUnits));
        }
        const isSafe = [...exact.values()].every((total) => Number.isSafeInteger(Number(total)));
        const told = (): object => new Map(totalsOf(amounts).map((one) => [one.currency, BigInt(one.minorUnits)]));
        expect(attempt(told)).toEqual(isSafe ? exact : "refused");
      }),
    );
  });

  it("say what does not fit", () => {
    expect(exactMinorUnits(BigInt(Number.MAX_SAFE_INTEGER))).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => exactMinorUnits(2n ** 53n)).toThrow("A sum of 9007199254740992 minor units");
  });
});
