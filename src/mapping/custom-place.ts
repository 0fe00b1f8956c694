// Where a vendor's records hold the fields that an account has defined itself.
import { valueAtPath } from "./field-map.ts";

/** Where one such field is, and how the vendor writes values there. */
export interface CustomPlace {
  /** As in `Field.paths`: what a description of the account and messages call it. */
  readonly paths: readonly string[];
  /** What a request names to get it, where that is not `paths`. */
  readonly asks?: readonly string[];
  /** The vendor's value, undefined where there is none. */
  readonly valueIn: (record: unknown) => unknown;
  /** How the vendor writes instants; ISO 8601 where left out. */
  readonly instants?: "seconds" | "isoOrMilliseconds";
  /** What is between the values of a multi-select that come as one text. */
  readonly separator?: string;
}

type Habits = Pick<CustomPlace, "asks" | "instants" | "separator">;

/** A place that is key by key below the record's root; keys may hold dots. */
export function placeAt(keys: readonly string[], habits: Habits = {}): CustomPlace {
  return { ...habits, paths: [keys.join(".")], valueIn: (record) => valueAtPath(record, keys) };
}

/** The first of several places that holds something: records of one type of ours may be of several of the vendor's. */
export function firstPlace(places: readonly (readonly string[])[], habits: Habits = {}): CustomPlace {
  return {
    ...habits,
    paths: places.map((keys) => keys.join(".")),
    valueIn: (record) => places.map((keys) => valueAtPath(record, keys)).find((value) => value != null),
  };
}
