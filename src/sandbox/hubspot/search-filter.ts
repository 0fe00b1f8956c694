import type { CrmObject, CrmRecord, PropertyFacts } from "./crm-object.ts";
import { invalid } from "./errors.ts";
import type { Filter } from "./inputs.ts";

export type Predicate = (record: CrmRecord) => boolean;

/**
 * One filter as a predicate. Text is compared without case, except that values of IN and NOT_IN must be lower case, as
 * with HubSpot. Negations hold for records without a value too. Throws HubspotError 400 for an unknown property, a
 * missing value and a value that is no number or instant where one is needed.
 */
export function compileFilter(object: CrmObject, filter: Filter): Predicate {
  const { propertyName: name, operator } = filter;
  const facts = object.properties.get(name);
  if (facts === undefined) throw invalid(`There was a problem with the request: property ${name} does not exist`, name);

  const given = (field: "value" | "highValue"): string => {
    const value = filter[field];
    if (value === undefined) throw invalid(`operator ${operator} on ${name} needs ${field}`, name);
    return value;
  };
  const compareTo = (text: string): ((value: string) => number) => {
    const key = keyOf(facts, text);
    if (key === null) throw invalid(`${text} is not a valid ${facts.type} for property ${name}`, name);
    return (value) => compareKeys(keyOf(facts, value) ?? "", key);
  };
  const has =
    (test: (value: string) => boolean): Predicate =>
    (record) => {
      const value = record.value(name);
      return value !== null && test(value);
    };
  const not =
    (predicate: Predicate): Predicate =>
    (record) =>
      !predicate(record);
  const compares = (test: (order: number) => boolean): Predicate => {
    const compare = compareTo(given("value"));
    return has((value) => test(compare(value)));
  };
  const isIn = (): Predicate => {
    if (filter.values === undefined) throw invalid(`operator ${operator} on ${name} needs values`, name);
    const wanted = new Set(filter.values);
    return has((value) => wanted.has(value.toLowerCase()));
  };

  switch (operator) {
    case "EQ":
      return compares((order) => order === 0);
    case "NEQ":
      return not(compares((order) => order === 0));
    case "LT":
      return compares((order) => order < 0);
    case "LTE":
      return compares((order) => order <= 0);
    case "GT":
      return compares((order) => order > 0);
    case "GTE":
      return compares((order) => order >= 0);
    case "BETWEEN": {
      const [low, high] = [compareTo(given("value")), compareTo(given("highValue"))];
      return has((value) => low(value) >= 0 && high(value) <= 0);
    }
    case "IN":
      return isIn();
    case "NOT_IN":
      return not(isIn());
    case "HAS_PROPERTY":
      return has(() => true);
    case "NOT_HAS_PROPERTY":
      return not(has(() => true));
    case "CONTAINS_TOKEN":
      return has(containsTokens(given("value")));
    case "NOT_CONTAINS_TOKEN":
      return not(has(containsTokens(given("value"))));
  }
}

/** A record matches when each word of the query starts a word of some searched property. */
export function compileQuery(object: CrmObject, query: string): Predicate {
  const words = tokensOf(query);
  return (record) => {
    const tokens = object.searchedProperties.flatMap((name) => tokensOf(record.value(name) ?? ""));
    return words.every((word) => tokens.some((token) => token.startsWith(word)));
  };
}

/** A value for comparing and sorting by the property's type; null when it is none of that type. */
export function keyOf(facts: PropertyFacts, text: string): number | string | null {
  if (facts.type === "number") return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
  if (facts.type !== "datetime") return text.toLowerCase();
  // Filters carry milliseconds, properties ISO 8601.
  const at = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isFinite(at) ? at : null;
}

export function compareKeys(a: number | string, b: number | string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function tokensOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

// `*` stands for any characters of a whole value: `*@example.com`.
function containsTokens(pattern: string): (value: string) => boolean {
  const parts = pattern
    .toLowerCase()
    .split(/\s+/)
    .filter((part) => part !== "");
  const tests = parts.map((part): ((value: string, tokens: readonly string[]) => boolean) => {
    if (!part.includes("*")) {
      const wanted = tokensOf(part);
      return (_value, tokens) => wanted.every((word) => tokens.includes(word));
    }
    const literal = part.split("*").map((piece) => piece.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
    const wildcard = new RegExp(`^${literal.join(".*")}$`, "u");
    return (value, tokens) => wildcard.test(value) || tokens.some((token) => wildcard.test(token));
  });
  return (text) => {
    const value = text.toLowerCase();
    const tokens = tokensOf(value);
    return tests.every((test) => test(value, tokens));
  };
}
