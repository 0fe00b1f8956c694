// PayPal has no customers: a person is who paid, as the transactions name the payer (`payer.ts`).
import { email, id } from "../../mapping/converters.ts";
import { isoInstant } from "../../mapping/dates.ts";
import type { Contact } from "../../mapping/entities.ts";
import { externalIdsField } from "../../mapping/external-ids.ts";
import { at, combined, required, type Field, type FieldMap } from "../../mapping/field-map.ts";
import { personName } from "../../mapping/person-name.ts";
import { phone } from "../../mapping/phone.ts";
import type { EntitySource } from "../contract.ts";
import { mergePayers } from "./payer.ts";

const person = personName(["given_name", "surname"], "alternate_full_name"); // the latter is a business's
const address = personName([], "email_address");

const displayName: Field<string | null> = {
  paths: [...person.paths, ...address.paths],
  read: (record, context) => person.read(record, context) ?? address.read(record, context),
};

const phoneNumber = combined(
  ["phone_number.national_number", "phone_number.country_code"],
  ([digits, code], context) =>
    digits === undefined || digits === null
      ? null
      : phone(typeof code === "string" && typeof digits === "string" ? `+${code}${digits}` : digits, context, "phone"),
);

const fields: FieldMap<Contact> = {
  id: required("id", id),
  displayName,
  email: at("email_address", email),
  phone: phoneNumber,
  createdAt: at("first_seen", isoInstant),
  externalIds: externalIdsField((field) => [field]),
};

export const contact: EntitySource<Contact> = {
  fields,
  projection: { orderBy: "createdAt", merge: mergePayers },
};
