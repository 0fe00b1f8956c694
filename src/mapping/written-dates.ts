// Dates in text fields, as an account's people write them.
import { datePattern } from "./date-pattern.ts";
import { fromMillis, isoDate, isoInstant } from "./dates.ts";
import { reading, twoWay, type TwoWayConverter } from "./field-map.ts";
import { createTimeZone } from "./time-zone.ts";
import { unexpected } from "./unexpected.ts";

/**
 * A date by a pattern; a time that the pattern has is left out, and written as midnight. A year that its two digits don't
 * tell can't be written.
 */
export function writtenDate(pattern: string): TwoWayConverter<string> {
  const { read, write } = datePattern(pattern);
  const convert = twoWay<string>(
    (value) => {
      const localMs = typeof value === "string" ? read(value.trim()) : null;
      if (localMs === null) throw unexpected(`a date as in ${write(EXAMPLE_MS)}`, value);
      return new Date(localMs).toISOString().slice(0, 10);
    },
    (date, context) => {
      const localMs = Date.parse(`${isoDate(date, context, "")}T00:00:00.000Z`);
      const text = write(localMs);
      if (read(text) === localMs) return text;
      throw new Error(`can't hold ${JSON.stringify(date)}: ${JSON.stringify(text)} would be another date`);
    },
  );
  return reading(convert, "text");
}

/**
 * An instant by a pattern, in the time of a zone. Where clocks are set, see TimeZone. What the pattern can't tell apart
 * can't be written: what is finer than its finest part, and the second pass of an hour that clocks show twice.
 * @param zone IANA, as in Europe/Berlin.
 */
export function writtenInstant(pattern: string, zone: string): TwoWayConverter<string> {
  const { read, write } = datePattern(pattern);
  const clocks = createTimeZone(zone);
  const instantOf = (text: string): number | null => {
    const localMs = read(text);
    return localMs === null ? null : clocks.instantOf(localMs);
  };
  const convert = twoWay<string>(
    (value) => {
      const instantMs = typeof value === "string" ? instantOf(value.trim()) : null;
      if (instantMs === null) throw unexpected(`a date and time as in ${write(EXAMPLE_MS)}`, value);
      return fromMillis(instantMs, value);
    },
    (instant, context) => {
      const instantMs = Date.parse(isoInstant(instant, context, ""));
      const text = write(instantMs + clocks.offsetAt(instantMs));
      if (instantOf(text) === instantMs) return text;
      throw new Error(`can't hold ${instant}: ${JSON.stringify(text)} in ${zone} would be another instant`);
    },
  );
  return reading(convert, "text");
}

const EXAMPLE_MS = Date.parse("2026-01-31T18:15:00.000Z");
