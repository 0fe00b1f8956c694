import { exponentOf } from "../world/money.ts";
import type { DealRow, StageRow, World } from "../world.ts";
import { defineObject, isoOf, systemProperties } from "./crm-object.ts";
import type { CrmObject } from "./crm-object.ts";
import { companyIds, dealIds, ownerIds } from "./ids.ts";

/** The one pipeline of a new account. */
export const pipelineId = "default";

/** Deals, whose amounts are decimal strings in the currency of `deal_currency_code`. */
export function createDealObject(world: World): CrmObject {
  function stageOf(row: DealRow): StageRow {
    const stage = world.stages[row.stage];
    if (stage === undefined) throw new RangeError(`deal ${row.serial} is at stage ${row.stage}, which does not exist`);
    return stage;
  }
  const isClosed = (row: DealRow): boolean => stageOf(row).outcome !== "open";

  return defineObject<DealRow>({
    name: "deals",
    singular: "deal",
    typeId: "0-3",
    ids: dealIds,
    rows: world.deals,
    defaultProperties: [
      "amount",
      "closedate",
      "createdate",
      "dealname",
      "dealstage",
      "hs_lastmodifieddate",
      "hs_object_id",
      "pipeline",
    ],
    searchedProperties: ["dealname", "pipeline", "dealstage"],
    lookups: {},
    properties: {
      ...systemProperties(dealIds),
      dealname: { label: "Deal Name", type: "string", read: (row) => row.name },
      amount: { label: "Amount", type: "number", read: (row) => decimalOf(row.amountMinor, exponentOf(row.currency)) },
      deal_currency_code: { label: "Currency", type: "enumeration", read: (row) => row.currency },
      dealstage: {
        label: "Deal Stage",
        type: "enumeration",
        options: world.stages.map((stage) => ({ label: stage.label, value: stage.key })),
        read: (row) => stageOf(row).key,
      },
      pipeline: {
        label: "Pipeline",
        type: "enumeration",
        options: [{ label: "Sales Pipeline", value: pipelineId }],
        read: () => pipelineId,
      },
      closedate: { label: "Close Date", type: "datetime", read: (row) => isoOf(row.closeAt) },
      hs_is_closed: { label: "Is Deal Closed?", type: "bool", read: (row) => String(isClosed(row)) },
      hs_is_closed_won: { label: "Is Closed Won", type: "bool", read: (row) => String(stageOf(row).outcome === "won") },
      hs_deal_stage_probability: {
        label: "Deal probability",
        type: "number",
        read: (row) => String(stageOf(row).probability),
      },
      hs_primary_associated_company: {
        label: "Primary Associated Company",
        type: "number",
        read: (row) => (row.company === null ? null : companyIds.idOf(row.company)),
      },
      hubspot_owner_id: { label: "Deal owner", type: "enumeration", read: (row) => ownerIds.idOf(row.owner) },
    },
  });
}

// Without trailing zeros, as HubSpot keeps numbers: 434.5, not 434.50.
function decimalOf(minor: number, exponent: number): string {
  const digits = String(minor).padStart(exponent + 1, "0");
  const fraction = digits.slice(digits.length - exponent).replace(/0+$/, "");
  return exponent === 0 || fraction === ""
    ? digits.slice(0, digits.length - exponent)
    : `${digits.slice(0, -exponent)}.${fraction}`;
}
