// Instants and dates. Ours are RFC 3339 in UTC with milliseconds, and YYYY-MM-DD, of the years 0 to 9999.
import { factsOf, reading, sameForm, twoWay, type TwoWayConverter } from "./field-map.ts";
import { unexpected } from "./unexpected.ts";

// Already what we hand out: nothing to do. Days past the 28th take the slow way, which looks at the month.
const OURS = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const ISO =
  /^(?<date>\d{4}-\d\d-\d\d)(?:[Tt ](?<minutes>\d\d:\d\d)(?::(?<seconds>\d\d)(?:[.,](?<fraction>\d+))?)?(?<zone>[Zz]|[+-]\d\d(?::?\d\d)?))?$/;

/**
 * An ISO 8601 instant with a zone (Z, +02, +0200 as Salesforce writes it, +02:00), or a bare date, taken as UTC.
 * What is finer than milliseconds is dropped.
 */
export const isoInstant: TwoWayConverter<string> = sameForm<string>((value) => {
  if (typeof value === "string") {
    if (OURS.test(value)) return value;
    const { date, minutes = "00:00", seconds = "00", fraction = "", zone = "Z" } = ISO.exec(value)?.groups ?? {};
    if (date !== undefined && isDate(date)) {
      const [, sign = "+", hours = "00", rest = "00"] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
      const millis = fraction.slice(0, 3).padEnd(3, "0");
      const time = Date.parse(`${date}T${minutes}:${seconds}.${millis}${sign}${hours}:${rest}`);
      if (isOurs(time)) return new Date(time).toISOString();
    }
  }
  throw unexpected("an ISO 8601 instant", value);
});

reading(isoInstant, "instant", "date");

/** Whether YYYY-MM-DD is a day of the calendar: Date.parse takes February 30 for March 2. */
export function isDate(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00.000Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

const FIRST_MS = Date.parse("0000-01-01T00:00:00.000Z");
const LAST_MS = Date.parse("9999-12-31T23:59:59.999Z");
const isOurs = (millis: number): boolean => millis >= FIRST_MS && millis <= LAST_MS;

/** The instant, for a reader of `value`. Throws an Error whose message continues "<field> ...". */
export function fromMillis(millis: number, value: unknown): string {
  const whole = Math.round(millis);
  if (!isOurs(whole)) throw unexpected("an instant of the years 0 to 9999", value);
  return new Date(whole).toISOString();
}

function epoch(unit: string, unitMs: number): TwoWayConverter<string> {
  const expected = `${unit} since the epoch`;
  const convert = twoWay<string>(
    (value) => {
      const count = typeof value === "string" && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
      if (typeof count !== "number") throw unexpected(expected, value);
      return fromMillis(count * unitMs, value);
    },
    (instant, context) => Date.parse(isoInstant(instant, context, "")) / unitMs,
  );
  return reading(convert, "instant", "date", "number", "text");
}

/** Seconds since the epoch, as a number or as digits. Written with decimals where the instant has milliseconds. */
export const epochSeconds = epoch("seconds", 1000);

/** Milliseconds since the epoch, as a number or as digits. */
export const epochMillis = epoch("milliseconds", 1);

/** ISO 8601, or milliseconds since the epoch as a number or digits: HubSpot sends either. Written as ISO 8601. */
export const isoOrMillis: TwoWayConverter<string> = sameForm<string>((value, context, path) => {
  const isMillis = typeof value === "number" || (typeof value === "string" && /^-?\d{9,}$/.test(value));
  return (isMillis ? epochMillis : isoInstant)(value, context, path);
});

reading(isoOrMillis, "instant", "date", "number");

/** The calendar date of an instant, in UTC; written as its midnight. */
export function dateOf(convert: TwoWayConverter<string>): TwoWayConverter<string> {
  const read = twoWay<string>(
    (value, context, path) => convert(value, context, path).slice(0, 10),
    (date, context) => convert.toVendor(`${date}T00:00:00.000Z`, context),
  );
  return reading(read, ...(factsOf(convert).reads ?? []));
}

/** A calendar date, or the date in UTC of an ISO 8601 instant; written as YYYY-MM-DD. */
export const isoDate: TwoWayConverter<string> = sameForm<string>(dateOf(isoInstant));

reading(isoDate, "date", "instant");

/** The converters of instants by the names that settings have for them. */
export const NAMED_INSTANTS: ReadonlyMap<string, TwoWayConverter<string>> = new Map([
  ["iso", isoInstant],
  ["seconds", epochSeconds],
  ["milliseconds", epochMillis],
  ["isoOrMilliseconds", isoOrMillis],
]);
