// What a reference that may point at several objects leads to: an entity "Name" with the fields that all of them might have.
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_name.htm
import { field } from "./field.ts";
import type { FieldShape, FieldValue } from "./field.ts";
import type { SObjectRecord } from "./sobject.ts";

const shapes: ReadonlyMap<string, FieldShape> = new Map(
  Object.entries({
    Id: field.id<unknown>(() => null, "Name ID"),
    Name: field.text<unknown>("Name", 121),
    FirstName: field.text<unknown>("First Name", 40),
    LastName: field.text<unknown>("Last Name", 80),
    Type: field.picklist<unknown>("Type", ["Account", "Case", "Contact", "Opportunity", "Queue", "User"]),
    Email: field.email<unknown>("Email"),
    Phone: field.phone<unknown>("Phone"),
    Title: field.text<unknown>("Title", 128),
    Username: field.text<unknown>("Username", 80),
    Alias: field.text<unknown>("Alias", 8),
    IsActive: field.flag<unknown>("Active"),
  }).map(([name, shape]) => [name.toLowerCase(), { ...shape, name }]),
);

/** Null when the entity has no such field. */
export function nameEntityField(name: string): FieldShape | null {
  return shapes.get(name.toLowerCase()) ?? null;
}

/** What a record has in a field of the entity; null where its own object has no such field. */
export function readNameEntity(record: SObjectRecord, name: string): FieldValue {
  const { object } = record;
  if (name === "Type") return object.name === "Group" ? record.value("Type") : object.name;
  // A case is named by its number.
  const own = name === "Name" && object.name === "Case" ? "CaseNumber" : name;
  return object.fields.has(own.toLowerCase()) ? record.value(own) : null;
}
