// https://developer.paypal.com/api/rest/reference/currency-codes/
import { exponentOf } from "../world/money.ts";
import type { JsonObject } from "./json.ts";

export interface Money extends JsonObject {
  readonly currency_code: string;
  readonly value: string;
}

const currencies = new Set(
  "AUD BRL CAD CNY CZK DKK EUR HKD HUF ILS JPY MYR MXN TWD NZD NOK PHP PLN GBP SGD SEK CHF THB USD".split(" "),
);

export function isSupported(currency: string): boolean {
  return currencies.has(currency);
}

/** `minor` may be negative; `currency` is one of the data's. */
export function money(minor: number, currency: string): Money {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, "0");
  const whole = digits.slice(0, digits.length - exponent);
  const value = exponent === 0 ? whole : `${whole}.${digits.slice(digits.length - exponent)}`;
  return { currency_code: currency, value: minor < 0 ? `-${value}` : value };
}

/** Minor units of a decimal string; null when it has more decimals than the currency, which is one of the data's. */
export function minorOf(value: string, currency: string): number | null {
  const exponent = exponentOf(currency);
  const [, sign = "", whole = "", fraction = ""] = /^(-?)(\d*)(?:\.(\d+))?$/.exec(value) ?? [];
  if (fraction.length > exponent) return null;
  const minor = Number(`${whole}${fraction.padEnd(exponent, "0")}`);
  return sign === "-" ? -minor : minor;
}
