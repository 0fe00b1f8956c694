import type { CrmBook, StageRow } from "../../world.ts";

/** The forecast category of a stage, as its API name and its label. */
export interface ForecastCategory {
  readonly name: "Pipeline" | "BestCase" | "Forecast" | "Closed" | "Omitted";
  readonly label: "Pipeline" | "Best Case" | "Commit" | "Closed" | "Omitted";
}

export const forecastCategoryLabels = ["Omitted", "Pipeline", "Best Case", "Commit", "Closed"];

/** Throws RangeError for a stage that the book does not have. */
export function stageAt(book: CrmBook, index: number): StageRow {
  const stage = book.stages[index];
  if (stage === undefined) throw new RangeError(`there is no stage ${index}`);
  return stage;
}

/** As the stages of a new org are set up. */
export function forecastCategoryOf(stage: StageRow): ForecastCategory {
  if (stage.outcome === "won") return { name: "Closed", label: "Closed" };
  if (stage.outcome === "lost") return { name: "Omitted", label: "Omitted" };
  if (stage.probability >= 0.9) return { name: "Forecast", label: "Commit" };
  return stage.probability >= 0.7 ? { name: "BestCase", label: "Best Case" } : { name: "Pipeline", label: "Pipeline" };
}

/** 0 to 100, as Salesforce writes a percentage. */
export function percentOf(stage: StageRow): number {
  return Math.round(stage.probability * 100);
}
