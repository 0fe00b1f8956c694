import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencyCode, exponentOf } from "../../src/mapping/currency.ts";
import { decimalMoney, minorUnitMoney, minorUnitsOf } from "../../src/mapping/money.ts";
import { mappingContext } from "../connectors/connector-case.ts";

describe("minorUnitsOf", () => {
  it.each([
    ["12.34", 2, 1234],
    ["12.345", 2, 1235],
    ["12.344999", 2, 1234],
    ["-12.345", 2, -1235],
    ["0.005", 2, 1],
    ["-0.005", 2, -1],
    ["-0.004", 2, 0],
    ["0.995", 2, 100],
    ["500", 0, 500],
    ["500.5", 0, 501],
    ["1.234", 3, 1234],
    ["1.23456", 4, 12_346],
    ["12.", 2, 1200],
    [".5", 2, 50],
    [" 7 ", 2, 700],
    ["1.5E3", 2, 150_000],
    ["1e-3", 2, 0],
    [12.34, 2, 1234],
    [1e-7, 2, 0],
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

  it("never goes further than half a unit from the amount", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (millionths) => {
        const sign = millionths < 0n ? "-" : "";
        const digits = String(millionths < 0n ? -millionths : millionths).padStart(7, "0");
        const units = BigInt(minorUnitsOf(`${sign}${digits.slice(0, -6)}.${digits.slice(-6)}`, 2));
        const distance = units * 10_000n - millionths;
        expect(distance <= 5_000n && distance >= -5_000n).toBe(true);
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
    [550, "isk", 6],
    [-550, "isk", -6],
    [-549, "isk", -5],
    [500, "mga", 50_000],
    [Number.MAX_SAFE_INTEGER, "eur", Number.MAX_SAFE_INTEGER],
  ])("%i %s is %i", (units, currency, expected) => {
    expect(read(units, currency)).toEqual({ minorUnits: expected, currency: currency.toUpperCase() });
  });

  it.each([1.5, "100", Number.MAX_SAFE_INTEGER + 1, {}, Number.NaN])("refuses %o", (units) => {
    expect(() => read(units, "eur")).toThrow("should be a whole number of minor units");
  });

  it("refuses what grows past 53 bits", () => {
    expect(() => read(Number.MAX_SAFE_INTEGER, "mga")).toThrow("53 bits");
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
