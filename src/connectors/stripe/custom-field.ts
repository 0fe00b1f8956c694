// https://docs.stripe.com/api/metadata
import { placeAt, type CustomPlace } from "../../mapping/custom-place.ts";

/** A key of the metadata, or `metadata.<key>`; a key may hold dots. All values are texts. */
export function customField(_: unknown, name: string): CustomPlace | string {
  const key = name.replace(/^metadata\./, "");
  if (key === "" || key.length > 40 || /[[\]]/.test(key)) {
    return "should be a key of Stripe's metadata: 1 to 40 characters, without square brackets";
  }
  return placeAt(["metadata", key]);
}
