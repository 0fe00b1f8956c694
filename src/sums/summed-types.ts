// What is counted and added up of each type, and how it can be divided.
import type { OnlyWith } from "./tally.ts";

export type SummedType = "Deal" | "Ticket" | "Payment";

interface SummedTypeFacts {
  /** The field that says which month a record counts in. */
  readonly monthOf: string;
  readonly amount: string | null;
  readonly only: OnlyWith | null;
}

export const SUMMED_TYPES: Readonly<Record<SummedType, SummedTypeFacts>> = {
  // The month in which it brings its money: what is planned, and what was sold.
  Deal: { monthOf: "closeDate", amount: "amount", only: null },
  Ticket: { monthOf: "createdAt", amount: null, only: null },
  Payment: { monthOf: "createdAt", amount: "amount", only: { field: "status", value: "SUCCEEDED" } },
};

/** How records are divided. */
export interface Grouping {
  /** Fields of ours. */
  readonly by: readonly string[];
  readonly isByMonth: boolean;
  readonly isByCurrency: boolean;
  readonly isByBrand: boolean;
}

/** Fields that name a record of the same source: what is equal in two sources is not the same. */
export const LEADING_FIELDS: ReadonlySet<string> = new Set(["stageId", "ownerId", "assigneeId"]);
