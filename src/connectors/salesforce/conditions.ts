// Our filters as conditions of a query.
// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_comparisonoperators.htm
import { RequestError } from "../../errors.ts";
import { compileFilter, simplified } from "../../filters/filter.ts";
import { ownFieldIn, type OwnFilters, type OwnKind } from "../../filters/own-field.ts";
import { exponentOf } from "../../mapping/currency.ts";
import { decimalOf } from "../../mapping/money.ts";
import type { Http } from "../../upstream/http.ts";
import type { Bound, Clause, Filter, List, Operator } from "../contract.ts";
import { flagOption } from "../options.ts";
import { recordIdsOf } from "./record-id.ts";
import type { SObject } from "./sobject.ts";
import { allOf, anyOf, compared, date, decimal, instant, isNull, isOneOf, like, text } from "./soql.ts";
import type { Condition } from "./soql.ts";

/** How a field of Salesforce's can be asked about. Words are texts that no part of is looked for. */
export type Kind = OwnKind | "id" | "amount";

export interface FilterField {
  readonly field: string;
  readonly kind: Kind;
}

export interface Filterable {
  readonly object: SObject;
  /** The vendor's fields behind those of ours that can be filtered by. */
  readonly filterFields: Readonly<Record<string, FilterField>>;
  /** The vendor's words for values of ours, where they are not the same. Throws RequestError. */
  wordsFor?(http: Pick<Http, "options">, field: string, ours: readonly string[]): readonly string[];
}

const OPERATORS: Readonly<Record<Kind, readonly Operator[]>> = {
  text: ["in", "notIn", "contains", "startsWith", "isNull"],
  word: ["in", "notIn", "isNull"],
  id: ["in", "notIn", "isNull"],
  instant: ["gte", "lt", "isNull"],
  date: ["gte", "lt", "isNull"],
  number: ["gte", "lt", "isNull"],
  amount: ["gte", "lt", "isNull"],
};

/** What fields of the organization's own can be filtered by. */
export const OWN_FILTERS: OwnFilters = OPERATORS;

/** What a list of these can be filtered by. */
export function filtersOf({ filterFields }: Filterable): List["filters"] {
  return Object.fromEntries(Object.entries(filterFields).map(([ours, { kind }]) => [ours, OPERATORS[kind]]));
}

/** A condition; or true for what always holds, false for what never does: SOQL has no words for either. */
type Asked = Condition | boolean;
type Way = Pick<Http, "options" | "defaultCurrency">;

/** What the filter says, all of which must hold; null where nothing can pass it. Throws RequestError. */
export function conditionsOf(filterable: Filterable, http: Way, filter: Filter): readonly Condition[] | null {
  const simple = simplified(filter);
  const parts = "and" in simple ? simple.and : [simple];
  const asked = parts.map((part) =>
    compileFilter<Asked>(part, {
      clause: (clause) => conditionOn(filterable, http, clause),
      and: all,
      or: any,
    }),
  );
  return asked.includes(false) ? null : conditionsAmong(asked);
}

const conditionsAmong = (parts: readonly Asked[]): Condition[] => parts.filter((part) => typeof part === "object");

function all(parts: readonly Asked[]): Asked {
  if (parts.includes(false)) return false;
  const conditions = conditionsAmong(parts);
  return conditions.length === 0 || allOf(...conditions);
}

function any(parts: readonly Asked[]): Asked {
  if (parts.includes(true)) return true;
  const conditions = conditionsAmong(parts);
  return conditions.length > 0 && anyOf(...conditions);
}

function conditionOn(filterable: Filterable, http: Way, clause: Clause): Asked {
  const known = fieldBehind(filterable, clause.field);
  const { field } = known;
  switch (clause.operator) {
    case "in": {
      const values = valuesOf(filterable, http, known, clause);
      return values.length > 0 && isOneOf(field, values);
    }
    case "notIn": {
      const values = valuesOf(filterable, http, known, clause);
      return values.length === 0 || anyOf(isNull(field, true), isOneOf(field, values, "NOT IN"));
    }
    case "contains":
      return isPossible(clause.value) && like(field, clause.value, "anywhere");
    case "startsWith":
      return isPossible(clause.value) && like(field, clause.value, "start");
    case "gte":
    case "lt":
      return within(known, http, clause.operator, clause.value);
    case "isNull":
      return isNull(field, clause.value);
  }
}

function within({ field, kind }: FilterField, http: Way, operator: "gte" | "lt", bound: Bound): Asked {
  const comparison = operator === "gte" ? ">=" : "<";
  if (typeof bound === "number") return compared(field, comparison, decimal(digitsOf(bound)));
  if (typeof bound !== "object") {
    const literal = (kind === "date" ? date : instant)(String(bound));
    return compared(field, comparison, literal);
  }
  const amount = decimalOf(bound.minorUnits, exponentOf(bound.currency));
  const isWithin = compared(field, comparison, decimal(amount.includes(".") ? amount : `${amount}.0`));
  // A number without a currency is compared with the record's own number, not with what it is converted:
  // https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_querying_currency_fields.htm
  if (flagOption(http, "multiCurrency")) {
    return allOf(compared("CurrencyIsoCode", "=", text(bound.currency)), isWithin);
  }
  return bound.currency === http.defaultCurrency && isWithin;
}

/** All its digits, without an exponent. */
function digitsOf(number: number): string {
  return number.toLocaleString("en-US", {
    useGrouping: false,
    minimumFractionDigits: 1,
    maximumFractionDigits: 20,
  });
}

/** No field that can be filtered by holds more. */
const LONGEST_TEXT = 255;

// Salesforce keeps no empty text, and '' means null to it; half a surrogate pair is in no text either.
const isPossible = (value: string): boolean => value !== "" && value.length <= LONGEST_TEXT && value.isWellFormed();

function valuesOf(
  { wordsFor }: Filterable,
  http: Way,
  { kind }: FilterField,
  { field, value }: Extract<Clause, { operator: "in" | "notIn" }>,
): readonly string[] {
  const ours = value.map(String);
  if (kind === "id") return recordIdsOf(ours);
  const isOwn = ownFieldIn(field) !== null; // whose words are the organization's already
  return ((isOwn ? undefined : wordsFor?.(http, field, ours)) ?? ours).filter(isPossible);
}

function fieldBehind({ object, filterFields }: Filterable, ours: string): FilterField {
  const own = ownFieldIn(ours);
  if (own !== null) return { field: own.path, kind: own.kind };
  const field = Object.hasOwn(filterFields, ours) ? filterFields[ours] : undefined;
  if (field !== undefined) return field;
  throw new RequestError("UNSUPPORTED_BY_SOURCE", `Salesforce's ${object.name} can't be filtered by ${ours}`);
}
