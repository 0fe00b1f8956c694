/** On whose behalf a call is made: a person who waits for an answer, one who waits for a change, or nobody. */
export type Priority = "interactive" | "write" | "background";

/** First come those before. */
export const PRIORITIES = ["interactive", "write", "background"] as const satisfies readonly Priority[];

/** Parts of a window, 0 to 1. */
export interface QuotaShares {
  /** Up to here writes may fill a window; reads that somebody waits for may fill all of it. */
  readonly write: number;
  /** Up to here background work may. */
  readonly background: number;
  /** What background work gets even where the others would take everything. */
  readonly backgroundFloor: number;
}

export const DEFAULT_SHARES: QuotaShares = { write: 0.95, background: 0.9, backgroundFloor: 0.05 };
