// https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_fields/, and the pages /users/user_fields/ and
// /organizations/organization_fields/ beside it
import { placeAt, type CustomPlace } from "../../mapping/custom-place.ts";
import type { EntityType } from "../../mapping/entities.ts";
import { valueAtPath } from "../../mapping/field-map.ts";

/** People's and companies' by their keys, tickets' by their ids. */
const HOLDERS: Readonly<Partial<Record<EntityType, string>>> = {
  Contact: "user_fields",
  User: "user_fields",
  Company: "organization_fields",
};

export function customField(type: EntityType, name: string): CustomPlace | string {
  if (type === "Ticket") return ofTicket(name);
  const holder = HOLDERS[type];
  if (holder === undefined) return `is of a ${type}, which has no fields of an account's own in Zendesk`;
  if (/^\w+$/.test(name)) return placeAt([holder, name]);
  return "should be a field's key in Zendesk: letters, digits and _";
}

function ofTicket(name: string): CustomPlace | string {
  if (!/^\d{1,19}$/.test(name)) return "should be a ticket field's id in Zendesk: its digits";
  return {
    paths: [`custom_fields.${name}`],
    valueIn(record) {
      const fields = valueAtPath(record, ["custom_fields"]);
      const found = Array.isArray(fields)
        ? fields.find((field) => String(valueAtPath(field, ["id"])) === name)
        : undefined;
      return valueAtPath(found, ["value"]);
    },
  };
}
