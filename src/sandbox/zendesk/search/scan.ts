import { reversed } from "../listing.ts";
import type { Condition } from "./combine.ts";
import type { Plan } from "./type-search.ts";

/** A search reads no more whole records than this: the bound on its time, with a million customers too. */
export const maxRecordsRead = 50_000;

export interface ScanOptions {
  readonly isDescending: boolean;
  /** Place in the order to begin at. */
  readonly start: number;
  /** How many hits to keep. */
  readonly maxHits: number;
  /** Go on counting after the last hit kept. */
  readonly isCounting: boolean;
}

export interface Scanned {
  readonly serials: readonly number[];
  readonly count: number;
  /** Place in the order where the scan stopped, or null when it came to the end. */
  readonly stoppedAt: number | null;
}

export function scan(plan: Plan, options: ScanOptions): Scanned {
  const listing = options.isDescending ? reversed(plan.serials) : plan.serials;
  const { quick, costly } = plan.filter;
  const serials: number[] = [];
  let count = 0;
  let recordsRead = 0;
  for (let position = options.start; position < listing.size; position += 1) {
    const isFull = serials.length >= options.maxHits && !options.isCounting;
    if (isFull || recordsRead >= maxRecordsRead) return { serials, count, stoppedAt: position };
    const serial = listing.at(position);
    if (!holds(quick, serial)) continue;
    if (costly.length > 0) {
      recordsRead += 1;
      if (!holds(costly, serial)) continue;
    }
    count += 1;
    if (serials.length < options.maxHits) serials.push(serial);
  }
  return { serials, count, stoppedAt: null };
}

function holds(conditions: readonly Condition[], serial: number): boolean {
  return conditions.every((condition) => condition.test(serial));
}
