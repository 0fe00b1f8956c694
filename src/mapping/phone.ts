// Telephone numbers to E.164.
import { parsePhoneNumberFromString, type CountryCode, isSupportedCountry } from "libphonenumber-js/min";
import { createMemory } from "../runtime/memo.ts";
import { sameForm } from "./field-map.ts";

const E164 = /^\+[1-9]\d{6,14}$/;

function countryCode(country: string): CountryCode | undefined {
  return isSupportedCountry(country) ? country : undefined;
}

// The same people are read again and again, and a number costs more than all their other fields.
const numberOf = createMemory(5_000)((asked) => {
  const [country = "", ...text] = asked.split(" ");
  const parsed = parsePhoneNumberFromString(text.join(" "), countryCode(country));
  return parsed?.isPossible() === true ? parsed.number : null;
});

/**
 * A number as people type it, in E.164; one without a country code is taken to be of the source's `defaultCountry`.
 * Throws an Error whose message continues "<field> ..." when no number can be made of it.
 */
export const phone = sameForm<string>((value, context) => {
  if (typeof value !== "string") throw new Error(`should be a telephone number, instead got ${typeof value}`);
  if (E164.test(value)) return value;
  const number = numberOf(`${context.defaultCountry ?? ""} ${value}`);
  if (number !== null) return number;
  const fix =
    context.defaultCountry === null
      ? `: numbers without a country code need defaultCountry of source ${context.source}`
      : "";
  throw new Error(`should be a telephone number, instead got ${JSON.stringify(value.slice(0, 30))}${fix}`);
});
