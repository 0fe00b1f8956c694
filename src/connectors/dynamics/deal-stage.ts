// Where an opportunity stands: while it is open, in the pipeline phase that its business process has set
// (https://learn.microsoft.com/dynamics365/sales/create-edit-opportunity-sales); once it is closed, or without a process,
// in its status reason, which the account defines, too.
import type { DealOutcome } from "../../generated/types.ts";
import { id, text } from "../../mapping/converters.ts";
import type { DealStage } from "../../mapping/entities.ts";
import { combined, firstOf, required, type Field, type FieldMap } from "../../mapping/field-map.ts";
import { idAt, recordsAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { EntitySource } from "../contract.ts";
import type { Condition } from "./odata-filter.ts";
import { API, BATCH_SIZE } from "./table.ts";

const OPEN = 0;
const OUTCOMES: readonly DealOutcome[] = ["OPEN", "WON", "LOST"]; // by statecode

/** A phase goes by its name, a status reason by its number. */
const PHASE = "phase:";

/** The stage of an opportunity. */
export const stageId: Field<string | null> = combined(
  ["statecode", "statuscode", "stepname"],
  ([state, reason, phase], context) => {
    if (state === undefined || state === null) return null;
    outcomeOf(state);
    if (state === OPEN && typeof phase === "string" && phase !== "") return PHASE + phase;
    return reason === undefined || reason === null ? null : id(reason, context, "statuscode");
  },
);

/** Opportunities that stand in one of these stages. */
export function isInStage(stageIds: readonly string[]): Condition {
  const phases = stageIds.filter((each) => each.startsWith(PHASE)).map((each) => each.slice(PHASE.length));
  const reasons = stageIds.filter((each) => /^\d{1,10}$/.test(each));
  const isOpen: Condition = { kind: "equals", column: "statecode", value: OPEN };
  const hasNoPhase: Condition = { kind: "equals", column: "stepname", value: null };
  const isClosed: Condition = { kind: "differs", column: "statecode", value: OPEN };
  return {
    kind: "any",
    of: [
      { kind: "all", of: [isOpen, { kind: "in", columns: ["stepname"], values: phases }] },
      {
        kind: "all",
        of: [
          { kind: "in", columns: ["statuscode"], values: reasons },
          { kind: "any", of: [isClosed, hasNoPhase] },
        ],
      },
    ],
  };
}

function outcomeOf(state: unknown): DealOutcome {
  const outcome = typeof state === "number" ? OUTCOMES[state] : undefined;
  if (outcome === undefined) throw new Error(`should have a state of 0, 1 or 2, instead got ${String(state)}`);
  return outcome;
}

// A record is a status reason as the metadata has it.
const fields: FieldMap<DealStage> = {
  id: required("Value", id),
  name: firstOf(["Label.UserLocalizedLabel.Label", "Label.LocalizedLabels.0.Label"], text),
  outcome: combined(["State"], ([state]) => (state === undefined || state === null ? null : outcomeOf(state))),
};

const phaseAsReason = (phaseId: string): unknown => ({
  Value: phaseId,
  State: OPEN,
  Label: { UserLocalizedLabel: { Label: phaseId.slice(PHASE.length) } },
});

// https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query-metadata-web-api
async function readReasons(http: Http, ids: ReadonlySet<string | null>): Promise<unknown[]> {
  const attribute = "EntityDefinitions(LogicalName='opportunity')/Attributes(LogicalName='statuscode')";
  const reply = await http.get(`${API}/${attribute}/Microsoft.Dynamics.CRM.StatusAttributeMetadata`, {
    $select: "LogicalName",
    $expand: "OptionSet",
  });
  return recordsAt(reply, "OptionSet.Options").filter((option) => ids.has(idAt(option, "Value")));
}

export const dealStage: EntitySource<DealStage> = {
  fields,
  batchSize: BATCH_SIZE,
  async getMany(http, ids) {
    const [phases, reasons] = [ids.filter(isPhase), ids.filter((each) => !isPhase(each))];
    const known = phases.map(phaseAsReason);
    return reasons.length === 0 ? known : [...known, ...(await readReasons(http, new Set(reasons)))];
  },
};

const isPhase = (stage: string): boolean => stage.startsWith(PHASE);
