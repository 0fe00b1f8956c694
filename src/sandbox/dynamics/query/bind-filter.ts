// A filter as a test of records, and as the few records that it can hold for where an index knows them.
// What is empty compares as OData 4.0 says (part 2, 5.1.1.1): eq and ne give an answer, an order does not hold, and a text
// function gives none; `not` of no answer is no answer.
import { edmTypeOf } from "../cell.ts";
import type { Catalog } from "../catalog.ts";
import { badQuery } from "../errors.ts";
import type { Comparison, Expression, Operand, TextTest } from "../odata/parse-filter.ts";
import type { Column, DataRecord, Table } from "../table.ts";
import { comparableOf, comparableOfLiteral, edmTypeOfLiteral } from "./comparable.ts";
import type { Comparable } from "./comparable.ts";
import { bindFunction } from "./functions.ts";
import type { Test } from "./functions.ts";
import { compileLike } from "./like.ts";
import { bindProperty } from "./property.ts";

export interface FilterScope {
  readonly catalog: Catalog;
  readonly table: Table;
  readonly now: number;
  readonly userId: string;
}

export interface BoundFilter {
  readonly test: Test;
  /** Serials in ascending order, among which all matches are; null when there is no index for it. */
  readonly candidates: readonly number[] | null;
}

/** Throws DataverseError 400 for properties that are not there and values that do not compare with them. */
export function bindFilter(scope: FilterScope, expression: Expression): BoundFilter {
  switch (expression.kind) {
    case "and":
      return conjunction(bindFilter(scope, expression.left), bindFilter(scope, expression.right));
    case "or":
      return disjunction(bindFilter(scope, expression.left), bindFilter(scope, expression.right));
    case "not": {
      const { test } = bindFilter(scope, expression.operand);
      return {
        candidates: null,
        test(record) {
          const answer = test(record);
          return answer === null ? null : !answer;
        },
      };
    }
    case "compare":
      return comparison(scope, expression);
    case "text":
      return textFunction(scope, expression);
    case "function": {
      const { column, test, values } = bindFunction(scope, expression.name, expression.parameters);
      return { test, candidates: values === null ? null : candidatesFor(scope, column, values) };
    }
  }
}

function conjunction(left: BoundFilter, right: BoundFilter): BoundFilter {
  const [a, b] = [left.candidates, right.candidates];
  return {
    candidates: a === null || (b !== null && b.length < a.length) ? b : a,
    test(record) {
      const one = left.test(record);
      if (one === false) return false;
      const other = right.test(record);
      return other === false ? false : one === null || other === null ? null : true;
    },
  };
}

function disjunction(left: BoundFilter, right: BoundFilter): BoundFilter {
  const [a, b] = [left.candidates, right.candidates];
  return {
    candidates: a === null || b === null ? null : ascending([...a, ...b]),
    test(record) {
      const one = left.test(record);
      if (one === true) return true;
      const other = right.test(record);
      return other === true ? true : one === null || other === null ? null : false;
    },
  };
}

const kindNames: Readonly<Record<Comparison, string>> = {
  eq: "Equal",
  ne: "NotEqual",
  gt: "GreaterThan",
  ge: "GreaterThanOrEqual",
  lt: "LessThan",
  le: "LessThanOrEqual",
};
const turned: Readonly<Record<Comparison, Comparison>> = { eq: "eq", ne: "ne", gt: "lt", ge: "le", lt: "gt", le: "ge" };

function comparison(scope: FilterScope, expression: Extract<Expression, { kind: "compare" }>): BoundFilter {
  const { left, right, operator } = expression;
  if (left.kind === "literal") {
    if (right.kind === "literal") throw badQuery("A comparison of two constants is not supported.");
    return comparison(scope, { kind: "compare", left: right, right: left, operator: turned[operator] });
  }
  const { catalog, table } = scope;
  const property = bindProperty(catalog, table, left.path);
  const { column } = property;
  const read = (record: DataRecord): Comparable => comparableOf(catalog, column, property.read(record));
  const mismatch = (other: string) =>
    badQuery(
      `A binary operator with incompatible types was detected. Found operand types '${edmTypeOf(column.type)}' and '${other}' for operator kind '${kindNames[operator]}'.`,
    );
  const isOrdered = !["Edm.Guid", "Edm.Boolean"].includes(edmTypeOf(column.type));
  if (!isOrdered && operator !== "eq" && operator !== "ne") throw mismatch(typeNameOf(scope, right));

  if (right.kind === "path") {
    const other = bindProperty(catalog, table, right.path);
    if (edmTypeOf(other.column.type) !== edmTypeOf(column.type)) throw mismatch(edmTypeOf(other.column.type));
    const readOther = (record: DataRecord): Comparable => comparableOf(catalog, other.column, other.read(record));
    return { candidates: null, test: (record) => holds(operator, read(record), readOther(record)) };
  }
  const wanted = comparableOfLiteral(column.type, right.literal);
  if (wanted === undefined) throw mismatch(typeNameOf(scope, right));
  const isIndexed = operator === "eq" && wanted !== null && !property.isRelated;
  return {
    candidates: isIndexed ? candidatesFor(scope, column, [wanted]) : null,
    test: (record) => holds(operator, read(record), wanted),
  };
}

function typeNameOf({ catalog, table }: FilterScope, operand: Operand): string {
  return operand.kind === "literal"
    ? edmTypeOfLiteral(operand.literal)
    : edmTypeOf(bindProperty(catalog, table, operand.path).column.type);
}

function holds(operator: Comparison, left: Comparable, right: Comparable): boolean {
  if (operator === "eq") return left === right;
  if (operator === "ne") return left !== right;
  if (left === null || right === null) return false;
  if (operator === "gt") return left > right;
  if (operator === "ge") return left >= right;
  return operator === "lt" ? left < right : left <= right;
}

const likePatterns: Readonly<Record<TextTest, (value: string) => string>> = {
  contains: (value) => `%${value}%`,
  startswith: (value) => `${value}%`,
  endswith: (value) => `%${value}`,
};

function textFunction(scope: FilterScope, expression: Extract<Expression, { kind: "text" }>): BoundFilter {
  const property = bindProperty(scope.catalog, scope.table, expression.path);
  if (edmTypeOf(property.column.type) !== "Edm.String") {
    throw badQuery(
      `No function signature for the function with name '${expression.test}' matches the specified arguments.`,
    );
  }
  const matches = compileLike(likePatterns[expression.test](expression.value));
  return {
    candidates: null,
    test(record) {
      const value = property.read(record);
      return typeof value === "string" ? matches(value) : null;
    },
  };
}

// Union of what the index has for each value; null when the column has no index.
function candidatesFor(
  { catalog, table }: FilterScope,
  column: Column,
  values: readonly Comparable[],
): readonly number[] | null {
  const found: number[] = [];
  for (const value of values) {
    const cells =
      column.targets.length > 0 && typeof value === "string" ? referencesFor(catalog, column, value) : [value];
    for (const cell of cells) {
      const serials = table.lookup(column.name, cell);
      if (serials === null) return null;
      for (const serial of serials) found.push(serial);
    }
  }
  return ascending(found);
}

// A GUID does not say of which table it is; the scheme of one table alone takes it.
function referencesFor(catalog: Catalog, column: Column, guid: string) {
  return column.targets.flatMap((target) => {
    const table = catalog.table(target);
    const serial = table.guids.serialOf(guid);
    return serial === null || table.at(serial) === null ? [] : [{ table: target, serial }];
  });
}

function ascending(serials: readonly number[]): readonly number[] {
  return [...new Set(serials)].toSorted((a, b) => a - b);
}
