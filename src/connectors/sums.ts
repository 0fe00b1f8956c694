// The sums of the contract: how many records there are of a kind, and what their amounts add up to.
import type { Select } from "../mapping/field-map.ts";
import type { Http } from "../upstream/http.ts";
import type { Filter } from "./contract.ts";

/** Which of the records that a list's filter lets through are counted together. */
export interface SumRequest {
  /** Fields of ours: those that have the same values. */
  readonly by: Select;
  /** A field of ours that is an instant or a date: those of the same month, in UTC. Null for any. */
  readonly monthOf: string | null;
  /** The field of ours that is added up, in each currency by itself. Null where records are only counted. */
  readonly amount: string | null;
  readonly filter: Filter;
}

/** Records that are counted together. */
export interface RecordGroup {
  /**
   * Read by the mapping table as one of the records would be: with the values that they share, at `monthOf` any instant of
   * the month, and at `amount` the sum; without an amount where they have none.
   */
  readonly record: unknown;
  readonly count: number;
}

export interface ComputedSums {
  readonly groups: readonly RecordGroup[];
  /** There are more records than could be counted by now. */
  readonly isPartial?: boolean;
}

/** How everything of a type is counted and added up; by the list alone where left out. */
export interface Sums {
  /** How many records of the list a call gives to whoever reads all of it, where that is more than its `pageSize`. */
  readonly pageSize?: number;
  /**
   * By the vendor, in a few calls, and exactly: amounts of the records' own currencies, to the last digit. Null for what
   * it can't do so; then, and where it refuses a call (as for too many records), the core reads the list. Throws
   * UpstreamError.
   */
  compute?(http: Http, request: SumRequest): Promise<ComputedSums | null>;
}
