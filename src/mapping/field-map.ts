// The mapping tables: for each of our fields, where a source's record has it and how its value becomes ours.
import type { Entity } from "./entities.ts";

/** What a converter may need to know beside the value: the source's settings. */
export interface MappingContext {
  readonly source: string;
  /** ISO 4217, for amounts that carry no currency. */
  readonly defaultCurrency: string | null;
  /** ISO 3166-1 alpha-2, for telephone numbers without a country code. */
  readonly defaultCountry: string | null;
  /** Which fields of a person's record name records of other sources. */
  readonly externalIds: readonly { readonly field: string; readonly source: string }[];
  /** Fields that the configuration adds, in its words. */
  readonly customFields?: readonly object[];
  /** The connector's options, for mappings that accounts define themselves; the defaults where left out. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Amounts are what a vendor computed: decimals past the currency's own are rounded, not refused. */
  readonly areAmountsComputed?: true;
  /** Told of enum values that no table knows; the value becomes UNKNOWN. */
  readonly onUnknownValue: (path: string, value: string) => void;
}

/** Checks and converts one value that is there. Throws an Error whose message continues "<field> ...". */
export type Converter<V> = (value: unknown, context: MappingContext, path: string) => V;

/**
 * A converter that loses nothing: what `toVendor` writes is read as the value that it was given. It writes the source's
 * own form, one for each value, whatever other forms are read. A Converter without it is lossy: there is no way back.
 */
export interface TwoWayConverter<V> extends Converter<V> {
  /** Throws an Error whose message continues "<field> ..." where the source's form can't hold the value. */
  readonly toVendor: (value: V, context: MappingContext) => unknown;
}

/** What kinds of values a vendor's field may hold, whatever the vendor calls them. */
export type FieldKind = "text" | "number" | "boolean" | "date" | "instant" | "choice" | "choices" | "id" | "other";

type FieldFacts = Pick<Field<unknown>, "vendorValues" | "reads" | "words">;

/** Says of a converter which kinds of fields it can read, so that an account's own definitions can be held against it. */
export function reading<C extends object>(convert: C, ...reads: readonly FieldKind[]): C {
  return Object.assign(convert, { reads });
}

/** Reading, with the way back. */
export function twoWay<V>(read: Converter<V>, toVendor: TwoWayConverter<V>["toVendor"]): TwoWayConverter<V> {
  const convert: Converter<V> = (value, context, path) => read(value, context, path);
  return Object.assign(convert, { toVendor });
}

/** Reading what sources write as we do. What is written is checked as what is read: a filter's value is what a caller typed. */
export function sameForm<V>(read: Converter<V>): TwoWayConverter<V> {
  return twoWay(read, (value, context) => read(value, context, ""));
}

/** How one field of ours is read from a source's record. */
export interface Field<V> {
  /** The vendor's fields it needs, dotted from the record's root; what a request names to get them. */
  readonly paths: readonly string[];
  /** Reads it. Throws an Error whose message continues "<field> ...". */
  readonly read: (record: unknown, context: MappingContext) => V;
  /** For enums: the vendor's values of one of ours, for filters. */
  readonly vendorValues?: (ours: string) => readonly string[];
  /** The kinds of fields that it can be read from; left out where nothing is known of it. */
  readonly reads?: readonly FieldKind[];
  /** For enums: all of the vendor's values that are known. */
  readonly words?: (context: Pick<MappingContext, "options">) => readonly string[];
}

/** A field that can be written too. */
export interface TwoWayField<V> extends Field<V> {
  /** The vendor's value of each of `paths`; null where there is none. Throws as a converter's does. */
  readonly toVendor: (value: V, context: MappingContext) => Readonly<Record<string, unknown>>;
}

type OptionalKeys<T> = { [K in keyof T]-?: null extends T[K] ? K : never }[keyof T];

/**
 * A line for each of T's fields. A field that can't be null must have one; a nullable field without a line is null;
 * a line without a field does not compile.
 */
export type FieldMap<T extends Entity> = {
  readonly [K in Exclude<keyof T, OptionalKeys<T> | "type" | "source">]: Field<T[K]>;
} & {
  readonly [K in Exclude<OptionalKeys<T>, "type" | "source">]?: Field<T[K]>;
};

