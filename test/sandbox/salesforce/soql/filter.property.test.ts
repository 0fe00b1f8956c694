// Random conditions, as SOQL and as a plain filter in JavaScript over what the org shows without any condition.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createOrg } from "../../../../src/sandbox/salesforce/schema/org.ts";
import { runQuery } from "../../../../src/sandbox/salesforce/soql/run-query.ts";
import { book, world, worldEnd } from "../running-org.ts";

type Row = Readonly<Record<string, unknown>>;
type Value = string | number | boolean | null;

/** A condition and what it means. */
interface Condition {
  readonly soql: string;
  test(row: Row): boolean;
}

interface Column {
  readonly name: string;
  readonly values: readonly Value[];
  written(value: Value): string;
  readonly hasOrder: boolean;
  readonly isText: boolean;
}

const org = createOrg({ book, seed: world.seed, hiddenFields: {} });
const rowsOf = (soql: string): readonly Row[] => {
  const result = runQuery(org, soql, worldEnd);
  return Array.from({ length: result.size }, (_, index) => result.render(index, ""));
};

function quoted(value: Value): string {
  if (value === null) return "null";
  const escaped = String(value)
    .replaceAll("\\", "\\\\")
    .replaceAll("'", String.raw`\'`)
    .replaceAll("\n", String.raw`\n`);
  return `'${escaped}'`;
}

const plain = (value: Value): string => String(value);
// The API writes +0000, which SOQL takes, and with a colon as well.
const instant = (value: Value): string => (value === null ? "null" : String(value).replace("+0000", "+00:00"));

function columns(
  object: string,
  names: readonly (readonly [string, "text" | "id" | "plain" | "instant"])[],
): readonly Column[] {
  const rows = rowsOf(`SELECT ${names.map(([name]) => name).join(", ")} FROM ${object}`);
  return names.map(([name, kind]) => ({
    name,
    // null is always one of them, in whatever column.
    values: [...new Set(rows.map((row) => valueIn(row, name))), null],
    written: kind === "plain" ? plain : kind === "instant" ? instant : quoted,
    hasOrder: kind !== "id" || name === "Id",
    isText: kind === "text",
  }));
}

function valueIn(row: Row, path: string): Value {
  const value = path.split(".").reduce<unknown>((level, step) => (isRow(level) ? level[step] : null), row);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null;
}

/** Case does not matter in a text. */
function folded(value: Value, column: Column): Value {
  return typeof value === "string" && column.isText ? value.toLowerCase() : value;
}

function inAnyCase(value: Value, column: Column, isUpper: boolean): Value {
  return typeof value === "string" &&
    column.isText &&
    isUpper &&
    value.toUpperCase().toLowerCase() === value.toLowerCase()
    ? value.toUpperCase()
    : value;
}

const comparisons: Readonly<Record<string, (a: string | number | boolean, b: string | number | boolean) => boolean>> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

function comparison(column: Column): fc.Arbitrary<Condition> {
  const operators = column.hasOrder ? ["=", "!=", "<", "<=", ">", ">="] : ["=", "!="];
  return fc
    .record({
      operator: fc.constantFrom(...operators),
      value: fc.constantFrom(...column.values),
      isUpper: fc.boolean(),
    })
    .map(({ operator, value, isUpper }) => ({
      soql: `${column.name} ${operator} ${column.written(inAnyCase(value, column, isUpper))}`,
      test(row) {
        const [a, b] = [folded(valueIn(row, column.name), column), folded(value, column)];
        if (operator === "=") return a === b;
        if (operator === "!=") return a !== b;
        return a !== null && b !== null && comparisons[operator]?.(a, b) === true;
      },
    }));
}

function among(column: Column): fc.Arbitrary<Condition> {
  return fc
    .record({
      values: fc.array(fc.constantFrom(...column.values), { minLength: 1, maxLength: 8 }),
      isNegated: fc.boolean(),
    })
    .map(({ values, isNegated }) => ({
      soql: `${column.name} ${isNegated ? "NOT IN" : "IN"} (${values.map(column.written).join(", ")})`,
      test: (row) =>
        values.some((value) => folded(value, column) === folded(valueIn(row, column.name), column)) !== isNegated,
    }));
}

