import { RequestError } from "../errors.ts";
import { fieldOf } from "./field-map.ts";

/**
 * A source's words for values of ours, by the line of the mapping table that reads them. Throws RequestError
 * UNSUPPORTED_BY_SOURCE for a value that the source has no word for: UNKNOWN, for one.
 */
export function vendorValuesFor(vendor: string, fields: object, field: string, ours: readonly string[]): string[] {
  const line = fieldOf(fields, field);
  return ours.flatMap((value) => {
    const theirs = line?.vendorValues?.(value) ?? [];
    if (theirs.length > 0) return theirs;
    throw new RequestError("UNSUPPORTED_BY_SOURCE", `${vendor} can't filter by ${field} ${value}: leave it out`);
  });
}
