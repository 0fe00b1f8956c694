import type { Locale } from "./locales.ts";
import { localeOf } from "./locales.ts";
import type { Draws } from "./random.ts";

// Odd and no multiple of 5, so that multiplying by it only reorders the numbers below a power of ten.
const reorder = 6_364_137;

/** A mobile number of the country in E.164, another one for each index (of the first million, for a small country). */
export function phoneOf(locale: Locale, personIndex: number): string {
  const range = 10 ** locale.mobileDigits;
  // North American exchange codes start with 2 to 9.
  const [first, size] = locale.country === "US" ? [2_000_000, 8_000_000] : [0, range];
  const number = first + ((personIndex * reorder + 1_234_567) % size);
  return `+${locale.callingCode}${locale.mobilePrefix}${String(number).padStart(locale.mobileDigits, "0")}`;
}

/** The country whose people may leave the country code out: that of the company whose data this is. */
export const HOME_COUNTRY = "US";

/** The number as somebody typed it: with what people put between digits, and without the country code only at home. */
export function asTyped(draws: Draws, e164: string, country: string): string {
  const { callingCode } = localeOf(country);
  const national = e164.slice(1 + callingCode.length);
  const parts = [national.slice(0, 3), national.slice(3, 6), national.slice(6)];
  const [area, ...rest] = parts;
  return draws.weighted([
    [e164, 46],
    [`+${callingCode} ${parts.join(" ")}`, 25],
    [`+${callingCode}-${parts.join("-")}`, 13],
    [country === HOME_COUNTRY ? `(${area}) ${rest.join("-")}` : `+${callingCode} (${area}) ${rest.join("-")}`, 16],
  ]);
}
