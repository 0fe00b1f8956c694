import type { Listing } from "../listing.ts";
import type { Filter } from "./combine.ts";
import type { Clause } from "./parse-search.ts";

export const searchTypes = ["ticket", "user", "organization", "group"] as const;
export type SearchType = (typeof searchTypes)[number];

/** What results can be sorted by; without a wish they come newest first. */
export const sortFields = ["created_at", "updated_at", "priority", "status", "ticket_type"] as const;
export type SortField = (typeof sortFields)[number];

export interface Hit {
  readonly type: SearchType;
  readonly serial: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Where to look, in ascending order, and what to keep. */
export interface Plan {
  readonly serials: Listing<number>;
  readonly filter: Filter;
  hit(serial: number): Hit;
}

/** Search over the records of one type. */
export interface TypeSearch {
  readonly type: SearchType;
  /** Null when no record of this type can match. Throws Zendesk's 422 for a bad value. */
  plan(clauses: readonly Clause[], sortField: SortField): Promise<Plan | null>;
  /** The record as the API shows it. */
  render(serial: number, origin: string): Record<string, unknown>;
}
