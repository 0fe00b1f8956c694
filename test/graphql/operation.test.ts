import { parse, print } from "graphql";
import { describe, expect, it } from "vitest";
import { RequestError } from "../../src/errors.ts";
import { applyConditions, conditionValues, conditionVariables, operationOf } from "../../src/graphql/operation.ts";

const flat = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

describe("operationOf", () => {
  const document = parse("query A { a ...F } query B { b } fragment F on Query { c } fragment G on Query { d }");

  it("takes the named operation and the fragments that it uses", () => {
    expect(flat(print(operationOf(document, "A").document))).toBe("query A { a ...F } fragment F on Query { c }");
    expect(operationOf(parse("{ a }"), null).definition.name).toBe(undefined);
  });

  it.each([
    [document, null, "several operations"],
    [document, "C", 'no operation named "C"'],
    [document, "", 'no operation named ""'],
    [document, "__proto__", "no operation named"],
    [parse("fragment F on Query { c }"), null, "no operation"],
  ])("refuses a document that leaves open what to run", (given, name, message) => {
    expect(() => operationOf(given, name)).toThrow(RequestError);
    expect(() => operationOf(given, name)).toThrow(message);
  });
});

describe("conditions", () => {
  const decided = (text: string, variables: Readonly<Record<string, unknown>> = {}): string => {
    const operation = operationOf(parse(text), null);
    const names = conditionVariables(operation.document) ?? [];
    return flat(print(applyConditions(operation, conditionValues(operation, names, variables)).document));
  };

  it.each([
    ["{ a @include(if: true) b @skip(if: true) }", {}, "{ a }"],
    ["query ($x: Boolean!) { a @include(if: $x) b @skip(if: $x) }", { x: true }, "query ($x: Boolean!) { a }"],
    ["query ($x: Boolean!) { a @include(if: $x) b @skip(if: $x) }", { x: false }, "query ($x: Boolean!) { b }"],
    ["query ($x: Boolean = true) { a @include(if: $x) b }", {}, "query ($x: Boolean = true) { a b }"],
    ["query ($x: Boolean = true) { a @include(if: $x) b }", { x: false }, "query ($x: Boolean = true) { b }"],
    ["{ a @include(if: true) @skip(if: true) b }", {}, "{ b }"],
    ["{ a @include(if: false) @skip(if: false) b }", {}, "{ b }"],
    ["{ ...F @skip(if: true) a } fragment F on Query { b }", {}, "{ a }"],
    ["{ ... @include(if: false) { b } a { c @skip(if: true) d } }", {}, "{ a { d } }"],
    ["{ a @other(if: false) @skip(if: false) }", {}, "{ a @other(if: false) }"],
  ])("decides %s with %o", (text, variables, expected) => {
    expect(decided(text, variables)).toBe(expected);
  });

  it("knows the variables that decide", () => {
    const text =
      "query ($z: Boolean!, $a: Boolean!, $n: Int) { a(n: $n) @skip(if: $z) ...F } fragment F on Q { b @include(if: $a) }";
    expect(conditionVariables(parse(text))).toEqual(["a", "z"]);
    expect(conditionVariables(parse("{ a @skip(if: true) }"))).toEqual([]);
    expect(conditionVariables(parse("{ a @other }"))).toBe(null);
  });

  it("takes no value from the prototype", () => {
    expect(decided("query ($constructor: Boolean = true) { a @include(if: $constructor) b }")).toContain("a b");
  });
});
