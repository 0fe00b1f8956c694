import { textList } from "./odata-filter.ts";

/** What values may take of an address, which Dataverse reads up to 32,768 characters, and proxies to half of that. */
const MAX_VALUE_CHARS = 12_000;

/** The values in as many parts as it takes to name each part in an address. */
export function withinAddress(values: readonly string[]): string[][] {
  const parts: string[][] = [];
  let left = 0;
  for (const value of values) {
    const chars = encodeURIComponent(textList([value])).length;
    if (chars > left || parts.length === 0) {
      parts.push([]);
      left = MAX_VALUE_CHARS;
    }
    parts.at(-1)?.push(value);
    left -= chars;
  }
  return parts;
}
