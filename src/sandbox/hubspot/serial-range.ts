// Ids and times of creation grow with the serial: a range of them is a range of serials, found without a scan.
import type { CrmObject } from "./crm-object.ts";
import type { Filter } from "./inputs.ts";
import { compileFilter } from "./search-filter.ts";

export interface SerialRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

const GROWING: ReadonlySet<string> = new Set(["hs_object_id", "createdate"]);

/** Is this one that `serialRange` tells exactly? */
export function isRange({ propertyName, operator }: Filter): boolean {
  return GROWING.has(propertyName) && ["GT", "GTE", "EQ", "LT", "LTE"].includes(operator);
}

/** The records that match those of these filters that are ranges. Throws HubspotError as `compileFilter` does. */
export function serialRange(object: CrmObject, filters: readonly Filter[]): SerialRange {
  let start = 0;
  let end = object.size;
  for (const filter of filters) {
    if (!isRange(filter)) continue;
    const { operator } = filter;
    if (operator === "GT" || operator === "GTE" || operator === "EQ") {
      const isIn = compileFilter(object, operator === "EQ" ? { ...filter, operator: "GTE" } : filter);
      start = Math.max(
        start,
        firstWhere(object.size, (serial) => isIn(object.at(serial))),
      );
    }
    if (operator === "LT" || operator === "LTE" || operator === "EQ") {
      const isIn = compileFilter(object, operator === "EQ" ? { ...filter, operator: "LTE" } : filter);
      end = Math.min(
        end,
        firstWhere(object.size, (serial) => !isIn(object.at(serial))),
      );
    }
  }
  return { start, end };
}

/** The first of so many serials that passes, where all behind one that passes do. */
function firstWhere(size: number, passes: (serial: number) => boolean): number {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (passes(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