/** A text cut out of a value, with `%` on either side and one character replaced by `_`. */
function like(column: Column): fc.Arbitrary<Condition> {
  const texts = column.values.filter((value) => typeof value === "string");
  return fc
    .record({
      text: fc.constantFrom(...texts),
      from: fc.nat(4),
      length: fc.nat(6),
      open: fc.boolean(),
      close: fc.boolean(),
      blank: fc.boolean(),
    })
    .map(({ text, from, length, open, close, blank }) => {
      const characters = [...text].slice(from, from + length);
      const escaped = characters.map((character) =>
        quoted(character)
          .slice(1, -1)
          .replace(/[%_]/, String.raw`\$&`),
      );
      if (blank && escaped.length > 0) escaped[0] = "_";
      const part = characters
        .slice(blank ? 1 : 0)
        .join("")
        .toLowerCase()
        .replaceAll("ς", "σ"); // as no case has it, whatever stands behind
      const skipped = blank && characters.length > 0 ? 1 : 0;
      return {
        soql: `${column.name} LIKE '${open ? "%" : ""}${escaped.join("")}${close ? "%" : ""}'`,
        test(row) {
          const value = valueIn(row, column.name);
          if (typeof value !== "string") return false;
          const letters = [...value.toLowerCase().replaceAll("ς", "σ")];
          const size = skipped + [...part].length;
          const starts = open ? letters.map((_letter, start) => start).concat(letters.length) : [0];
          return starts.some((start) => {
            const fits =
              letters.slice(start + skipped, start + size).join("") === part && start + size <= letters.length;
            return fits && (close || start + size === letters.length);
          });
        },
      };
    });
}

function conditionsOn(all: readonly Column[]): fc.Arbitrary<Condition> {
  const leaves = all.flatMap((column) => [comparison(column), among(column), ...(column.isText ? [like(column)] : [])]);
  const { tree } = fc.letrec<{ tree: Condition; leaf: Condition; node: Condition }>((tie) => ({
    leaf: fc.oneof(...leaves),
    node: fc.oneof(
      fc
        .record({ word: fc.constantFrom("AND", "OR"), parts: fc.array(tie("tree"), { minLength: 2, maxLength: 3 }) })
        .map(({ word, parts }) => ({
          soql: parts.map(({ soql }) => `(${soql})`).join(` ${word} `),
          test: (row: Row) =>
            word === "AND" ? parts.every((part) => part.test(row)) : parts.some((part) => part.test(row)),
        })),
      tie("tree").map((part) => ({ soql: `NOT (${part.soql})`, test: (row: Row) => !part.test(row) })),
    ),
    tree: fc.oneof({ depthSize: "small", withCrossShrink: true }, tie("leaf"), tie("node")),
  }));
  return tree;
}

describe.each([
  [
    "Contact",
    columns("Contact", [
      ["Id", "id"],
      ["AccountId", "id"],
      ["Email", "text"],
      ["FirstName", "text"],
      ["Name", "text"],
      ["Account.Industry", "text"],
      ["CreatedDate", "instant"],
    ]),
  ],
  [
    "Opportunity",
    columns("Opportunity", [
      ["Id", "id"],
      ["AccountId", "id"],
      ["StageName", "text"],
      ["Name", "text"],
      ["Amount", "plain"],
      ["IsClosed", "plain"],
      ["CloseDate", "plain"],
      ["LastModifiedDate", "instant"],
    ]),
  ],
  [
    "Task",
    columns("Task", [
      ["WhoId", "id"],
      ["AccountId", "id"],
      ["Subject", "text"],
      ["Who.Name", "text"],
      ["CallDurationInSeconds", "plain"],
      ["ActivityDate", "plain"],
    ]),
  ],
])("conditions on %s", (object, all) => {
  const names = [...new Set(["Id", ...all.map(({ name }) => name)])].join(", ");
  const everything = rowsOf(`SELECT ${names} FROM ${object}`);

  it("find what a plain filter finds", () => {
    fc.assert(
      fc.property(conditionsOn(all), ({ soql, test }) => {
        const found = rowsOf(`SELECT Id FROM ${object} WHERE ${soql}`);
        expect(found.map((row) => row["Id"])).toEqual(everything.filter(test).map((row) => row["Id"]));
      }),
      { numRuns: 150 },
    );
  });

  it("are sorted, cut and skipped as a plain sort does", () => {
    const orderings = all.flatMap(({ name }) => (name.includes(".") ? [] : [name]));
    fc.assert(
      fc.property(
        fc.constantFrom(...orderings),
        fc.boolean(),
        fc.option(fc.constantFrom("FIRST", "LAST"), { nil: null }),
        fc.nat(20),
        fc.nat(20),
        (name, isDescending, nulls, limit, offset) => {
          // Ids break ties, so that there is one right order. (Amounts are sorted by their worth: not here.)
          if (name === "Amount") return;
          const order = `${name}${isDescending ? " DESC" : " ASC"}${nulls === null ? "" : ` NULLS ${nulls}`}, Id`;
          const found = rowsOf(`SELECT Id FROM ${object} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`);
          const column = all.find((candidate) => candidate.name === name);
          const key = (row: Row): Value => (column === undefined ? null : folded(valueIn(row, name), column));
          const rows = everything.toSorted((a, b) => {
            const [x, y] = [key(a), key(b)];
            if (x === y) return 0;
            if (x === null || y === null) return (x === null) === (nulls === "LAST") ? 1 : -1;
            return (x < y ? -1 : 1) * (isDescending ? -1 : 1);
          });
          expect(found.map((row) => row["Id"])).toEqual(rows.slice(offset, offset + limit).map((row) => row["Id"]));
        },
      ),
    );
  });
});
