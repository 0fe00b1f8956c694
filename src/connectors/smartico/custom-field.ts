import { placeAt, type CustomPlace } from "../../mapping/custom-place.ts";

/** Whatever the customer's template adds to the body of a webhook. */
export function customField(_: unknown, name: string): CustomPlace {
  return placeAt(name.split("."), { instants: "isoOrMilliseconds", separator: "," });
}
