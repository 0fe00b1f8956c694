// Who a record is about. The vendor's own calls name a player by brand and user_ext_id together, so an id here holds both.
import { id as anId, text } from "../../mapping/converters.ts";
import { firstOf, required, type Field } from "../../mapping/field-map.ts";

/** As events name the brand, as a user's state has it, or as the vendor's own example of a template does. */
export const brandId: Field<string | null> = firstOf(["ext_brand_id", "core_sm_brand_id", "brand"], text);

export const externalId: Field<string> = required("user_ext_id", anId);

/** "brand/user_ext_id". A blank brand is none; what could be taken for the stroke in the brand's id is written otherwise. */
export const recordId: Field<string> = {
  paths: [...externalId.paths, ...brandId.paths],
  read: (record, context) =>
    `${encodeURIComponent(brandId.read(record, context) ?? "")}/${externalId.read(record, context)}`,
};
