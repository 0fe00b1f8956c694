import type { StageRow } from "../../world.ts";
import { companiesFromAt } from "../../world/timeline.ts";
import { stageIds } from "../ids.ts";
import { field } from "./field.ts";
import { integrationUserId } from "./org-context.ts";
import type { OrgContext } from "./org-context.ts";
import { defineSObject } from "./sobject.ts";
import type { SObject } from "./sobject.ts";
import { forecastCategoryLabels, forecastCategoryOf, percentOf, stageAt } from "./stages.ts";
import { systemFields } from "./system-fields.ts";

interface Placed {
  readonly index: number;
  readonly stage: StageRow;
}

/** The stages of the sales process, which an administrator set up. */
export function createOpportunityStage({ book, hiddenFields }: OrgContext): SObject {
  const administrator = integrationUserId(book);
  return defineSObject<Placed>(
    {
      name: "OpportunityStage",
      label: "Opportunity Stage",
      labelPlural: "Opportunity Stage",
      ids: stageIds,
      end: () => book.stages.length,
      rowAt: (index) => ({ index, stage: stageAt(book, index) }),
      isInOrderOfCreation: true,
      fields: {
        ...systemFields<Placed>({
          label: "Opportunity Stage",
          idOf: ({ index }) => stageIds.idOf(index),
          createdAt: () => companiesFromAt,
          updatedAt: () => companiesFromAt,
          createdBy: () => administrator,
          updatedBy: () => administrator,
        }),
        MasterLabel: field.text("Master Label", 255, ({ stage }) => stage.label, { isReadOnly: true }),
        ApiName: field.text("API Name", 255, ({ stage }) => stage.key, { isRequired: true, isReadOnly: true }),
        IsActive: field.flag("Is Active", () => true, { isReadOnly: true }),
        SortOrder: field.int("Order", ({ index }) => index + 1, { isReadOnly: true }),
        IsClosed: field.flag("Closed", ({ stage }) => stage.outcome !== "open", { isReadOnly: true }),
        IsWon: field.flag("Won", ({ stage }) => stage.outcome === "won", { isReadOnly: true }),
        ForecastCategory: field.picklist(
          "Forecast Category",
          ["Omitted", "Pipeline", "BestCase", "Forecast", "Closed"],
          ({ stage }) => forecastCategoryOf(stage).name,
          { isRequired: true, isReadOnly: true },
        ),
        ForecastCategoryName: field.picklist(
          "Forecast Category Name",
          forecastCategoryLabels,
          ({ stage }) => forecastCategoryOf(stage).label,
          { isRequired: true, isReadOnly: true },
        ),
        DefaultProbability: field.percent("Probability (%)", ({ stage }) => percentOf(stage), { isReadOnly: true }),
        Description: field.text("Description", 255, undefined, { isReadOnly: true }),
      },
    },
    hiddenFields["OpportunityStage"] ?? [],
  );
}
