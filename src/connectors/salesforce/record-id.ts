// Record ids: 15 characters that tell upper from lower case, or the same with 3 more that make it plain without.
// https://help.salesforce.com/s/articleView?id=000383751
import { sameForm } from "../../mapping/field-map.ts";

const CHECKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/** The id in 18 characters; null for what can be no id, which a query would be refused for. */
export function recordIdOf(id: string): string | null {
  if (!/^(?:[A-Za-z0-9]{15}|[A-Za-z0-9]{18})$/.test(id)) return null;
  const short = id.slice(0, 15);
  const long = short + checkOf(short);
  return id.length === 15 || id === long ? long : null;
}

// A character for each five of the id: which of them are upper case, the first counting least.
function checkOf(short: string): string {
  return [0, 5, 10]
    .map((start) => {
      const isUpper = Array.from(short.slice(start, start + 5), (letter) => /[A-Z]/.test(letter));
      return CHECKS.charAt(isUpper.reduce((sum, upper, bit) => sum + (upper ? 2 ** bit : 0), 0));
    })
    .join("");
}

/** Those that can be ids, in 18 characters, each once. */
export function recordIdsOf(ids: readonly string[]): string[] {
  return [...new Set(ids.map(recordIdOf).filter((id) => id !== null))];
}

/** An id of Salesforce's in 18 characters. */
export const recordId = sameForm<string>((value) => {
  const id = typeof value === "string" ? recordIdOf(value) : null;
  if (id !== null) return id;
  const shown = typeof value === "string" ? JSON.stringify(value.slice(0, 40)) : typeof value;
  throw new Error(`should be an id of 15 or 18 characters, instead got ${shown}`);
});

/** Which object an id is of: https://help.salesforce.com/s/articleView?id=000385203 */
export function keyPrefixOf(id: string): string {
  return id.slice(0, 3);
}
