// https://developers.hubspot.com/docs/api/crm/pipelines
import type { DealOutcome } from "../../generated/types.ts";
import { flag, id, text } from "../../mapping/converters.ts";
import type { DealStage } from "../../mapping/entities.ts";
import { at, combined, required, type FieldMap } from "../../mapping/field-map.ts";
import { idAt, recordsAt } from "../../mapping/reply.ts";
import type { EntitySource } from "../contract.ts";
import { BATCH_SIZE } from "./crm-object.ts";

// "1.0" is won and "0.0" is lost; only those two probabilities close a deal.
const outcome = combined<DealOutcome | null>(
  ["stage.metadata.isClosed", "stage.metadata.probability"],
  ([closed, probability], context) => {
    const chance = probability === undefined || probability === null ? null : Number(probability);
    if (closed === undefined || closed === null) return chance === null ? null : outcomeOf(chance);
    if (!flag(closed, context, "stage.metadata.isClosed")) return "OPEN";
    const result = chance === null ? "OPEN" : outcomeOf(chance);
    if (result === "OPEN")
      throw new Error(`is closed, but neither won nor lost: its probability is ${String(probability)}`);
    return result;
  },
);

function outcomeOf(chance: number): DealOutcome {
  if (chance === 1) return "WON";
  if (chance === 0) return "LOST";
  if (chance > 0 && chance < 1) return "OPEN";
  throw new Error("should have a probability from 0 to 1");
}

// A record is a stage beside the pipeline that it is part of.
const fields: FieldMap<DealStage> = {
  id: required("stage.id", id),
  name: at("stage.label", text),
  outcome,
  pipeline: at("pipeline.label", text),
};

export const dealStage: EntitySource<DealStage> = {
  fields,
  batchSize: BATCH_SIZE,
  async getMany(http, ids) {
    const wanted: ReadonlySet<string | null> = new Set(ids);
    const pipelines = recordsAt(await http.get("/crm/v3/pipelines/deals"), "results");
    return pipelines
      .flatMap((pipeline) => recordsAt(pipeline, "stages").map((stage) => ({ stage, pipeline })))
      .filter(({ stage }) => wanted.has(idAt(stage, "id")));
  },
};
