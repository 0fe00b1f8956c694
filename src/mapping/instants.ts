// Our instants in the words of a source, for filters. Built anew from the number: nothing that a caller typed goes on.
import { RequestError } from "../errors.ts";

/** Milliseconds since the epoch of an RFC 3339 instant. Throws RequestError BAD_USER_INPUT. */
export function epochMillisOf(instant: string): number {
  const millis = Date.parse(instant);
  if (Number.isNaN(millis)) {
    throw new RequestError(
      "BAD_USER_INPUT",
      `${JSON.stringify(instant)} should be an instant, as in 2026-01-31T08:15:00Z`,
    );
  }
  return millis;
}

/**
 * Seconds since the epoch, for a source that keeps whole seconds: rounded up, since of whole seconds those "from 0.5 on"
 * are those from 1 on, and those "before 0.5" are those before 1. Throws RequestError BAD_USER_INPUT.
 */
export function epochSecondsOf(instant: string): number {
  return Math.ceil(epochMillisOf(instant) / 1000);
}

/** RFC 3339 in UTC without fractions, rounded up likewise. Throws RequestError BAD_USER_INPUT. */
export function wholeSecondOf(instant: string): string {
  return new Date(epochSecondsOf(instant) * 1000).toISOString().replace(".000Z", "Z");
}
