// What connectors share about the contract's filters.
import type { Filter, RecordPage } from "./contract.ts";

/** Does nothing pass? A condition that allows no value at all has no word in any vendor's language. */
export function isUnsatisfiable(filter: Filter): boolean {
  return Object.values(filter).some((condition) => condition.in?.length === 0);
}

/** The part of a filter that a vendor's words can tell: for records that are filtered once more when they are here. */
export function tellable(filter: Filter): Filter {
  return Object.fromEntries(
    Object.entries(filter).filter(([, condition]) => condition.in?.includes("UNKNOWN") !== true),
  );
}

export const NO_RECORDS: RecordPage = Object.freeze({ records: [], next: null });
