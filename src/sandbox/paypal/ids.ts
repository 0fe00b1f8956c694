// Ids that look like PayPal's and hold the record's serial: six characters that check it, six that hide it, then filler.
// A lookup takes the serial out and accepts the id only when encoding gives it back, so no index is needed.
import { hash } from "../world/random.ts";

export interface IdScheme {
  /** `serial` is a whole number below 2^30. */
  idOf(serial: number): string;
  /** Null when no record has that id. */
  serialOf(id: string): number | null;
}

/** PayPal's own variant of base 32, which has neither 0 and O nor 1 and I. */
const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const groupLength = 6;

function idScheme(tag: number, prefix: string, length: number, groups: boolean = false): IdScheme {
  const maskOf = (check: number): number => hash(tag, 1, check) >>> 2;

  function idOf(serial: number): string {
    const check = hash(tag, 0, serial) >>> 2;
    let body = encoded(check) + encoded((serial ^ maskOf(check)) >>> 0);
    for (let round = 2; body.length < length; round += 1) body += encoded(hash(tag, round, serial) >>> 2);
    body = body.slice(0, length);
    return prefix + (groups ? body.replaceAll(/.{4}(?=.)/g, "$&-") : body);
  }

  return {
    idOf,
    serialOf(id) {
      const body = id.slice(prefix.length).replaceAll("-", "");
      const check = decoded(body.slice(0, groupLength));
      const masked = decoded(body.slice(groupLength, 2 * groupLength));
      if (check === null || masked === null) return null;
      const serial = (masked ^ maskOf(check)) >>> 0;
      return idOf(serial) === id ? serial : null;
    },
  };
}

function encoded(value: number): string {
  let text = "";
  for (let shift = 25; shift >= 0; shift -= 5) text += alphabet[(value >>> shift) & 31] ?? "";
  return text;
}

function decoded(text: string): number | null {
  if (text.length !== groupLength) return null;
  let value = 0;
  for (const character of text) {
    const digit = alphabet.indexOf(character);
    if (digit < 0) return null;
    value = value * alphabet.length + digit;
  }
  return value;
}

/** By what the serial counts. Orders, captures and authorizations: payments. */
export const ids = {
  account: idScheme(1, "", 13),
  order: idScheme(2, "", 17),
  capture: idScheme(3, "", 17),
  authorization: idScheme(4, "", 17),
  refund: idScheme(5, "", 17),
  subscription: idScheme(6, "I-", 12),
  plan: idScheme(7, "P-", 24),
  product: idScheme(8, "PROD-", 17),
  invoice: idScheme(9, "INV2-", 16, true),
} as const;
