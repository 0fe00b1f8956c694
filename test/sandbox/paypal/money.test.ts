import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSupported, minorOf, money } from "../../../src/sandbox/paypal/money.ts";

describe("PayPal's money", () => {
  it.each([
    [0, "USD", "0.00"],
    [5, "EUR", "0.05"],
    [-5, "EUR", "-0.05"],
    [123_456, "GBP", "1234.56"],
    [1_500, "JPY", "1500"],
    [-1_500, "JPY", "-1500"],
  ])("writes %i minor units of %s as %s", (minor, currency, value) => {
    expect(money(minor, currency)).toEqual({ currency_code: currency, value });
  });

  it("reads what it writes", () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom("USD", "EUR", "JPY"), (minor, currency) => {
        expect(minorOf(money(minor, currency).value, currency)).toBe(minor === 0 ? 0 : minor);
      }),
    );
  });

  it.each([
    ["10", "USD", 1_000],
    [".5", "USD", 50],
    ["10.5", "USD", 1_050],
    ["10.005", "USD", null],
    ["10.0", "JPY", null],
  ])("reads %s %s as %s", (value, currency, minor) => {
    expect(minorOf(value, currency)).toBe(minor);
  });

  it("has only PayPal's currencies", () => {
    expect(["USD", "EUR", "GBP", "JPY"].every(isSupported)).toBe(true);
    expect(isSupported("KWD")).toBe(false);
  });
});
