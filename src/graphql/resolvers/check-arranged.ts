import type { EntityType } from "../../mapping/entities.ts";
import { entityTypeNamed } from "../../mapping/entity-types.ts";
import type { ArrangedField } from "../arranged-fields.ts";
import type { GraphqlContext } from "../context.ts";
import { checkList, listedSources } from "./list-connection.ts";
import { checkHeld } from "./related-connection.ts";

type Parts = Pick<GraphqlContext, "ids" | "loaders" | "customers">;

/** Throws RequestError where the sources of a list can't be asked for it so: before any of them is read. */
export function checkArranged({ parentType, connectionType, arguments: args }: ArrangedField, parts: Parts): void {
  const type = entityTypeNamed(connectionType.replace(/Connection$/, ""));
  if (type === undefined) return;
  if (parentType === "Query") checkList(type, listedSources(type, parts), args, parts.ids);
  else if (parentType === "Customer")
    checkHeld(type satisfies EntityType, parts.customers.holdersOf(type), args, parts.ids);
}
