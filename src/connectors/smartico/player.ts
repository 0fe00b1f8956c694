// What the vendor knows of a player, as far as the customer's templates carry it. docs/smartico.md has the one we suggest.
// Names that begin with core_ or ach_ are properties of the user's state:
// https://github.com/smarticoai/public-api
import type { PlayerPredictions } from "../../generated/types.ts";
import { text } from "../../mapping/converters.ts";
import { isoOrMillis } from "../../mapping/dates.ts";
import type { Player } from "../../mapping/entities.ts";
import { at, type Field, type FieldMap } from "../../mapping/field-map.ts";
import { decimalMoney } from "../../mapping/money.ts";
import type { EntitySource } from "../contract.ts";
import { brandId, externalId, recordId } from "./identity.ts";
import { likelihood, missions, textList, whole } from "./templated.ts";

const lifetimeValue = decimalMoney("predicted_lifetime_value", "predicted_lifetime_value_currency");
const churnRisk = at("churn_risk", likelihood);

const predictions: Field<PlayerPredictions | null> = {
  paths: [...lifetimeValue.paths, ...churnRisk.paths],
  read(record, context) {
    const predicted = {
      lifetimeValue: lifetimeValue.read(record, context),
      churnRisk: churnRisk.read(record, context),
    };
    return predicted.lifetimeValue === null && predicted.churnRisk === null ? null : predicted;
  },
};

const fields: FieldMap<Player> = {
  id: recordId,
  brandId,
  contactId: recordId,
  externalId,
  language: at("core_user_language", text),
  level: at("ach_level_current", text),
  points: at("ach_points_balance", whole),
  segments: at("core_external_segment", textList),
  markers: at("core_external_markers", textList),
  badges: at("badges", textList),
  missions: at("missions", missions),
  predictions,
  createdAt: at("created_at", isoOrMillis),
  updatedAt: at("updated_at", isoOrMillis),
};

export const player: EntitySource<Player> = {
  fields,
  projection: {
    orderBy: "updatedAt",
    parents: { Contact: "contactId" },
    filters: ["level", "segments"],
    brand: "brandId",
  },
};
