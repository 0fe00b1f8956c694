// What filters read of a record: its fields as they are compared, and no more of them than can be filtered by.
import { comparable } from "../filters/filter.ts";
import type { Entity } from "../mapping/entities.ts";

/** Names the way in which they are made: a change of it makes them anew. */
export const FIELD_VALUES_VERSION = 1;

/** Null for a bad value; a field without a value is left out. */
export function fieldValuesOf(entity: Entity, fields: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = (entity as Entity & Record<string, unknown>)[field];
      const isMissing = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
      return isMissing ? [] : [[field, value instanceof Error ? null : compared(field, value)]];
    }),
  );
}

function compared(field: string, value: unknown): unknown {
  if (typeof value === "string") return comparable(field, value);
  return Array.isArray(value) ? value.map((item) => comparable(field, String(item))) : value;
}
