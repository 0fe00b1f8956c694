import type { StageRow } from "../world.ts";

/** The stages of a sales pipeline and how many deals are in each. */
export interface Pipeline {
  readonly stages: readonly StageRow[];
  readonly weights: readonly (readonly [stage: number, weight: number])[];
}

type Stage = readonly [key: string, label: string, outcome: StageRow["outcome"], probability: number, weight: number];

function pipeline(rows: readonly Stage[]): Pipeline {
  return {
    stages: rows.map(([key, label, outcome, probability]) => ({ key, label, outcome, probability })),
    weights: rows.map(([, , , , weight], stage) => [stage, weight]),
  };
}

/** HubSpot's default pipeline, which is what a new account has. */
export const hubspotPipeline = pipeline([
  ["appointmentscheduled", "Appointment Scheduled", "open", 0.2, 14],
  ["qualifiedtobuy", "Qualified To Buy", "open", 0.4, 12],
  ["presentationscheduled", "Presentation Scheduled", "open", 0.6, 10],
  ["decisionmakerboughtin", "Decision Maker Bought-In", "open", 0.8, 7],
  ["contractsent", "Contract Sent", "open", 0.9, 5],
  ["closedwon", "Closed Won", "won", 1, 32],
  ["closedlost", "Closed Lost", "lost", 0, 20],
]);

/** The stages of a new Salesforce org; a stage's API value is its label. */
export const salesforcePipeline = pipeline([
  ["Prospecting", "Prospecting", "open", 0.1, 9],
  ["Qualification", "Qualification", "open", 0.1, 9],
  ["Needs Analysis", "Needs Analysis", "open", 0.2, 7],
  ["Value Proposition", "Value Proposition", "open", 0.5, 6],
  ["Id. Decision Makers", "Id. Decision Makers", "open", 0.6, 5],
  ["Perception Analysis", "Perception Analysis", "open", 0.7, 4],
  ["Proposal/Price Quote", "Proposal/Price Quote", "open", 0.75, 5],
  ["Negotiation/Review", "Negotiation/Review", "open", 0.9, 4],
  ["Closed Won", "Closed Won", "won", 1, 30],
  ["Closed Lost", "Closed Lost", "lost", 0, 21],
]);

/** Dynamics: the open stages are the values of `salesstage`, in its order; won and lost are states of the opportunity. */
export const dynamicsPipeline = pipeline([
  ["qualify", "Qualify", "open", 0.1, 15],
  ["develop", "Develop", "open", 0.35, 14],
  ["propose", "Propose", "open", 0.6, 11],
  ["close", "Close", "open", 0.85, 8],
  ["won", "Won", "won", 1, 31],
  ["lost", "Lost", "lost", 0, 21],
]);
