import { RequestError } from "../errors.ts";
import type { Field } from "./field-map.ts";

/**
 * A source's words for values of ours that a filter lets through, by what reads them. A value that the source has no word
 * for is on none of its records, and adds none: no words at all let nothing through. Throws RequestError
 * UNSUPPORTED_BY_SOURCE for UNKNOWN, which is every word that we have none for.
 * @param line the mapping table's line of the field, or its converter
 */
export function vendorValuesFor(
  vendor: string,
  field: string,
  line: Pick<Field<unknown>, "vendorValues"> | undefined,
  ours: readonly string[],
): string[] {
  if (ours.includes("UNKNOWN")) {
    throw new RequestError("UNSUPPORTED_BY_SOURCE", `${vendor} can't filter by ${field} UNKNOWN: leave it out`);
  }
  return ours.flatMap((value) => line?.vendorValues?.(value) ?? []);
}
