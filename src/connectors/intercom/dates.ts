// Conditions on dates. No search of Intercom's means instants exactly, so it is asked for more, and the rest is done here.
import { RequestError } from "../../errors.ts";
import { valueAtPath } from "../../mapping/field-map.ts";
import { epochSecondsOf } from "../../mapping/instants.ts";
import type { Condition, Conditions, List } from "../contract.ts";
import type { SearchCondition } from "./search.ts";

const FIELDS: Readonly<Record<string, string>> = { createdAt: "created_at", updatedAt: "updated_at" };

export const dateFilters: List["filters"] = { createdAt: ["gte", "lt"], updatedAt: ["gte", "lt"] };
export const dateOrders = { createdAt: ["ASC", "DESC"], updatedAt: ["ASC", "DESC"] } as const;

/** Intercom's name of a date of ours. Throws RequestError. */
export function dateField(field: string): string {
  const name = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
  if (name !== undefined) return name;
  throw new RequestError("UNSUPPORTED_BY_SOURCE", `Intercom's search has nothing for ${field}`);
}

function datesIn(filter: Conditions): (readonly [field: string, condition: Condition])[] {
  return Object.entries(filter)
    .filter(([name]) => Object.hasOwn(FIELDS, name))
    .map(([name, condition]) => [dateField(name), condition]);
}

/**
 * Conditions that all records meet which meet the filter's on dates, and some others.
 * @param slackSeconds how far off the search may be, at least a second. Throws RequestError.
 */
export function dateConditions(filter: Conditions, slackSeconds: number): SearchCondition[] {
  return datesIn(filter).flatMap(([field, { gte, lt }]): SearchCondition[] => [
    ...(gte === undefined
      ? []
      : [{ field, operator: ">" as const, value: Math.max(0, epochSecondsOf(String(gte)) - slackSeconds) }]),
    ...(lt === undefined ? [] : [{ field, operator: "<" as const, value: epochSecondsOf(String(lt)) + slackSeconds }]),
  ]);
}

/** Whether a record meets the filter's conditions on dates. Throws RequestError for a filter that is none. */
export function meetsDates(filter: Conditions): (record: unknown) => boolean {
  const ranges = datesIn(filter).map(([field, { gte, lt }]) => ({
    field,
    from: gte === undefined ? -Infinity : epochSecondsOf(String(gte)),
    to: lt === undefined ? Infinity : epochSecondsOf(String(lt)),
  }));
  return (record) =>
    ranges.every(({ field, from, to }) => {
      const seconds = valueAtPath(record, [field]);
      return typeof seconds === "number" && seconds >= from && seconds < to;
    });
}
