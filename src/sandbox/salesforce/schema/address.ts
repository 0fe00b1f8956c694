import type { Unnamed } from "./field.ts";
import { field } from "./field.ts";

/**
 * The parts of an address and the compound field over them: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/compound_fields_address.htm
 * Only the country, in English, is ever known.
 */
export function addressFields<Row>(
  prefix: string,
  label: string,
  country: (row: Row) => string | null,
): Readonly<Record<string, Unnamed<Row>>> {
  const compound = `${prefix}Address`;
  const part = { compound };
  const named = (name: string): string => (label === "" ? name : `${label} ${name}`);
  return {
    [`${prefix}Street`]: field.longText<Row>(named("Street"), 255, undefined, part),
    [`${prefix}City`]: field.text<Row>(named("City"), 40, undefined, part),
    [`${prefix}State`]: field.text<Row>(named("State/Province"), 80, undefined, part),
    [`${prefix}PostalCode`]: field.text<Row>(named("Zip/Postal Code"), 20, undefined, part),
    [`${prefix}Country`]: field.text<Row>(named("Country"), 80, country, part),
    [`${prefix}Latitude`]: field.double<Row>(named("Latitude"), undefined, part),
    [`${prefix}Longitude`]: field.double<Row>(named("Longitude"), undefined, part),
    [`${prefix}GeocodeAccuracy`]: field.picklist<Row>(named("Geocode Accuracy"), ["Address", "City"], undefined, part),
    [compound]: field.address<Row>(named("Address"), (row) => {
      const known = country(row);
      if (known === null) return null;
      return {
        city: null,
        country: known,
        geocodeAccuracy: null,
        latitude: null,
        longitude: null,
        postalCode: null,
        state: null,
        street: null,
      };
    }),
  };
}
