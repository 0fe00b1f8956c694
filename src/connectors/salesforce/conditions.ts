// Our filters as conditions of a query.
import { RequestError } from "../../errors.ts";
import type { Http } from "../../upstream/http.ts";
import type { Filter } from "../contract.ts";
import { conjunctionOf } from "../../filters/conjunction.ts";
import type { SObject } from "./sobject.ts";
import { compared, instant, isOneOf, type Condition } from "./soql.ts";

export interface Filterable {
  readonly object: SObject;
  /** The vendor's fields behind those of ours that can be filtered by. */
  readonly filterFields: Readonly<Record<string, string>>;
  /** The vendor's words for values of ours, where they are not the same. Throws RequestError. */
  wordsFor?(http: Pick<Http, "options">, field: string, ours: readonly string[]): readonly string[];
}

/** What the filter says; null where nothing can pass it. Throws RequestError for what no query can ask. */
export function conditionsOf(
  filterable: Filterable,
  http: Pick<Http, "options">,
  filter: Filter,
): readonly Condition[] | null {
  const asked = conjunctionOf(filter);
  if (asked === null) return null;
  const conditions: Condition[] = [];
  for (const [ours, condition] of Object.entries(asked)) {
    const field = fieldBehind(filterable, ours);
    const wanted = condition.in?.map(String);
    const values = wanted && (filterable.wordsFor?.(http, ours, wanted) ?? wanted);
    if (values?.length === 0) return null;
    if (values !== undefined) conditions.push(isOneOf(field, values));
    if (condition.gte !== undefined) conditions.push(compared(field, ">=", instant(String(condition.gte))));
    if (condition.lt !== undefined) conditions.push(compared(field, "<", instant(String(condition.lt))));
  }
  return conditions;
}

function fieldBehind({ object, filterFields }: Filterable, ours: string): string {
  const field = Object.hasOwn(filterFields, ours) ? filterFields[ours] : undefined;
  if (field !== undefined) return field;
  throw new RequestError("UNSUPPORTED_BY_SOURCE", `Salesforce's ${object.name} can't be filtered by ${ours}`);
}
