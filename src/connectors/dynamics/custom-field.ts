// https://learn.microsoft.com/power-apps/developer/data-platform/webapi/web-api-properties
import { placeAt, type CustomPlace } from "../../mapping/custom-place.ts";
import type { EntityType } from "../../mapping/entities.ts";

/** A column's logical name. A choice is a number, of several the numbers with commas between. */
export function customField(type: EntityType, name: string): CustomPlace | string {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    return "should be a column's logical name in Dynamics: lower-case letters, digits and _";
  }
  if (type === "Activity") {
    return "is of an Activity, which Dynamics keeps in a table for each sort: what all of them share has no columns of an account's own";
  }
  // Contacts are read as users too, and have other columns: Dataverse refuses what names one that a table lacks.
  if (type === "User") return "is of a User: contacts of Dynamics are read as users too, and have no such column";
  return placeAt([name], { separator: "," });
}
