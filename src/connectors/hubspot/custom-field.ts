// https://developers.hubspot.com/docs/api/crm/properties
import { firstPlace, placeAt, type CustomPlace } from "../../mapping/custom-place.ts";
import type { EntityType } from "../../mapping/entities.ts";
import { engagementTypes } from "./engagement-id.ts";

/** All values are texts: dates ISO 8601 or milliseconds, several chosen with semicolons between. */
const HABITS = { instants: "isoOrMilliseconds", separator: ";" } as const;

const WITH_PROPERTIES: ReadonlySet<EntityType> = new Set(["Contact", "Company", "Deal"]);

/** A property's internal name. */
export function customField(type: EntityType, name: string): CustomPlace | string {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    return "should be a property's internal name in HubSpot: lower-case letters, digits and _";
  }
  if (WITH_PROPERTIES.has(type)) return placeAt(["properties", name], HABITS);
  if (type !== "Activity") return `is of a ${type}, which has no properties of an account's own in HubSpot`;
  // A record is under the name of its type; each type has properties of its own, and names that it lacks do no harm.
  const places = engagementTypes.map((each) => [each.type, "properties", name]);
  return firstPlace(places, { ...HABITS, asks: [`properties.${name}`] });
}
