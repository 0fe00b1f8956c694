import { badRequest, notFound } from "../errors.ts";
import type { Org } from "../schema/org.ts";
import type { SObject, SObjectRecord } from "../schema/sobject.ts";
import { attributesOf, jsonOf } from "../soql/projection.ts";
import type { JsonObject } from "../soql/json.ts";

/** Throws NOT_FOUND for an object that the org does not have. */
export function objectNamed(org: Org, name: string): SObject {
  const object = org.object(name);
  if (object === null) throw notFound();
  return object;
}

/** The exact names of fields named in any case, each once. Throws INVALID_FIELD for one that does not exist or is hidden. */
export function fieldNames(object: SObject, names: readonly string[]): readonly string[] {
  const exact = names.map((name) => {
    const field = object.fields.get(name.trim().toLowerCase());
    if (field !== undefined) return field.name;
    const message =
      `No such column '${name.trim()}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to ` +
      "append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.";
    throw badRequest("INVALID_FIELD", message);
  });
  return [...new Set(exact)];
}

/** A record with some of its fields, and its id even when nobody asked for it. */
export function renderRecord(record: SObjectRecord, names: readonly string[], baseUrl: string): JsonObject {
  const result = attributesOf(record, baseUrl);
  for (const name of names) result[name] = jsonOf(record.value(name));
  result["Id"] ??= jsonOf(record.value("Id"));
  return result;
}
