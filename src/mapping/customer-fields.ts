// A customer's own values: which of a record's fields each comes from, whichever record gives it.
import type { Contact } from "./entities.ts";

/** By the schema's name of the field, that of a record of the person. */
export const CUSTOMER_FIELDS = {
  displayName: "displayName",
  email: "email",
  phone: "phone",
  company: "companyId",
  createdAt: "createdAt",
  updatedAt: "updatedAt",
} as const satisfies Record<string, keyof Contact>;

export type CustomerField = keyof typeof CUSTOMER_FIELDS;

/** All of them, in the table's order. */
export const customerFields: readonly CustomerField[] = Object.keys(CUSTOMER_FIELDS).filter(isCustomerField);

function isCustomerField(name: string): name is CustomerField {
  return Object.hasOwn(CUSTOMER_FIELDS, name);
}
