// The search query language: https://docs.stripe.com/search#search-query-language
// clause ((AND | OR | blank) clause)*, without parentheses and without AND and OR in one query.
import { invalidParam } from "./fault.ts";

export type Operator = ":" | "~" | ">" | "<" | ">=" | "<=";

export interface Clause {
  readonly isNegated: boolean;
  /** A field name, or a metadata key when `isMetadata`. */
  readonly field: string;
  readonly isMetadata: boolean;
  readonly operator: Operator;
  /** What stands after the operator: a quoted text without its quotes, the digits of a bare number, or null. */
  readonly value: string | null;
}

export interface SearchQuery {
  readonly joinedBy: "AND" | "OR";
  readonly clauses: readonly Clause[];
}

const maxClauses = 10;
const quoted = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`;
const clausePattern = new RegExp(
  String.raw`(-?)(?:metadata\[(${quoted})\]|([a-z][a-z0-9_.]*))(>=|<=|[:~<>])(?:(${quoted})|(null|-?\d+(?:\.\d+)?)(?=\s|$))`,
  "iuy",
);
const joinPattern = /\s+(?:(AND|OR)\s+)?/iuy;

/** Reads a query. Throws Stripe's 400 for one that it cannot read. */
export function parseSearchQuery(text: string): SearchQuery {
  const source = text.trim();
  const clauses: Clause[] = [];
  const joins = new Set<"AND" | "OR">();
  let position = 0;
  for (;;) {
    const clause = matchAt(clausePattern, source, position);
    if (clause === null) throw unreadable();
    clauses.push(clauseOf(clause));
    position += clause[0].length;
    if (position === source.length) break;
    const join = matchAt(joinPattern, source, position);
    if (join === null) throw unreadable();
    joins.add(join[1]?.toUpperCase() === "OR" ? "OR" : "AND");
    position += join[0].length;
  }
  if (joins.size > 1) throw invalidParam("query", "You cannot combine AND and OR operators in the same search query.");
  if (clauses.length > maxClauses) {
    throw invalidParam("query", `Your search query has too many clauses: at most ${maxClauses} are allowed.`);
  }
  return { joinedBy: joins.has("OR") ? "OR" : "AND", clauses };
}

function matchAt(pattern: RegExp, source: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(source);
}

function clauseOf([, minus, key, field, operator, text, bare]: RegExpExecArray): Clause {
  return {
    isNegated: minus === "-",
    field: key === undefined ? (field ?? "") : unquoted(key),
    isMetadata: key !== undefined,
    operator: operatorOf(operator),
    value: text === undefined ? bareValue(bare) : unquoted(text),
  };
}

function operatorOf(text: string | undefined): Operator {
  switch (text) {
    case "~":
    case ">":
    case "<":
    case ">=":
    case "<=":
      return text;
    default:
      return ":";
  }
}

function bareValue(text: string | undefined): string | null {
  return text === undefined || text.toLowerCase() === "null" ? null : text;
}

function unquoted(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/gsu, "$1");
}

function unreadable(): Error {
  return invalidParam(
    "query",
    'We were unable to parse your search query. Try using the format `metadata["key"]:"value"` to query for metadata ' +
      'or key:"value" to query for other fields.',
  );
}
