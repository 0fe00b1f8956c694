// Amounts: minor units and currency, through strings and whole numbers, never through a float.
import type { Money } from "../generated/types.ts";
import { currencyCode, exponentOf } from "./currency.ts";
import { combined, type Field, type MappingContext } from "./field-map.ts";

const DECIMAL = /^(-?)(\d+)(?:\.(\d*))?$/;

function safe(minorUnits: number, shown: unknown): number {
  if (!Number.isSafeInteger(minorUnits))
    throw new Error(`should be an amount that fits 53 bits, instead got ${String(shown)}`);
  return minorUnits === 0 ? 0 : minorUnits;
}

/**
 * Minor units of a decimal amount: ("12.345", 2) is 1235. Digits past the currency's own are rounded, half away from
 * zero, as a vendor's computed fields have them. Throws an Error whose message continues "<field> ...".
 */
export function minorUnitsOf(amount: unknown, exponent: number): number {
  const parts = DECIMAL.exec(
    typeof amount === "number" ? String(amount) : typeof amount === "string" ? amount.trim() : "",
  );
  if (parts === null) throw new Error(`should be a decimal amount, instead got ${JSON.stringify(amount)}`);
  const [, sign, whole = "", fraction = ""] = parts;
  const kept = fraction.slice(0, exponent).padEnd(exponent, "0");
  const units = Number(whole + kept) + ((fraction[exponent] ?? "0") >= "5" ? 1 : 0);
  return safe(sign === "-" ? -units : units, amount);
}

function currencyOf(value: unknown, context: MappingContext): string {
  if (value !== undefined && value !== null && value !== "") return currencyCode(value);
  if (context.defaultCurrency !== null) return context.defaultCurrency;
  throw new Error(`has no currency: set defaultCurrency of source ${context.source}`);
}

/** A decimal amount and its currency ("10.50", "EUR"), the source's default currency where the record names none. */
export function decimalMoney(amountPath: string, currencyPath: string): Field<Money | null> {
  return combined([amountPath, currencyPath], ([amount, code], context) => {
    if (amount === undefined || amount === null || amount === "") return null;
    const currency = currencyOf(code, context);
    return { minorUnits: minorUnitsOf(amount, exponentOf(currency)), currency };
  });
}

/**
 * An amount in the vendor's own smallest unit. `exponents` names the currencies where that unit is not ISO 4217's.
 */
export function minorUnitMoney(
  amountPath: string,
  currencyPath: string,
  exponents: Readonly<Record<string, number>> = {},
): Field<Money | null> {
  return combined([amountPath, currencyPath], ([amount, code], context) => {
    if (amount === undefined || amount === null) return null;
    if (!Number.isSafeInteger(amount))
      throw new Error(`should be a whole number of minor units, instead got ${String(amount)}`);
    const currency = currencyOf(code, context);
    const iso = exponentOf(currency);
    const theirs = Object.hasOwn(exponents, currency) ? (exponents[currency] ?? iso) : iso;
    const minorUnits = theirs === iso ? Number(amount) : Math.round(Number(amount) * 10 ** (iso - theirs));
    return { minorUnits: safe(minorUnits, amount), currency };
  });
}
