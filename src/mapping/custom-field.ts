// Fields that a deployment's configuration adds to the schema: what they are, and how a source's value becomes one.
import { flag, epochSeconds, isoInstant, isoOrMillis, oneOf, text, texts } from "./converters.ts";
import type { CustomPlace } from "./custom-place.ts";
import type { Role } from "../generated/types.ts";
import type { EntityType } from "./entities.ts";
import type { SchemaName } from "./entity-types.ts";
import { isMissing, type Converter, type Field } from "./field-map.ts";
import { dateFormat, dateInZone } from "./written-date.ts";

/** The types of the schema that such a field may have, beside enums of its own. */
export const CUSTOM_TYPES = ["String", "Int", "Float", "Boolean", "Date", "DateTime", "SafeInt", "[String]"] as const;
export type CustomType = (typeof CUSTOM_TYPES)[number];

/** The vendor's words for each value of an enum. */
export type EnumWords = Readonly<Record<string, readonly string[]>>;

/** What may have such fields, as the schema calls it. */
export const CUSTOM_ENTITIES = [
  "Customer",
  "Company",
  "Deal",
  "Ticket",
  "Payment",
  "Player",
  "Activity",
  "Invoice",
  "BillingSubscription",
  "User",
] as const satisfies readonly SchemaName[];

/** A field as the schema has it. */
export interface CustomField {
  readonly entity: (typeof CUSTOM_ENTITIES)[number];
  readonly name: string;
  /** Left out for an enum. */
  readonly type?: CustomType | undefined;
  /** An enum's values. */
  readonly values?: EnumWords | undefined;
  readonly description: string;
  readonly roles: readonly Role[];
  readonly mfa: boolean;
}

/** What the schema calls an enum of such a field. */
export function enumNameOf({ entity, name }: Pick<CustomField, "entity" | "name">): string {
  return `${entity}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** What one source has of a field. */
export interface CustomSource {
  /** The type of entity that the vendor's records are read as. */
  readonly entity: EntityType;
  /** Our name. */
  readonly name: string;
  readonly type: CustomType | EnumWords;
  /** The vendor's name. */
  readonly field: string;
  /** How dates are written that are texts: DD/MM/YYYY. */
  readonly format?: string | undefined;
  /** The IANA zone of what is written without one; UTC where left out. */
  readonly zone?: string | undefined;
  /** Words for true and for false, compared without regard to case. */
  readonly trueWords?: readonly string[] | undefined;
  readonly falseWords?: readonly string[] | undefined;
  /** What is between the values of a list that come as one text, where it is not the vendor's own. */
  readonly separator?: string | undefined;
}

/** A mapping line with what a request names for it. */
export interface CustomLine extends Field<unknown> {
  readonly asks: readonly string[];
}

/** The line that reads a field. */
export function customLine(source: CustomSource, place: CustomPlace): CustomLine {
  const convert = converterOf(source, place);
  const [path = source.field] = place.paths;
  return {
    paths: place.paths,
    asks: place.asks ?? place.paths,
    read(record, context) {
      const value = place.valueIn(record);
      return isMissing(value) ? null : convert(value, context, path);
    },
    ...("vendorValues" in convert && { vendorValues: convert.vendorValues as (ours: string) => readonly string[] }),
  };
}

function converterOf(source: CustomSource, place: CustomPlace): Converter<unknown> {
  const { type } = source;
  switch (type) {
    case "String":
      return text;
    case "Int":
      return wholeWithin(2 ** 31 - 1, -(2 ** 31));
    case "SafeInt":
      return wholeWithin(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER);
    case "Float":
      return number;
    case "Boolean":
      return booleanOf(source);
    case "Date":
      return dateOf(source, place);
    case "DateTime":
      return instantOf(source, place);
    case "[String]":
      return listOf(source.separator ?? place.separator);
    default:
      return oneOf(
        Object.fromEntries(Object.entries(type).flatMap(([ours, words]) => words.map((word) => [word, ours]))),
      );
  }
}

const shown = (value: unknown): string =>
  typeof value === "object" ? "an object" : JSON.stringify(typeof value === "string" ? value.slice(0, 40) : value);

const number: Converter<number> = (value) => {
  const found =
    typeof value === "string" && /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(value) ? Number(value) : value;
  if (typeof found === "number" && Number.isFinite(found)) return found;
  throw new Error(`should be a number, instead got ${shown(value)}`);
};

function wholeWithin(max: number, min: number): Converter<number> {
  return (value, context, path) => {
    const found = number(value, context, path);
    if (Number.isInteger(found) && found <= max && found >= min) return found;
    throw new Error(`should be a whole number from ${min} to ${max}, instead got ${shown(value)}`);
  };
}

function booleanOf({ trueWords, falseWords }: CustomSource): Converter<boolean> {
  if (trueWords === undefined && falseWords === undefined) return flag;
  const words = new Map<string, boolean>([
    ...(falseWords ?? ["false"]).map((word): [string, boolean] => [word.toLowerCase(), false]),
    ...(trueWords ?? ["true"]).map((word): [string, boolean] => [word.toLowerCase(), true]),
  ]);
  return (value) => {
    if (typeof value === "boolean") return value;
    const found = words.get(String(value).trim().toLowerCase());
    if (found !== undefined) return found;
    throw new Error(`should be one of ${[...words.keys()].join(", ")}, instead got ${shown(value)}`);
  };
}

const EPOCHS = { seconds: epochSeconds, milliseconds: isoOrMillis } as const;

/** Instants as the vendor itself writes them. */
function ownInstant({ epoch }: CustomPlace): Converter<string> {
  return (value, context, path) => {
    // Where all is text, so are numbers; fewer digits than this are a year, or a mistake.
    const isDigits = typeof value === "string" && /^-?\d{9,}$/.test(value);
    if (epoch === undefined || (typeof value !== "number" && !isDigits)) return isoInstant(value, context, path);
    return EPOCHS[epoch](Number(value), context, path);
  };
}

function instantOf({ format, zone = "UTC" }: CustomSource, place: CustomPlace): Converter<string> {
  return written(format, (formatted, value) => formatted.instantIn(value, zone)) ?? ownInstant(place);
}

function dateOf({ format, zone }: CustomSource, place: CustomPlace): Converter<string> {
  const own = ownInstant(place);
  const asWritten = written(format, (formatted, value) => formatted.dateIn(value));
  if (asWritten !== null) return asWritten;
  return (value, context, path) => {
    const instant = own(value, context, path);
    const isDay = typeof value === "string" && value.length === 10 && value === instant.slice(0, 10);
    return zone === undefined || isDay ? instant.slice(0, 10) : dateInZone(instant, zone);
  };
}

function written(
  format: string | undefined,
  read: (formatted: ReturnType<typeof dateFormat>, value: string) => string | null,
): Converter<string> | null {
  if (format === undefined) return null;
  const formatted = dateFormat(format);
  return (value) => {
    const found = typeof value === "string" ? read(formatted, value) : null;
    if (found !== null) return found;
    throw new Error(`should be a date as ${format}, instead got ${shown(value)}`);
  };
}

/** Empty texts between separators are nothing. */
function listOf(separator: string | undefined): Converter<readonly string[]> {
  return (value, context, path) => {
    if (typeof value !== "string") return texts(value, context, path);
    if (separator === undefined) return [value];
    const parts = value.split(separator).map((part) => part.trim());
    return parts.filter((part) => part !== "");
  };
}