/**
 * The names of the fields that a FieldMap has, as loaders ask for them. The core may name paths of the vendor's itself among
 * them (`vendorPath`): those of fields that a deployment's configuration adds.
 */
export type Select = readonly string[];

const VENDOR_PATH = "=";

/** A path of the vendor's, as it stands in a Select. */
export function vendorPath(path: string): string {
  return `${VENDOR_PATH}${path}`;
}

/** The value at a dotted path of a record, undefined where a step is missing. */
export function valueAtPath(record: unknown, keys: readonly string[]): unknown {
  let value = record;
  for (const key of keys) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** Is there nothing at a place: no key, null, or an empty text? */
export const isMissing = (value: unknown): boolean => value === undefined || value === null || value === "";

/** A field that may be missing: null where the record has nothing (or an empty string) at the path. */
export function at<V>(path: string, convert: TwoWayConverter<V>): TwoWayField<V | null>;
export function at<V>(path: string, convert: Converter<V>): Field<V | null>;
export function at<V>(path: string, convert: Converter<V> | TwoWayConverter<V>): Field<V | null> {
  const keys = path.split(".");
  return {
    paths: [path],
    read: (record, context) => {
      const value = valueAtPath(record, keys);
      return isMissing(value) ? null : convert(value, context, path);
    },
    ...factsOf(convert),
    ...wayBack(path, convert),
  };
}

/** A field that must be there: a missing value is a bad value. */
export function required<V>(path: string, convert: TwoWayConverter<V>): TwoWayField<V>;
export function required<V>(path: string, convert: Converter<V>): Field<V>;
export function required<V>(path: string, convert: Converter<V> | TwoWayConverter<V>): Field<V> {
  const keys = path.split(".");
  return {
    paths: [path],
    read: (record, context) => {
      const value = valueAtPath(record, keys);
      if (isMissing(value)) throw new Error(`is missing: the record has nothing at ${path}`);
      return convert(value, context, path);
    },
    ...factsOf(convert),
    ...wayBack(path, convert),
  };
}

/** A field that a source has had in several places: the first of them that holds something, else null. */
export function firstOf<V>(paths: readonly string[], convert: Converter<V>): Field<V | null> {
  const places = paths.map((path) => at(path, convert));
  return {
    paths,
    read: (record, context) => {
      for (const place of places) {
        const value = place.read(record, context);
        if (value !== null) return value;
      }
      return null;
    },
    ...factsOf(convert),
  };
}

/** A field made of several of the vendor's: the values come in the order of the paths, undefined where missing. */
export function combined<V>(
  paths: readonly string[],
  combine: (values: readonly unknown[], context: MappingContext) => V,
): Field<V> {
  const keys = paths.map((path) => path.split("."));
  return {
    paths,
    read: (record, context) =>
      combine(
        keys.map((steps) => valueAtPath(record, steps)),
        context,
      ),
  };
}

function wayBack<V>(
  path: string,
  convert: Converter<V> | TwoWayConverter<V>,
): Pick<TwoWayField<V | null>, "toVendor"> | undefined {
  if (!("toVendor" in convert)) return undefined;
  return { toVendor: (value, context) => ({ [path]: value === null ? null : convert.toVendor(value, context) }) };
}

/** What a converter says of itself beside converting. */
export function factsOf(convert: object): FieldFacts {
  const { vendorValues, reads, words } = convert as FieldFacts;
  return { ...(vendorValues && { vendorValues }), ...(reads && { reads }), ...(words && { words }) };
}

/**
 * The vendor's field names that a request must ask for to get the selected fields of ours.
 * @param under only names below this prefix, without it: `pathsOf(fields, select, "properties.")`.
 */
export function pathsOf(fields: object, select: Select, under = ""): string[] {
  const paths = new Set<string>();
  for (const name of select) {
    const own = name.startsWith(VENDOR_PATH) ? [name.slice(VENDOR_PATH.length)] : fieldOf(fields, name)?.paths;
    for (const path of own ?? []) if (path.startsWith(under)) paths.add(path.slice(under.length));
  }
  return [...paths];
}

/** The line of one field, where the map has it. */
export function fieldOf(fields: object, name: string): Field<unknown> | undefined {
  return Object.hasOwn(fields, name) ? (fields as Record<string, Field<unknown>>)[name] : undefined;
}
