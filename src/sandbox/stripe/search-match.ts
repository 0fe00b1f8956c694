// A parsed search query against the fields of one resource: which records match, and which an index can name.
import { invalidParam } from "./fault.ts";
import type { Resource, SearchDefinition, SearchField, SearchValue, View } from "./resource.ts";
import type { Clause, Operator, SearchQuery } from "./search-query.ts";

export interface Matcher<Row> {
  matches(row: Row): boolean;
  /** Keys among which every match is, in any order; null when all records must be looked at. */
  readonly candidates: readonly number[] | null;
}

const operatorsOf: Readonly<Record<SearchField<unknown>["type"], readonly Operator[]>> = {
  string: [":", "~"],
  token: [":"],
  numeric: [":", ">", "<", ">=", "<="],
};

/** Throws Stripe's 400 for a field that the resource cannot be searched by, or an operator that the field lacks. */
export function createMatcher<Row>(
  query: SearchQuery,
  resource: Resource<Row>,
  search: SearchDefinition<Row>,
  view: View,
): Matcher<Row> {
  const tests = query.clauses.map((clause) => {
    const field = fieldOf(clause, resource, search);
    const test = testOf(clause, field.type);
    return (row: Row): boolean => test(field.read(row, view)) !== clause.isNegated;
  });
  const named = query.clauses.map((clause) => candidatesOf(clause, fieldOf(clause, resource, search), view));
  return {
    matches: (row) => (query.joinedBy === "OR" ? tests.some((test) => test(row)) : tests.every((test) => test(row))),
    candidates: query.joinedBy === "OR" ? unionOf(named) : smallestOf(named),
  };
}

function fieldOf<Row>(clause: Clause, resource: Resource<Row>, search: SearchDefinition<Row>): SearchField<Row> {
  if (clause.isMetadata) return search.metadata(clause.field);
  const field = Object.hasOwn(search.fields, clause.field) ? search.fields[clause.field] : undefined;
  if (field !== undefined) return field;
  const name = resource.path.slice(1);
  throw invalidParam(
    "query",
    `Field \`${clause.field}\` is an unsupported search field for resource \`${name}\`. ` +
      `See http://stripe.com/docs/search#query-fields-for-${name.replaceAll("_", "-")} for a list of supported fields.`,
  );
}

function testOf(
  { field, operator, value }: Clause,
  type: SearchField<unknown>["type"],
): (actual: SearchValue) => boolean {
  if (!operatorsOf[type].includes(operator) || (value === null && operator !== ":")) {
    throw invalidParam("query", `Operator \`${operator}\` is not supported for field \`${field}\`.`);
  }
  if (value === null) return (actual) => actual === null;
  if (type === "numeric") return numericTest(field, operator, value);
  const wanted = value.toLowerCase();
  if (operator === "~") return (actual) => textOf(actual)?.includes(wanted) ?? false;
  if (type === "token") return (actual) => textOf(actual) === wanted;
  // An exact match on a string finds the words in their order, wherever they stand in the text.
  const words = ` ${wordsOf(wanted)} `;
  return (actual) => actual !== null && ` ${wordsOf(textOf(actual) ?? "")} `.includes(words);
}

function numericTest(field: string, operator: Operator, value: string): (actual: SearchValue) => boolean {
  const wanted = Number(value);
  if (value.trim() === "" || Number.isNaN(wanted)) {
    throw invalidParam("query", `Field \`${field}\` is numeric: \`${value}\` is not a number.`);
  }
  const compare = comparisons[operator];
  return (actual) => actual !== null && compare(Number(actual), wanted);
}

const comparisons: Readonly<Record<Operator, (actual: number, wanted: number) => boolean>> = {
  ":": (actual, wanted) => actual === wanted,
  "~": () => false,
  ">": (actual, wanted) => actual > wanted,
  "<": (actual, wanted) => actual < wanted,
  ">=": (actual, wanted) => actual >= wanted,
  "<=": (actual, wanted) => actual <= wanted,
};

function textOf(value: SearchValue): string | null {
  return value === null ? null : String(value).toLowerCase();
}

function wordsOf(text: string): string {
  return text.split(/\s+/u).filter(Boolean).join(" ");
}

function candidatesOf<Row>(clause: Clause, field: SearchField<Row>, view: View): readonly number[] | null {
  const isLookup = clause.operator === ":" && !clause.isNegated && clause.value !== null;
  return isLookup ? (field.candidates?.(clause.value ?? "", view) ?? null) : null;
}

function unionOf(named: readonly (readonly number[] | null)[]): readonly number[] | null {
  const known = named.filter((keys) => keys !== null);
  return known.length === named.length ? [...new Set(known.flat())] : null;
}

function smallestOf(named: readonly (readonly number[] | null)[]): readonly number[] | null {
  const known = named.filter((keys) => keys !== null);
  return known.reduce<readonly number[] | null>(
    (smallest, keys) => (smallest === null || keys.length < smallest.length ? keys : smallest),
    null,
  );
}
