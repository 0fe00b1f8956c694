// Fields that a deployment's configuration adds to the schema: what they are, and how a source's value becomes one.
import { configurableConverter, type ConverterSettings } from "./configurable.ts";
import { integer, oneOf } from "./converters.ts";
import { dateOf, NAMED_INSTANTS } from "./dates.ts";
import type { CustomPlace } from "./custom-place.ts";
import type { Role } from "../generated/types.ts";
import type { EntityType } from "./entities.ts";
import type { SchemaName } from "./entity-types.ts";
import { factsOf, isMissing, reading, twoWay, type Converter, type Field } from "./field-map.ts";

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
  /** How dates and instants are written: iso, seconds, milliseconds, isoOrMilliseconds, or a pattern such as DD/MM/YYYY. */
  readonly format?: string | undefined;
  /** The IANA zone of instants that are written by a pattern; UTC where left out. */
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
    ...factsOf(convert),
  };
}

function converterOf(source: CustomSource, place: CustomPlace): Converter<unknown> {
  const { type } = source;
  if (typeof type !== "string") return oneOf(wordTable(type));
  if (type === "Int") return int;
  const { format = place.instants ?? "iso" } = source;
  const named = NAMED_INSTANTS.get(format);
  if (type === "Date" && named !== undefined && format !== "iso") return dateOf(named);
  return configurableConverter(converterSettings(source, type, place));
}

/** What each type is as a description of a converter has it. */
const CONVERTER_TYPES = {
  String: "text",
  Int: "integer",
  Float: "number",
  Boolean: "boolean",
  Date: "date",
  DateTime: "instant",
  SafeInt: "integer",
  "[String]": "choices",
} as const satisfies Record<CustomType, ConverterSettings["type"]>;

/** The description of the converter of what is no enum. */
export function converterSettings(
  source: Pick<CustomSource, "format" | "zone" | "trueWords" | "falseWords" | "separator">,
  type: CustomType,
  place: CustomPlace,
): ConverterSettings {
  const { format, zone, trueWords, falseWords, separator } = source;
  const isNamed = format !== undefined && NAMED_INSTANTS.has(format);
  const own = type === "Date" && isNamed ? undefined : format; // a date of a named instant: see above
  const usual = type === "DateTime" ? place.instants : undefined;
  return {
    type: CONVERTER_TYPES[type],
    format: own ?? usual,
    zone,
    trueWords,
    falseWords,
    separator: separator ?? (type === "[String]" ? place.separator : undefined),
  };
}

function wordTable(words: EnumWords): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(words).flatMap(([ours, theirs]) => theirs.map((word) => [word, ours])));
}

/** The schema's Int has 32 bits. */
const int = twoWay<number>(
  (value, context, path) => {
    const whole = integer(value, context, path);
    if (whole === Math.trunc(whole) && Math.abs(whole + 0.5) < 2 ** 31) return whole;
    throw new Error(`should be a whole number of 32 bits, instead got ${whole}: make the field a SafeInt`);
  },
  (value) => value,
);
reading(int, "number", "text");
