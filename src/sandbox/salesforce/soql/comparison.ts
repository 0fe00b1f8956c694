import { toCorporate, conversionRates } from "../schema/money.ts";
import { momentIn, valueOf, wrongType } from "./literal-value.ts";
import type { BoundOperand } from "./operand.ts";
import { periodOf } from "./periods.ts";
import { queryError } from "./query-error.ts";
import { comparable, compare, isText } from "./scalar.ts";
import type { Scalar } from "./scalar.ts";
import { patternOfLiteral } from "./string-literal.ts";
import type { ComparisonOperator, Literal } from "./syntax.ts";

export interface ComparisonContext {
  /** Of the query, for error messages. */
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/** Whether a source meets `operand operator literal`. Nulls are equal to null, unlike everything else, and never more or less. */
export function compileComparison<Source>(
  operand: BoundOperand<Source>,
  operator: ComparisonOperator,
  literal: Literal,
  context: ComparisonContext,
): (source: Source) => boolean {
  const { type, read } = operand;
  if (operator === "LIKE") return compileLike(operand, literal, context);
  if (literal.kind === "period") return compilePeriod(operand, operator, literal, context);
  if (literal.kind === "currency") {
    if (type !== "currency") throw wrongType(operand, literal, context.text);
    if (!Object.hasOwn(conversionRates, literal.isoCode)) {
      const message = `Invalid currency ISO code: ${literal.isoCode}`;
      throw queryError("INVALID_FIELD", context.text, literal.place, message);
    }
    const amount = toCorporate(literal.value, literal.isoCode);
    return (source) => holds(operator, operand.readCorporate(source), amount);
  }
  const value = valueOf(operand, literal, context.text);
  return (source) => holds(operator, comparable(type, read(source)), value);
}

function holds(operator: Exclude<ComparisonOperator, "LIKE">, a: Scalar, b: Scalar): boolean {
  if (operator === "=") return a === b;
  if (operator === "!=") return a !== b;
  if (a === null || b === null) return false;
  switch (operator) {
    case "<":
      return compare(a, b) < 0;
    case "<=":
      return compare(a, b) <= 0;
    case ">":
      return compare(a, b) > 0;
    case ">=":
      return compare(a, b) >= 0;
  }
}

function compileLike<Source>(
  operand: BoundOperand<Source>,
  literal: Literal,
  { text }: ComparisonContext,
): (source: Source) => boolean {
  if (!isText(operand.type)) {
    const kind = operand.type === "reference" ? "id" : operand.type;
    throw queryError("INVALID_FIELD", text, literal.place, `invalid operator on ${kind} field`);
  }
  if (literal.kind !== "string") throw wrongType(operand, literal, text);
  const pattern = patternOfLiteral(literal.raw);
  return (source) => {
    const value = operand.read(source);
    return typeof value === "string" && pattern.test(value);
  };
}

function compilePeriod<Source>(
  operand: BoundOperand<Source>,
  operator: Exclude<ComparisonOperator, "LIKE">,
  literal: Extract<Literal, { readonly kind: "period" }>,
  { text, nowMs }: ComparisonContext,
): (source: Source) => boolean {
  const { type, read } = operand;
  if (type !== "date" && type !== "datetime") throw wrongType(operand, literal, text);
  const period = periodOf(literal.name, literal.count, nowMs);
  const from = momentIn(type, period.from);
  const until = momentIn(type, period.until);
  const isBefore = (value: Scalar): boolean => value !== null && value < from;
  const isAfter = (value: Scalar): boolean => value !== null && value >= until;
  const isWithin = (value: Scalar): boolean => value !== null && value >= from && value < until;
  switch (operator) {
    case "=":
      return (source) => isWithin(read(source));
    case "!=":
      return (source) => !isWithin(read(source));
    case "<":
      return (source) => isBefore(read(source));
    case "<=":
      return (source) => isBefore(read(source)) || isWithin(read(source));
    case ">":
      return (source) => isAfter(read(source));
    case ">=":
      return (source) => isAfter(read(source)) || isWithin(read(source));
  }
}
