import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencyCode, exponentOf } from "../../src/mapping/currency.ts";
import {
  decimalAmount,
  decimalMoney,
  decimalOf,
  minorUnitMoney,
  minorUnitsOf,
  moneyIn,
  unitAmount,
} from "../../src/mapping/money.ts";
import { mappingContext } from "../connectors/connector-case.ts";
import { lostBy } from "./two-way.ts";

describe("minorUnitsOf", () => {
  it.each([
    ["12.34", 2, 1234],
    ["-12.3400", 2, -1234],
    ["-0.00", 2, 0],
    ["500", 0, 500],
    ["500.0000", 0, 500],
    ["1.234", 3, 1234],
    ["1.2345", 4, 12_345],
    ["12.", 2, 1200],
    [".5", 2, 50],
    [" 7 ", 2, 700],
    ["1.5E3", 2, 150_000],
    ["1e-2", 2, 1],
    [12.34, 2, 1234],
    [0.1 + 0.2, 2, 30],
    [1.1 * 3, 2, 330],
    [1e21 / 1e19, 2, 10_000],
    ["90071992547409.91", 2, Number.MAX_SAFE_INTEGER],
  ])("%s with %i decimals is %i", (amount, exponent, expected) => {
    const units = minorUnitsOf(amount, exponent);
    expect(units).toBe(expected);
    expect(Object.is(units, -0)).toBe(false);
  });

  it.each(["", ".", "-", "abc", "1,5", "1.2.3", "0x10", "1_000", "NaN", Number.NaN, Infinity, null, {}, true])(
    "refuses %o",
    (amount) => {
      expect(() => minorUnitsOf(amount, 2)).toThrow("should be a decimal amount");
    },
  );

  it.each(["90071992547409.92", "1e30", "9".repeat(40)])("refuses %s, which 53 bits do not hold", (amount) => {
    expect(() => minorUnitsOf(amount, 2)).toThrow("53 bits");
  });

  it("gives back every amount exactly", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(0, 2, 3, 4), (units, exponent) => {
        const digits = String(Math.abs(units)).padStart(exponent + 1, "0");
        const whole = digits.slice(0, digits.length - exponent);
        const decimal = `${units < 0 ? "-" : ""}${whole}.${digits.slice(digits.length - exponent)}`;
        expect(minorUnitsOf(decimal, exponent)).toBe(units);
      }),
    );
  });

  it.each([
    ["12.345", 2],
    ["0.001", 2],
    ["500.5", 0],
    ["1.2345", 3],
    [12.345, 2],
    [1e-7, 2],
    ["0.30000000000000004", 2],
  ])("refuses %o, which has more than %i decimals", (amount, exponent) => {
    expect(() => minorUnitsOf(amount, exponent)).toThrow(`at most ${exponent} decimals`);
  });

  it.each([
    ["12.345", 2, 1235],
    ["-12.345", 2, -1235],
    ["12.344999", 2, 1234],
    ["-0.004", 2, 0],
    ["500.5", 0, 501],
    [1234.567_89, 2, 123_457],
    [1.005, 2, 101], // by its digits, which its binary fraction lies below
    [1e-7, 2, 0],
  ])("rounds %o to %i decimals where a vendor computed it: %i", (amount, exponent, expected) => {
    const units = minorUnitsOf(amount, exponent, true);
    expect(units).toBe(expected);
    expect(Object.is(units, -0)).toBe(false);
  });

  it("has a way back", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(0, 2, 3, 4), (units, exponent) => {
        expect(minorUnitsOf(decimalOf(units, exponent), exponent)).toBe(units);
      }),
    );
  });

  it("takes the numbers that vendors send, to fifteen digits", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e14, max: 1e14 }), fc.constantFrom(0, 2, 3), (units, exponent) => {
        expect(minorUnitsOf(Number(decimalOf(units, exponent)), exponent)).toBe(units);
      }),
    );
  });
});

describe("money in decimals", () => {
  const amount = decimalMoney("amount", "currency");
  const read = (record: unknown, defaultCurrency: string | null = null): unknown =>
    amount.read(record, mappingContext({ source: "crm", defaultCurrency }));

  it.each([
    [
      { amount: "10.5", currency: "EUR" },
      { minorUnits: 1050, currency: "EUR" },
    ],
    [
      { amount: "500", currency: "jpy" },
      { minorUnits: 500, currency: "JPY" },
    ],
    [
      { amount: "1.234", currency: "KWD" },
      { minorUnits: 1234, currency: "KWD" },
    ],
    [
      { amount: "1.2345", currency: "CLF" },
      { minorUnits: 12_345, currency: "CLF" },
    ],
    [{ amount: "", currency: "EUR" }, null],
    [{ amount: null, currency: "EUR" }, null],
    [{ currency: "EUR" }, null],
  ])("%o", (record, expected) => {
    expect(read(record)).toEqual(expected);
  });

  it("takes the source's currency where the record names none, and says what is missing where there is none", () => {
    expect(read({ amount: "1" }, "SEK")).toEqual({ minorUnits: 100, currency: "SEK" });
    expect(() => read({ amount: "1", currency: "" })).toThrow("has no currency: set defaultCurrency of source crm");
  });

  it("is rounded only where the vendor computed it", () => {
    const computed = mappingContext({ source: "crm", areAmountsComputed: true });
    expect(amount.read({ amount: 10.0051, currency: "EUR" }, computed)).toEqual({ minorUnits: 1001, currency: "EUR" });
    expect(() => read({ amount: 10.0051, currency: "EUR" })).toThrow("at most 2 decimals");
  });

  it("refuses a currency that does not exist", () => {
    expect(() => read({ amount: "1", currency: "QQQ" })).toThrow("should have an ISO 4217 currency");
    expect(() => read({ amount: "1", currency: {} })).toThrow("should have an ISO 4217 currency");
  });
});

