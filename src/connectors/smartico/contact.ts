// The person behind a player. docs/smartico.md has the template that these fields are read from.
import { email } from "../../mapping/converters.ts";
import { isoOrMillis } from "../../mapping/dates.ts";
import type { Contact } from "../../mapping/entities.ts";
import { externalIdsField } from "../../mapping/external-ids.ts";
import { at, type FieldMap } from "../../mapping/field-map.ts";
import { personName } from "../../mapping/person-name.ts";
import { phone } from "../../mapping/phone.ts";
import type { EntitySource } from "../contract.ts";
import { brandId, recordId } from "./identity.ts";

const fields: FieldMap<Contact> = {
  id: recordId,
  brandId,
  displayName: personName(["first_name", "last_name"], "email"),
  email: at("email", email),
  phone: at("phone", phone),
  createdAt: at("created_at", isoOrMillis),
  updatedAt: at("updated_at", isoOrMillis),
  externalIds: externalIdsField((field) => [field]),
};

export const contact: EntitySource<Contact> = { fields, projection: { orderBy: "createdAt", brand: "brandId" } };
