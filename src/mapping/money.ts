// Amounts: minor units and currency, through strings and whole numbers, never through a float.
import type { Money } from "../generated/types.ts";
import { currencyCode, exponentOf } from "./currency.ts";
import { combined, twoWay, type MappingContext, type TwoWayConverter, type TwoWayField } from "./field-map.ts";

const DECIMAL = /^(-?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/;

function safe(minorUnits: number, shown: unknown): number {
  if (!Number.isSafeInteger(minorUnits))
    throw new Error(`should be an amount that fits 53 bits, instead got ${String(shown)}`);
  return minorUnits === 0 ? 0 : minorUnits;
}

/**
 * Minor units of a decimal amount: ("12.34", 2) is 1234, exactly. Digits past the currency's own are zeros, or the amount
 * is bad: rounding it would be a guess. Past the 15th digit a number that is no text has what binary fractions add.
 * Throws an Error whose message continues "<field> ...".
 * @param isComputed the amount is a sum or was converted: it is rounded, half away from zero.
 */
export function minorUnitsOf(amount: unknown, exponent: number, isComputed = false): number {
  const text = typeof amount === "number" ? String(amount) : typeof amount === "string" ? amount.trim() : "";
  const units = shiftedText(text, exponent);
  if (units === null) throw new Error(`should be a decimal amount, instead got ${shownOf(amount)}`);
  const clean = units.isExact || typeof amount !== "number" ? units : shiftedText(amount.toPrecision(15), exponent);
  if (clean?.isExact === true || isComputed) return safe(Number((clean ?? units).rounded), amount);
  throw new Error(`should be an amount of at most ${exponent} decimals, instead got ${shownOf(amount)}`);
}

const shownOf = (amount: unknown): string =>
  typeof amount === "object" ? "an object" : (JSON.stringify(amount)?.slice(0, 40) ?? typeof amount);

/** The decimal amount of minor units: (1234, 2) is "12.34". */
export function decimalOf(minorUnits: number, exponent: number): string {
  const digits = String(Math.abs(minorUnits)).padStart(exponent + 1, "0");
  const whole = digits.slice(0, digits.length - exponent);
  return `${minorUnits < 0 ? "-" : ""}${whole}${exponent === 0 ? "" : `.${digits.slice(-exponent)}`}`;
}

interface Shifted {
  /** Half away from zero. */
  readonly rounded: bigint;
  readonly isExact: boolean;
}

/** A decimal in text times a power of ten; null for what is no decimal. */
function shiftedText(text: string, places: number): Shifted | null {
  const [, sign, whole = "", fraction = "", power = "0"] = DECIMAL.exec(text) ?? [];
  const digits = whole + fraction;
  if (digits === "") return null;
  return shifted(sign === "-" ? -BigInt(digits) : BigInt(digits), places + Number(power) - fraction.length);
}

/** A whole number times a power of ten. */
function shifted(digits: bigint, places: number): Shifted {
  if (places >= 0) return { rounded: digits * 10n ** BigInt(places), isExact: true };
  const divisor = 10n ** BigInt(-places);
  const half = digits < 0n ? -divisor / 2n : divisor / 2n;
  return { rounded: (digits + half) / divisor, isExact: digits % divisor === 0n };
}

function currencyOf(value: unknown, context: MappingContext): string {
  if (value !== undefined && value !== null && value !== "") return currencyCode(value);
  if (context.defaultCurrency !== null) return context.defaultCurrency;
  throw new Error(`has no currency: set defaultCurrency of source ${context.source}`);
}

const isNothing = (value: unknown): boolean => value === undefined || value === null || value === "";

/** How amounts in a currency are written, without the currency. */
export interface AmountForm {
  /** Minor units of ISO 4217. Throws an Error whose message continues "<field> ...". */
  readonly read: (amount: unknown, currency: string, isComputed?: boolean) => number;
  readonly write: (minorUnits: number, currency: string) => unknown;
}

/** "10.50": read as text or as a number, written as text. */
export const decimalAmount: AmountForm = {
  read: (amount, currency, isComputed) => minorUnitsOf(amount, exponentOf(currency), isComputed),
  write: (minorUnits, currency) => decimalOf(minorUnits, exponentOf(currency)),
};

/**
 * 1050: whole numbers of the vendor's smallest unit.
 * @param exponents the currencies where that unit is not ISO 4217's.
 */
export function unitAmount(exponents: Readonly<Record<string, number>> = {}): AmountForm {
  const theirs = (currency: string): number =>
    (Object.hasOwn(exponents, currency) ? exponents[currency] : undefined) ?? exponentOf(currency);
  const convert = (units: unknown, from: number, to: number, unit: string): number => {
    const whole = typeof units === "number" && Number.isSafeInteger(units) ? BigInt(units) : null;
    if (whole === null) throw new Error(`should be a whole number of minor units, instead got ${shownOf(units)}`);
    const converted = shifted(whole, to - from);
    if (!converted.isExact) throw new Error(`should be whole in ${unit}, instead got ${String(units)}`);
    return safe(Number(converted.rounded), units);
  };
  return {
    read: (amount, currency) => convert(amount, theirs(currency), exponentOf(currency), currency),
    write: (units, currency) => convert(units, exponentOf(currency), theirs(currency), `the source's ${currency}`),
  };
}

/** An amount and its currency, the source's default currency where the record names none. */
function money(form: AmountForm, amountPath: string, currencyPath: string): TwoWayField<Money | null> {
  const read = combined<Money | null>([amountPath, currencyPath], ([amount, code], context) => {
    if (isNothing(amount)) return null;
    const currency = currencyOf(code, context);
    return { minorUnits: form.read(amount, currency, context.areAmountsComputed), currency };
  });
  return {
    ...read,
    toVendor: (value) => ({
      [amountPath]: value === null ? null : form.write(value.minorUnits, value.currency),
      [currencyPath]: value === null ? null : value.currency,
    }),
  };
}

/** A decimal amount ("10.50", "EUR"). */
export function decimalMoney(amountPath: string, currencyPath: string): TwoWayField<Money | null> {
  return money(decimalAmount, amountPath, currencyPath);
}

/** An amount in the vendor's own smallest unit; `exponents` as of `unitAmount`. */
export function minorUnitMoney(
  amountPath: string,
  currencyPath: string,
  exponents: Readonly<Record<string, number>> = {},
): TwoWayField<Money | null> {
  return money(unitAmount(exponents), amountPath, currencyPath);
}

/**
 * An amount in a field that has no currency beside it: it is in `currency`, else in the source's default currency.
 * Amounts in another can't be written.
 */
export function moneyIn(form: AmountForm, currency?: string): TwoWayConverter<Money> {
  return twoWay(
    (amount, context) => {
      const known = currencyOf(currency, context);
      return { minorUnits: form.read(amount, known), currency: known };
    },
    (value, context) => {
      const known = currencyOf(currency, context);
      if (value.currency === known) return form.write(value.minorUnits, known);
      throw new Error(`should be in ${known}, instead got ${value.currency}`);
    },
  );
}
