// One value of a source's to one of ours. Each checks what it gets: a wrong value is an error at its field, never a guess.
import type { Converter, MappingContext } from "./field-map.ts";

function unexpected(expected: string, value: unknown): Error {
  const shown =
    typeof value === "string" ? JSON.stringify(value.slice(0, 40)) : Array.isArray(value) ? "an array" : String(value);
  return new Error(`should be ${expected}, instead got ${shown}`);
}

/** Text; numbers become their digits. */
export const text: Converter<string> = (value) => {
  if (typeof value === "string") return value;
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  throw unexpected("text", value);
};

/** An id: text, or a whole number that JavaScript holds exactly. */
export const id: Converter<string> = (value) => {
  if (typeof value === "string") return value;
  if (Number.isSafeInteger(value)) return String(value);
  throw unexpected("an id", value);
};

/** true and false, also as the strings that some sources send. */
export const flag: Converter<boolean> = (value) => {
  if (typeof value === "boolean") return value;
  if (value === "true") return true;
  if (value === "false") return false;
  throw unexpected("true or false", value);
};

/** A list of texts. */
export const texts: Converter<readonly string[]> = (value, context, path) => {
  if (!Array.isArray(value)) throw unexpected("a list", value);
  return value.map((item) => text(item, context, path));
};

// Already what we hand out: nothing to do. Days past the 28th take the slow way, which looks at the month.
const OURS = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d))?$/;

/** An ISO 8601 instant with a zone (or a bare date, taken as UTC) as RFC 3339 in UTC with milliseconds. */
export const isoInstant: Converter<string> = (value) => {
  if (typeof value === "string") {
    if (OURS.test(value)) return value;
    const parts = ISO.exec(value);
    const time = parts === null ? Number.NaN : Date.parse(value);
    if (parts !== null && !Number.isNaN(time) && isInMonth(parts)) return new Date(time).toISOString();
  }
  throw unexpected("an ISO 8601 instant", value);
};

// Date.parse takes February 30 for March 2.
function isInMonth([, year, month, day]: RegExpExecArray): boolean {
  return Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
}

const MAX_DATE_MS = 8.64e15;

function fromMillis(millis: number, value: unknown): string {
  if (!Number.isFinite(millis) || Math.abs(millis) > MAX_DATE_MS) throw unexpected("an instant", value);
  return new Date(millis).toISOString();
}

/** Seconds since the epoch. */
export const epochSeconds: Converter<string> = (value) => {
  if (typeof value !== "number") throw unexpected("seconds since the epoch", value);
  return fromMillis(value * 1000, value);
};

/** ISO 8601, or milliseconds since the epoch as digits: HubSpot sends either. */
export const isoOrMillis: Converter<string> = (value, context, path) => {
  if (typeof value === "number") return fromMillis(value, value);
  return typeof value === "string" && /^-?\d{9,}$/.test(value)
    ? fromMillis(Number(value), value)
    : isoInstant(value, context, path);
};

/** The calendar date of an instant, in UTC. */
export function dateOf(convert: Converter<string>): Converter<string> {
  return (value, context, path) => convert(value, context, path).slice(0, 10);
}

const EMAIL = /^[^\s@"(),:;<>[\\\]]+@[^\s@"(),:;<>[\\\]]+\.[^\s@"(),:;<>[\\\]]+$/;

/** An e-mail address as the source has it, without blanks around it. */
export const email: Converter<string> = (value) => {
  const address = typeof value === "string" ? value.trim() : "";
  if (!EMAIL.test(address) || address.length > 254) throw unexpected("an e-mail address", value);
  return address;
};

/** A converter that also knows the way back, for filters. */
export interface EnumConverter<V extends string> extends Converter<V> {
  readonly vendorValues: (ours: string) => readonly string[];
}

/**
 * A source's value by a table, one line a value. A value that the table lacks is UNKNOWN and reported to
 * `context.onUnknownValue`, never guessed.
 */
export function oneOf<V extends string>(table: Readonly<Record<string, V>>): EnumConverter<V | "UNKNOWN"> {
  const convert = (value: unknown, context: MappingContext, path: string): V | "UNKNOWN" => {
    if (typeof value !== "string" && typeof value !== "number") throw unexpected("text", value);
    const key = String(value);
    const ours = Object.hasOwn(table, key) ? table[key] : undefined;
    if (ours !== undefined) return ours;
    context.onUnknownValue(path, key);
    return "UNKNOWN";
  };
  const vendorValues = (ours: string): string[] => Object.keys(table).filter((key) => table[key] === ours);
  return Object.assign(convert, { vendorValues });
}
