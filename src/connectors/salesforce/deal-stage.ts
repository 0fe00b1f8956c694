// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunitystage.htm
import type { DealOutcome } from "../../generated/types.ts";
import { flag, text } from "../../mapping/converters.ts";
import type { DealStage } from "../../mapping/entities.ts";
import { at, combined, pathsOf, required, type FieldMap } from "../../mapping/field-map.ts";
import type { EntitySource } from "../contract.ts";
import { readWhereIn } from "./query.ts";

const outcome = combined<DealOutcome | null>(["IsClosed", "IsWon"], ([isClosed, isWon], context) => {
  if (isClosed === undefined || isClosed === null) return null;
  if (!flag(isClosed, context, "IsClosed")) return "OPEN";
  return flag(isWon, context, "IsWon") ? "WON" : "LOST";
});

// Its id is the name by which opportunities have it. A stage that is no longer in use keeps its record.
const fields: FieldMap<DealStage> = {
  id: required("ApiName", text),
  name: at("MasterLabel", text),
  outcome,
};

export const dealStage: EntitySource<DealStage> = {
  fields,
  getMany: (http, names, select) =>
    readWhereIn(http, { select: pathsOf(fields, ["id", ...select]), from: "OpportunityStage" }, "ApiName", names),
};
