import { timingSafeEqual } from "node:crypto";
import { StripeFault } from "./fault.ts";

/**
 * Checks `Authorization: Bearer sk_...`, or Basic with the key as the user: https://docs.stripe.com/api/authentication
 * Throws Stripe's 401.
 */
export function checkSecretKey(header: string | undefined, secretKey: string): void {
  const given = keyIn(header ?? "");
  if (given === "") {
    throw new StripeFault(401, {
      message:
        "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer " +
        "auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for " +
        "details, or we can help at https://support.stripe.com/.",
    });
  }
  if (!isEqual(given, secretKey)) {
    throw new StripeFault(401, { message: `Invalid API Key provided: ${masked(given)}` });
  }
}

function keyIn(header: string): string {
  const [, scheme, value] = /^(Bearer|Basic)\s+(\S+)\s*$/i.exec(header) ?? [];
  if (scheme === undefined || value === undefined) return "";
  if (scheme.toLowerCase() === "bearer") return value;
  return Buffer.from(value, "base64").toString("utf8").split(":")[0] ?? "";
}

function isEqual(given: string, secretKey: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(secretKey);
  return left.length === right.length && timingSafeEqual(left, right);
}

function masked(key: string): string {
  const shown = /^[a-z]+_(?:test|live)_/.exec(key)?.[0] ?? "";
  const hidden = key.slice(shown.length, -4);
  return `${shown}${"*".repeat(hidden.length)}${key.slice(shown.length).slice(-4)}`;
}
