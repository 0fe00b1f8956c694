import { parseLiteral } from "./parse-literal.ts";
import { parseOperand } from "./parse-operand.ts";
import type { Among, ComparisonOperator, Condition, Query } from "./syntax.ts";
import type { TokenReader } from "./token-reader.ts";

const comparisons: Readonly<Record<string, ComparisonOperator>> = {
  "=": "=",
  "!=": "!=",
  "<>": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
  LIKE: "LIKE",
};

/**
 * A WHERE or HAVING. AND and OR may not be mixed on one level: Salesforce wants parentheses.
 * `parseQuery` reads the query of an IN.
 */
export function parseCondition(reader: TokenReader, parseQuery: (reader: TokenReader) => Query): Condition {
  const first = parseOne();
  const word = ["AND", "OR"].find((candidate) => reader.isNext(candidate));
  if (word === undefined) return first;
  const parts = [first];
  while (reader.skip(word)) parts.push(parseOne());
  if (reader.isNext("AND") || reader.isNext("OR")) reader.refuse();
  return { kind: word === "AND" ? "and" : "or", parts };

  function parseOne(): Condition {
    if (reader.skip("NOT")) return { kind: "not", part: parseOne() };
    if (reader.skip("(")) {
      const inner = parseCondition(reader, parseQuery);
      reader.expect(")");
      return inner;
    }
    const operand = parseOperand(reader);
    const isNegated = reader.isNext("NOT") && reader.isNext("IN", 1);
    if (isNegated) reader.take();
    if (reader.skip("IN")) return { kind: "in", operand, isNegated, among: parseAmong() };
    const operator = comparisons[reader.peek().text.toUpperCase()];
    if (operator === undefined || reader.peek().kind === "string") reader.refuse();
    reader.take();
    return { kind: "comparison", operand, operator, literal: parseLiteral(reader) };
  }

  function parseAmong(): Among {
    reader.expect("(");
    if (reader.isNext("SELECT")) {
      const query = parseQuery(reader);
      reader.expect(")");
      return { kind: "query", query };
    }
    const literals = [parseLiteral(reader)];
    while (reader.skip(",")) literals.push(parseLiteral(reader));
    reader.expect(")");
    return { kind: "list", literals };
  }
}
