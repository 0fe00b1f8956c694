// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/custom_fields.htm
import { firstPlace, placeAt, type CustomPlace } from "../../mapping/custom-place.ts";
import type { EntityType } from "../../mapping/entities.ts";

/** Several chosen values are one text. */
const HABITS = { separator: ";" } as const;

/** A field's API name. */
export function customField(type: EntityType, name: string): CustomPlace | string {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) return "should be a field's API name in Salesforce, such as Tier__c";
  if (type !== "Activity") return placeAt([name], HABITS);
  // What is defined for activities, tasks and events both have.
  const places = ["Task", "Event"].map((object) => [object, name]);
  return firstPlace(places, { ...HABITS, asks: [name] });
}
