import { dynamicsContactGuids } from "../ids.ts";
import type { PersonRecord } from "../world.ts";
import { localeOf } from "../world/locales.ts";
import { ids } from "./ids.ts";
import type { JsonObject } from "./json.ts";

/** Another record of the same person is another PayPal account. */
export function accountIdOf(payer: PersonRecord): string {
  return ids.account.idOf(payer.serial);
}

export function nameOf(payer: PersonRecord): JsonObject {
  return { given_name: payer.givenName ?? undefined, surname: payer.familyName ?? undefined };
}

export function fullNameOf({ givenName, familyName }: PersonRecord): string | undefined {
  const parts = [givenName, familyName].filter((part) => part !== null);
  return parts.length === 0 ? undefined : parts.join(" ");
}

/** PayPal's code for China is C2: https://developer.paypal.com/api/rest/reference/country-codes/ */
export function countryCodeOf({ person }: PersonRecord): string {
  return person.country === "CN" ? "C2" : person.country;
}

/** Split as PayPal wants it, E.164 without the plus; undefined when the record has none. */
export function phoneOf({ phone, person }: PersonRecord): JsonObject | undefined {
  if (phone === null || person.phone === null) return undefined;
  const { callingCode } = localeOf(person.country);
  return { country_code: callingCode, national_number: person.phone.slice(1 + callingCode.length) };
}

/** What the merchant sent along with each payment: the payer's contact id in the merchant's CRM. */
export function customIdOf({ externalOf }: PersonRecord): string | undefined {
  return externalOf?.book === "dynamics" ? dynamicsContactGuids.idOf(externalOf.serial) : undefined;
}
