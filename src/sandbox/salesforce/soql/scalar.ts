import type { FieldType } from "../schema/field.ts";

/** What can be compared: every field value but a compound one. */
export type Scalar = string | number | boolean | null;

const textTypes: ReadonlySet<FieldType> = new Set(["string", "email", "phone", "url", "textarea", "picklist"]);

/** Whether values of the type are texts, which Salesforce compares and sorts in any case. */
export function isText(type: FieldType): boolean {
  return textTypes.has(type);
}

/** The form in which equal values are equal. */
export function comparable(type: FieldType, value: Scalar): Scalar {
  return typeof value === "string" && isText(type) ? value.toLowerCase() : value;
}

/** Orders two comparable values that are not null. */
export function compare(a: Scalar, b: Scalar): number {
  if (a === b || a === null || b === null) return 0;
  return a < b ? -1 : 1;
}
