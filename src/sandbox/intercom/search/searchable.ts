import type { Stock } from "../stock.ts";

/** `words` are matched one by one, as `source.body` is; `tag` takes equality alone. */
export type FieldType = "string" | "integer" | "boolean" | "date" | "words" | "tag";
export type FieldValue = string | number | boolean | null;

export interface Field<T> {
  readonly type: FieldType;
  /** A list where the record has several: one of them is enough for a match. */
  read(record: T): FieldValue | readonly FieldValue[];
}

/** Records that a search can go through. */
export interface Searchable<T> {
  readonly stock: Stock<T>;
  /** Null for a name that cannot be searched by. */
  field(name: string): Field<T> | null;
  /**
   * Where a value names few records of the book: their serials, or more; null for a value that only a scan finds. What was
   * written since the start need not be among them.
   */
  readonly lookups: Readonly<Record<string, (value: string) => readonly number[] | null>>;
  /** Whether instants are compared by their day, as those of contacts are. */
  readonly comparesDays: boolean;
}

/** Short for a field. */
export function field<T>(type: FieldType, read: Field<T>["read"]): Field<T> {
  return { type, read };
}

/** Tells several values from one, as `Array.isArray` cannot for lists that are read only. */
export function isList(value: FieldValue | readonly FieldValue[]): value is readonly FieldValue[] {
  return Array.isArray(value);
}
