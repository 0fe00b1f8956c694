// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/data-attributes
import { firstPlace, placeAt, type CustomPlace } from "../../mapping/custom-place.ts";
import type { EntityType } from "../../mapping/entities.ts";

const HABITS = { instants: "seconds" } as const;

/** An attribute's name, which may hold blanks and dots. A ticket of ours is a conversation or a ticket. */
export function customField(type: EntityType, name: string): CustomPlace | string {
  switch (type) {
    case "Contact":
    case "Company":
      return placeAt(["custom_attributes", name], HABITS);
    case "Ticket":
      return firstPlace(
        ["custom_attributes", "ticket_attributes"].map((holder) => [holder, name]),
        HABITS,
      );
    default:
      return `is of a ${type}, which has no attributes of a workspace's own in Intercom`;
  }
}
