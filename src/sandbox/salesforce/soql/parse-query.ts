// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select.htm
// Not there: TYPEOF, toLabel(), FORMAT(), convertCurrency(), GROUP BY ROLLUP and CUBE, USING SCOPE, WITH, FOR, geolocation.
import { badRequest } from "../errors.ts";
import { parseCondition } from "./parse-condition.ts";
import { parseOperand } from "./parse-operand.ts";
import type { Condition, OrderItem, Query, SelectItem } from "./syntax.ts";
import { createTokenReader } from "./token-reader.ts";
import type { TokenReader } from "./token-reader.ts";
import { tokenize } from "./tokens.ts";

const longestQuery = 100_000;
const maxOffset = 2_000;
const clauses = new Set(["WHERE", "WITH", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FOR", "USING", "ALL"]);

/** Throws MALFORMED_QUERY for what is no query. */
export function parseQuery(text: string): Query {
  if (text.length > longestQuery) {
    throw badRequest("MALFORMED_QUERY", `SOQL statements cannot be longer than ${longestQuery} characters.`);
  }
  const reader = createTokenReader(text, tokenize(text));
  const query = parseSelect(reader);
  if (reader.peek().kind !== "end") reader.refuse();
  return query;
}

function parseSelect(reader: TokenReader): Query {
  reader.expect("SELECT");
  const select = [parseItem(reader)];
  while (reader.skip(",")) select.push(parseItem(reader));
  reader.expect("FROM");
  const object = reader.takeWord();
  const alias = parseAlias(reader);
  return {
    text: reader.text,
    select,
    from: { name: object.text, alias, place: object.place },
    ...parseTail(reader),
  };
}

/** What follows an object: WHERE, GROUP BY, HAVING, ORDER BY, LIMIT and OFFSET. */
export function parseTail(reader: TokenReader): Omit<Query, "text" | "select" | "from"> {
  const where = parseWhen(reader, "WHERE");
  const groupBy: Query["groupBy"][number][] = [];
  if (reader.skip("GROUP")) {
    reader.expect("BY");
    do {
      const operand = parseOperand(reader);
      if (operand.kind === "aggregate") reader.refuse();
      else groupBy.push(operand);
    } while (reader.skip(","));
  }
  const having = parseWhen(reader, "HAVING");
  const orderBy: OrderItem[] = [];
  if (reader.skip("ORDER")) {
    reader.expect("BY");
    do {
      orderBy.push(parseOrderItem(reader));
    } while (reader.skip(","));
  }
  const limit = reader.skip("LIMIT") ? parseCount(reader) : null;
  const offset = reader.skip("OFFSET") ? parseCount(reader) : 0;
  if (offset > maxOffset) {
    throw badRequest("NUMBER_OUTSIDE_VALID_RANGE", `Maximum SOQL offset allowed is ${maxOffset}`);
  }
  return { where, groupBy, having, orderBy, limit, offset };
}

function parseWhen(reader: TokenReader, keyword: string): Condition | null {
  return reader.skip(keyword) ? parseCondition(reader, parseSelect) : null;
}

function parseItem(reader: TokenReader): SelectItem {
  const { place } = reader.peek();
  if (reader.skip("(")) {
    const query = parseSelect(reader);
    reader.expect(")");
    return { kind: "subquery", query, place };
  }
  if (reader.isNext("COUNT") && reader.isNext("(", 1) && reader.isNext(")", 2)) {
    for (let taken = 0; taken < 3; taken += 1) reader.take();
    return { kind: "countAll", place };
  }
  if (reader.isNext("FIELDS") && reader.isNext("(", 1)) return parseAllFields(reader);
  const operand = parseOperand(reader);
  return { kind: "operand", operand, alias: parseAlias(reader) };
}

function parseAllFields(reader: TokenReader): SelectItem {
  const { place } = reader.take();
  reader.expect("(");
  const scope = (["ALL", "STANDARD", "CUSTOM"] as const).find((name) => reader.isNext(name));
  if (scope === undefined) reader.refuse();
  reader.take();
  reader.expect(")");
  return { kind: "allFields", scope, place };
}

function parseAlias(reader: TokenReader): string | null {
  const { kind, text } = reader.peek();
  const isAlias = kind === "word" && text.toUpperCase() !== "FROM" && !clauses.has(text.toUpperCase());
  return isAlias ? reader.take().text : null;
}

function parseOrderItem(reader: TokenReader): OrderItem {
  const operand = parseOperand(reader);
  const isDescending = reader.skip("DESC") || (reader.skip("ASC") && false);
  let areNullsLast = false;
  if (reader.skip("NULLS")) {
    areNullsLast = reader.skip("LAST");
    if (!areNullsLast) reader.expect("FIRST");
  }
  return { operand, isDescending, areNullsLast };
}

function parseCount(reader: TokenReader): number {
  const { kind, text } = reader.peek();
  if (kind !== "number" || !/^\d+$/.test(text)) reader.refuse();
  reader.take();
  return Number(text);
}
