import { badRequest } from "../errors.ts";
import type { SObject } from "../schema/sobject.ts";
import { compileComparison } from "./comparison.ts";
import type { ComparisonContext } from "./comparison.ts";
import { valueOf } from "./literal-value.ts";
import type { BoundOperand } from "./operand.ts";
import { comparable } from "./scalar.ts";
import type { Scalar } from "./scalar.ts";
import { anyOf, bothOf, everySerial, serialList } from "./serials.ts";
import type { Serials } from "./serials.ts";
import type { Among, Condition, Operand, Query } from "./syntax.ts";

/** Salesforce says only "too complicated" and gives no number: this one is the sandbox's. */
const maxComparisons = 1_000;

/** A condition over records, or over groups of them. */
export interface BoundCondition<Source> {
  test(source: Source): boolean;
  /** Which records can meet it. */
  readonly serials: Serials;
}

export interface ConditionScope<Source> extends ComparisonContext {
  bind(operand: Operand): BoundOperand<Source>;
  /** The values that the query of an IN finds. */
  valuesOf(query: Query, operand: BoundOperand<Source>): readonly Scalar[];
  /** Whose indexes may be used; null over groups. */
  readonly object: SObject | null;
}

/** Throws QUERY_TOO_COMPLICATED, or what is wrong with an operand or a literal. */
export function compileCondition<Source>(condition: Condition, scope: ConditionScope<Source>): BoundCondition<Source> {
  let comparisons = 0;
  return compile(condition);

  function compile(part: Condition): BoundCondition<Source> {
    switch (part.kind) {
      case "and": {
        const parts = part.parts.map(compile);
        return {
          test: (source) => parts.every(({ test }) => test(source)),
          serials: parts.map(({ serials }) => serials).reduce(bothOf, everySerial),
        };
      }
      case "or": {
        const parts = part.parts.map(compile);
        return {
          test: (source) => parts.some(({ test }) => test(source)),
          serials: anyOf(parts.map(({ serials }) => serials)),
        };
      }
      case "not": {
        const { test } = compile(part.part);
        return { test: (source) => !test(source), serials: everySerial };
      }
      case "comparison":
        return compileLeaf(part);
      case "in":
        return compileIn(part);
    }
  }

  function count(): void {
    comparisons += 1;
    if (comparisons > maxComparisons) {
      const message = "Query is either selecting too many fields or the filter conditions are too complicated.";
      throw badRequest("QUERY_TOO_COMPLICATED", message);
    }
  }

  function compileLeaf(part: Extract<Condition, { kind: "comparison" }>): BoundCondition<Source> {
    count();
    const operand = scope.bind(part.operand);
    const test = compileComparison(operand, part.operator, part.literal, scope);
    if (part.literal.kind === "period" || part.literal.kind === "currency" || part.operator === "LIKE") {
      return { test, serials: everySerial };
    }
    const value = valueOf(operand, part.literal, scope.text);
    if (part.operator === "=") return { test, serials: indexed(operand, [value]) };
    return { test, serials: operand.ownField === "Id" ? idRange(part.operator, value) : everySerial };
  }

  function compileIn(part: Extract<Condition, { kind: "in" }>): BoundCondition<Source> {
    count();
    const operand = scope.bind(part.operand);
    const simple = simpleValues(part.among, operand);
    if (simple === null) {
      // A period or an amount with a currency: each is a comparison of its own.
      const literals = part.among.kind === "list" ? part.among.literals : [];
      const tests = literals.map((literal) => compileComparison(operand, "=", literal, scope));
      return {
        test: (source) => tests.some((test) => test(source)) !== part.isNegated,
        serials: everySerial,
      };
    }
    const values = new Set(simple);
    return {
      test: (source) => values.has(comparable(operand.type, operand.read(source))) !== part.isNegated,
      serials: part.isNegated ? everySerial : indexed(operand, [...values]),
    };
  }

  function simpleValues(among: Among, operand: BoundOperand<Source>): readonly Scalar[] | null {
    if (among.kind === "query") return scope.valuesOf(among.query, operand);
    if (among.literals.some(({ kind }) => kind === "period" || kind === "currency")) return null;
    return among.literals.map((literal) => valueOf(operand, literal, scope.text));
  }

  /** What the object's indexes know of the records with one of these values. */
  function indexed(operand: BoundOperand<Source>, values: readonly Scalar[]): Serials {
    const { object } = scope;
    if (object === null || operand.ownField === null) return everySerial;
    const texts = values.filter((value) => typeof value === "string");
    // No index knows which records have nothing.
    if (texts.length < values.length) return everySerial;
    if (operand.ownField === "Id") {
      return serialList(texts.map((id) => object.serialOf(id)).filter((serial) => serial !== null));
    }
    const lookup = object.lookups[operand.ownField];
    return lookup === undefined ? everySerial : serialList(texts.flatMap((text) => lookup(text)));
  }

  /** Ids grow with serials, which is what makes paging by `Id > 'last one'` quick. */
  function idRange(operator: string, value: Scalar): Serials {
    const serial = typeof value === "string" ? (scope.object?.serialOf(value) ?? null) : null;
    if (serial === null) return everySerial;
    switch (operator) {
      case ">":
        return { kind: "range", from: serial + 1, until: Number.POSITIVE_INFINITY };
      case ">=":
        return { kind: "range", from: serial, until: Number.POSITIVE_INFINITY };
      case "<":
        return { kind: "range", from: 0, until: serial };
      case "<=":
        return { kind: "range", from: 0, until: serial + 1 };
      default:
        return everySerial;
    }
  }
}
