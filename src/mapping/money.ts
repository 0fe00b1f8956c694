// Amounts: minor units and currency, through strings and whole numbers, never through a float.
import type { Money } from "../generated/types.ts";
import { currencyCode, exponentOf } from "./currency.ts";
import { combined, type Field, type MappingContext } from "./field-map.ts";

const DECIMAL = /^(-?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/;

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
  const [, sign, whole = "", fraction = "", power = "0"] = parts ?? [];
  const digits = whole + fraction;
  if (digits === "") throw new Error(`should be a decimal amount, instead got ${JSON.stringify(amount)}`);
  return safe(
    shifted(sign === "-" ? -BigInt(digits) : BigInt(digits), exponent + Number(power) - fraction.length),
    amount,
  );
}

/** A whole number times a power of ten, rounded half away from zero. */
function shifted(digits: bigint, places: number): number {
  if (places >= 0) return Number(digits * 10n ** BigInt(places));
  const divisor = 10n ** BigInt(-places);
  const half = digits < 0n ? -divisor / 2n : divisor / 2n;
  return Number((digits + half) / divisor);
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
    const minorUnits = theirs === iso ? Number(amount) : shifted(BigInt(Number(amount)), iso - theirs);
    return { minorUnits: safe(minorUnits, amount), currency };
  });
}
