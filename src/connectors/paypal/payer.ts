// Who paid, in a record of our own: PayPal names the payer in each transaction, and keeps no list of them.
import { valueAtPath } from "../../mapping/field-map.ts";
import { idAt } from "../../mapping/reply.ts";

/** Values are PayPal's, unchecked. What a transaction does not tell is not there, so that it spoils nothing in a merge. */
export interface Payer {
  readonly id: string;
  /** RFC 3339 in UTC: the first and the last transaction that named the payer. */
  readonly first_seen?: string;
  readonly last_seen?: string;
  readonly email_address?: unknown;
  readonly given_name?: unknown;
  readonly surname?: unknown;
  readonly alternate_full_name?: unknown;
  readonly phone_number?: unknown;
  /** What the merchant sent along: the id of another source's record, where the settings say so. */
  readonly custom_field?: unknown;
}

const PLACES: Readonly<Record<string, readonly string[]>> = {
  email_address: ["payer_info", "email_address"],
  given_name: ["payer_info", "payer_name", "given_name"],
  surname: ["payer_info", "payer_name", "surname"],
  alternate_full_name: ["payer_info", "payer_name", "alternate_full_name"],
  phone_number: ["payer_info", "phone_number"],
  custom_field: ["transaction_info", "custom_field"],
};

/** The payer of a transaction; null where it names none. Addresses of streets are not kept. */
export function payerOf(transaction: unknown): Payer | null {
  const id = payerIdOf(transaction);
  if (id === null) return null;
  const told = Object.entries(PLACES)
    .map(([name, path]) => [name, valueAtPath(transaction, path)] as const)
    .filter(([, value]) => value !== undefined && value !== null && value !== "");
  const seen = instantIn(valueAtPath(transaction, ["transaction_info", "transaction_initiation_date"]));
  return { id, ...Object.fromEntries(told), ...(seen !== null && { first_seen: seen, last_seen: seen }) };
}

/** The id of PayPal's account, else the e-mail address of somebody who paid without one. */
function payerIdOf(transaction: unknown): string | null {
  const account = idAt(transaction, "payer_info.account_id") ?? idAt(transaction, "transaction_info.paypal_account_id");
  if (account !== null) return account;
  const email = valueAtPath(transaction, ["payer_info", "email_address"]);
  return typeof email === "string" && email.includes("@") ? email.trim().toLowerCase() : null;
}

function instantIn(value: unknown): string | null {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** One payer of two transactions: what the later one tells, and the earlier one where that is silent. */
export function mergePayers(held: unknown, given: unknown): unknown {
  const [earlier, later] = seenIn(held, "last_seen") > seenIn(given, "last_seen") ? [given, held] : [held, given];
  const first = [seenIn(held, "first_seen"), seenIn(given, "first_seen")].filter((seen) => seen !== "").toSorted()[0];
  return { ...objectIn(earlier), ...objectIn(later), ...(first !== undefined && { first_seen: first }) };
}

function seenIn(payer: unknown, field: "first_seen" | "last_seen"): string {
  const seen = valueAtPath(payer, [field]);
  return typeof seen === "string" ? seen : "";
}

function objectIn(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}
