// Ids have 15 characters, in which case matters, and are written with 18: the last three say which letters are capitals.
// The first three are the type's key prefix, the next three the org's place.
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/field_types.htm#i1435616
const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const checksumDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
const place = "5g0";
const serialDigits = 9;

/** The 18-character form of a 15-character id. */
export function withChecksum(id15: string): string {
  let suffix = "";
  for (let start = 0; start < 15; start += 5) {
    let bits = 0;
    for (let place = 0; place < 5; place += 1) {
      if (isCapital(id15.charCodeAt(start + place))) bits |= 1 << place;
    }
    suffix += checksumDigits.charAt(bits);
  }
  return id15 + suffix;
}

/**
 * The 18-character form of anything that is written like an id, or null. Of 18 characters, the case of the first 15 does not
 * matter: the last three restore it.
 */
export function canonicalId(text: string): string | null {
  if (!/^[0-9A-Za-z]+$/.test(text)) return null;
  if (text.length === 15) return withChecksum(text);
  if (text.length !== 18) return null;
  const suffix = text.slice(15).toUpperCase();
  let id15 = "";
  for (let index = 0; index < 15; index += 1) {
    const bits = checksumDigits.indexOf(suffix.charAt(Math.floor(index / 5)));
    if (bits < 0) return null;
    const character = text.charAt(index);
    id15 += (bits >> (index % 5)) & 1 ? character.toUpperCase() : character.toLowerCase();
  }
  const canonical = withChecksum(id15);
  // A digit that the suffix calls a capital.
  return canonical.slice(15) === suffix ? canonical : null;
}

/** A one-to-one mapping of serials to the ids of one type; ids grow with serials, character by character. */
export interface IdRange {
  readonly keyPrefix: string;
  /** 18 characters. */
  idOf(serial: number): string;
  /** The serial that an id of 18 characters would belong to; null when it is of another type or lies between two ids. */
  serialOf(id: string): number | null;
}

/** Ids from `first` on, every `step`-th number being one. */
export function createIdRange(keyPrefix: string, first: number, step: number): IdRange {
  return {
    keyPrefix,
    idOf: (serial) => withChecksum(keyPrefix + place + inDigits(first + serial * step)),
    serialOf(id) {
      if (!id.startsWith(keyPrefix + place) || canonicalId(id) !== id) return null;
      let number = 0;
      for (const digit of id.slice(6, 15)) number = number * 62 + digits.indexOf(digit);
      const serial = (number - first) / step;
      return Number.isSafeInteger(serial) && serial >= 0 ? serial : null;
    },
  };
}

function inDigits(number: number): string {
  let text = "";
  for (let rest = number; text.length < serialDigits; rest = Math.floor(rest / 62)) {
    text = digits.charAt(rest % 62) + text;
  }
  return text;
}

function isCapital(code: number): boolean {
  return code >= 65 && code <= 90;
}
