// What a filter means. A negation holds for records without a value, too; that is not documented.
import { IntercomError, invalid } from "../errors.ts";
import type { IntercomOptions } from "../options.ts";
import { isGroup } from "./parse-query.ts";
import type { Condition, Filter, Operator } from "./parse-query.ts";
import { isList } from "./searchable.ts";
import type { Field, FieldType, FieldValue, Searchable } from "./searchable.ts";

export type Predicate<T> = (record: T) => boolean;

const equality: readonly Operator[] = ["=", "!=", "IN", "NIN"];
const ordering: readonly Operator[] = ["<", "<=", ">", ">="];
const matching: readonly Operator[] = ["~", "!~", "^", "$"];
const daySeconds = 86_400;
/** In which the workspace's days are counted: its time zone is UTC. */
const startOfDay = (instant: number): number => Math.floor(instant / daySeconds) * daySeconds;

/** Throws Intercom's 400 for an unknown field, an operator that its type does not take, and a value of another type. */
export function compileFilter<T>(filter: Filter, records: Searchable<T>, options: IntercomOptions): Predicate<T> {
  if (!isGroup(filter)) return compileCondition(filter, records, options);
  const parts = filter.filters.map((one) => compileFilter(one, records, options));
  return filter.operator === "AND"
    ? (record) => parts.every((part) => part(record))
    : (record) => parts.some((part) => part(record));
}

function compileCondition<T>(condition: Condition, records: Searchable<T>, options: IntercomOptions): Predicate<T> {
  const { field: name, operator } = condition;
  const field = records.field(name);
  if (field === null) {
    throw new IntercomError(400, {
      code: "invalid_field",
      message: `${name} is not a field to search by`,
      field: name,
    });
  }
  if (!operatorsOf(field.type, records.comparesDays).includes(operator)) {
    throw invalid(`Operator ${operator} is not supported for ${name}`, name);
  }
  const positive = positiveOf(operator);
  const test = valueTest(field.type, positive, condition, records.comparesDays, options);
  const holds = valuesOf(field, test);
  return positive === operator ? holds : (record) => !holds(record);
}

function operatorsOf(type: FieldType, comparesDays: boolean): readonly Operator[] {
  switch (type) {
    case "tag":
      return ["=", "!="];
    case "boolean":
      return equality;
    case "integer":
      return [...equality, ...ordering];
    case "date":
      return comparesDays ? ["=", "<", ">"] : [...equality, ...ordering];
    case "string":
    case "words":
      return [...equality, ...matching];
  }
}

function positiveOf(operator: Operator): Operator {
  return operator === "!=" ? "=" : operator === "NIN" ? "IN" : operator === "!~" ? "~" : operator;
}

function valuesOf<T>(field: Field<T>, test: (value: FieldValue) => boolean): Predicate<T> {
  return (record) => {
    const value = field.read(record);
    if (!isList(value)) return test(value);
    return value.length === 0 ? test(null) : value.some(test);
  };
}

function valueTest(
  type: FieldType,
  operator: Operator,
  { field: name, value }: Condition,
  comparesDays: boolean,
  options: IntercomOptions,
): (value: FieldValue) => boolean {
  if ((operator === "IN") !== Array.isArray(value)) {
    throw invalid(`${operator} needs ${operator === "IN" ? "a list of values" : "a single value"} for ${name}`, name);
  }
  if (value === null && operator !== "=") throw invalid(`Operator ${operator} needs a value for ${name}`, name);
  if (value === null) return (found) => found === null;
  const wanted = [value].flat().map((one) => typed(type, one, name));
  switch (type) {
    case "boolean":
      return (found) => found !== null && wanted.includes(found);
    case "date":
      if (comparesDays) return dayTest(operator, wanted);
      return numberTest(operator, wanted, options.includesBound);
    case "integer":
      return numberTest(operator, wanted, !comparesDays && options.includesBound);
    case "string":
    case "tag":
      return textTest(operator, wanted.map(String), options.comparesCase);
    case "words": {
      const test = textTest(operator, wanted.map(String), options.comparesCase);
      return (found) => typeof found === "string" && (found.match(/[\p{L}\p{N}]+/gu) ?? []).some((word) => test(word));
    }
  }
}

/** The value as one of the field's type: digits are numbers, too, as in Intercom's examples. */
function typed(type: FieldType, value: string | number | boolean, name: string): string | number | boolean {
  if (type === "boolean") {
    if (typeof value === "boolean") return value;
    if (value === "true" || value === "false") return value === "true";
  } else if (type === "integer" || type === "date") {
    const number = typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
    if (typeof number === "number") return number;
  } else if (typeof value !== "boolean") return String(value);
  throw new IntercomError(400, {
    code: "type_mismatch",
    message: `${name} takes a value of type ${type}`,
    field: name,
  });
}

function textTest(
  operator: Operator,
  wanted: readonly string[],
  comparesCase: boolean,
): (found: FieldValue) => boolean {
  const fold = (text: string): string => (comparesCase ? text : text.toLowerCase());
  const folded = wanted.map(fold);
  const [first = ""] = folded;
  const test = (text: string): boolean => {
    switch (operator) {
      case "~":
        return text.includes(first);
      case "^":
        return text.startsWith(first);
      case "$":
        return text.endsWith(first);
      default:
        return folded.includes(text);
    }
  };
  return (found) => found !== null && test(fold(String(found)));
}

function numberTest(
  operator: Operator,
  wanted: readonly FieldValue[],
  includesBound: boolean,
): (found: FieldValue) => boolean {
  const limit = Number(wanted[0]);
  return (found) => {
    if (typeof found !== "number") return false;
    if (operator === "=" || operator === "IN") return wanted.includes(found);
    if (found === limit) return includesBound || operator.endsWith("=");
    return operator.startsWith(">") ? found > limit : found < limit;
  };
}

function dayTest(operator: Operator, wanted: readonly FieldValue[]): (found: FieldValue) => boolean {
  const from = startOfDay(Number(wanted[0]));
  const to = from + daySeconds;
  return (found) => {
    if (typeof found !== "number") return false;
    return operator === "<" ? found < from : operator === ">" ? found >= to : found >= from && found < to;
  };
}