describe("money in a vendor's smallest units", () => {
  const read = (units: unknown, currency: string): unknown =>
    minorUnitMoney("amount", "currency", { ISK: 2, UGX: 2, MGA: 0 }).read(
      { amount: units, currency },
      mappingContext(),
    );

  it.each([
    [1099, "usd", 1099],
    [500, "jpy", 500],
    [-500, "jpy", -500],
    [0, "eur", 0],
    [500, "isk", 5],
    [-500, "isk", -5],
    [12_300, "ugx", 123],
    [1099, "huf", 1099],
    [1099, "twd", 1099],
    [5120, "kwd", 5120],
    [500, "mga", 50_000],
    [Number.MAX_SAFE_INTEGER, "eur", Number.MAX_SAFE_INTEGER],
  ])("%i %s is %i", (units, currency, expected) => {
    expect(read(units, currency)).toEqual({ minorUnits: expected, currency: currency.toUpperCase() });
  });

  it.each([1.5, "100", Number.MAX_SAFE_INTEGER + 1, {}, Number.NaN])("refuses %o", (units) => {
    expect(() => read(units, "eur")).toThrow("should be a whole number of minor units");
  });

  it("refuses a part of the currency's own smallest unit", () => {
    expect(() => read(550, "isk")).toThrow("should be whole in ISK, instead got 550");
  });

  it("refuses what grows past 53 bits", () => {
    expect(() => read(Number.MAX_SAFE_INTEGER, "mga")).toThrow("53 bits");
  });
});

const amounts = fc.record({
  minorUnits: fc.integer({ min: -1e12, max: 1e12 }),
  currency: fc.constantFrom("EUR", "JPY", "KWD", "CLF", "ISK", "MGA"),
});

describe("money, to the source and back", () => {
  it("is the same amount", () => {
    const context = mappingContext();
    for (const field of [decimalMoney("amount", "currency"), minorUnitMoney("amount", "currency", { ISK: 2 })]) {
      fc.assert(
        fc.property(fc.option(amounts), (amount) => {
          expect(field.read(field.toVendor(amount, context), context)).toEqual(amount);
        }),
      );
    }
  });

  it("does not become less than the vendor's smallest unit", () => {
    const field = minorUnitMoney("amount", "currency", { MGA: 0 });
    expect(field.toVendor({ minorUnits: 500, currency: "MGA" }, mappingContext())).toEqual({
      amount: 5,
      currency: "MGA",
    });
    expect(() => field.toVendor({ minorUnits: 550, currency: "MGA" }, mappingContext())).toThrow(
      "should be whole in the source's MGA",
    );
  });
});

describe("money in a field without a currency", () => {
  const context = mappingContext({ source: "crm", defaultCurrency: "JPY" });

  it("is in the currency that it is set to, or the source's", () => {
    expect(moneyIn(decimalAmount, "KWD")("1.5", context, "path")).toEqual({ minorUnits: 1500, currency: "KWD" });
    expect(moneyIn(unitAmount())(150, context, "path")).toEqual({ minorUnits: 150, currency: "JPY" });
    expect(() => moneyIn(unitAmount())(150, mappingContext({ source: "crm", defaultCurrency: null }), "path")).toThrow(
      "has no currency: set defaultCurrency of source crm",
    );
  });

  it("comes back the same, and is written in no other currency", () => {
    expect(
      lostBy(
        moneyIn(decimalAmount, "EUR"),
        amounts.map((amount) => ({ ...amount, currency: "EUR" })),
      ),
    ).toBeNull();
    expect(
      lostBy(
        moneyIn(unitAmount(), "KWD"),
        amounts.map((amount) => ({ ...amount, currency: "KWD" })),
      ),
    ).toBeNull();
    expect(() => moneyIn(decimalAmount, "EUR").toVendor({ minorUnits: 1, currency: "USD" }, context)).toThrow(
      "should be in EUR, instead got USD",
    );
  });
});

describe("currencies", () => {
  it("knows every currency that the platform knows, in any case", () => {
    for (const code of Intl.supportedValuesOf("currency")) expect(currencyCode(code.toLowerCase())).toBe(code);
  });

  it.each([
    ["EUR", 2],
    ["JPY", 0],
    ["ISK", 0],
    ["UGX", 0],
    ["MGA", 2],
    ["KWD", 3],
    ["CLF", 4],
  ])("%s has %i decimals", (code, exponent) => {
    expect(exponentOf(code)).toBe(exponent);
  });
});
