// What connectors share about the contract's filters.
import type { Filter, RecordPage } from "./contract.ts";

/** Does nothing pass? A condition that allows no value at all has no word in any vendor's language. */
export function isUnsatisfiable(filter: Filter): boolean {
  return Object.values(filter).some((condition) => condition.in?.length === 0);
}

export const NO_RECORDS: RecordPage = Object.freeze({ records: [], next: null });
