import { buildSchema, parse, print } from "graphql";
import { describe, expect, it } from "vitest";
import { hoistNestedVariables } from "../../src/graphql/nested-variables.ts";
import { operationOf, type RawVariables } from "../../src/graphql/operation.ts";

const schema = buildSchema(`
  enum Status { OPEN CLOSED }
  input In { in: [Status!], not: Status }
  input Filter { status: In, age: Int }
  type Query { list(filter: Filter, ids: [ID], first: Int): Int }
`);

function hoist(text: string, variables: RawVariables = {}): { text: string; variables: RawVariables } {
  const { operation, variablesFrom } = hoistNestedVariables(schema, operationOf(parse(text), null));
  return { text: print(operation.document).replaceAll(/\s+/g, " "), variables: variablesFrom(variables) };
}

describe("hoistNestedVariables", () => {
  it("makes a whole argument one variable", () => {
    const text = "query ($s: [Status!]) { list(filter: { status: { in: $s }, age: 3 }, first: 2) }";
    expect(hoist(text, { s: ["OPEN"] })).toEqual({
      text: "query ($s: [Status!], $_argument0: Filter) { list(filter: $_argument0, first: 2) }",
      variables: { s: ["OPEN"], _argument0: { status: { in: ["OPEN"] }, age: 3 } },
    });
  });

  it.each([
    [
      "leaves out a field without a value",
      "($s: Status) { list(filter: { status: { not: $s } }) }",
      {},
      { status: {} },
    ],
    ["keeps null", "($s: Status) { list(filter: { status: { not: $s } }) }", { s: null }, { status: { not: null } }],
    [
      "takes the default",
      "($s: Status = CLOSED) { list(filter: { status: { not: $s } }) }",
      {},
      { status: { not: "CLOSED" } },
    ],
    ["puts null for an item", "($a: ID, $b: ID) { list(ids: [$a, $b, 7]) }", { b: "x" }, [null, "x", 7]],
    ["takes nothing from the prototype", "($toString: Int) { list(filter: { age: $toString }) }", {}, {}],
  ])("%s", (_, text, variables, expected) => {
    expect(hoist(`query ${text}`, variables).variables).toEqual({ ...variables, _argument0: expected });
  });

  it("leaves alone what holds no variable inside", () => {
    const text = "query ($f: Filter, $n: Int) { list(filter: $f, ids: [1], first: $n) }";
    const operation = operationOf(parse(text), null);
    expect(hoistNestedVariables(schema, operation).operation).toBe(operation);
  });

  it("takes no name that the operation has", () => {
    const text =
      "query ($_argument0: Int, $_argument1: Int) { list(filter: { age: $_argument0 }) a: list(filter: { age: $_argument1 }) }";
    expect(hoist(text).text).toContain("list(filter: $_argument2) a: list(filter: $_argument3)");
  });

  it("reaches into fragments, once for all their uses", () => {
    const text = "query ($n: Int) { ...F ...F } fragment F on Query { list(filter: { age: $n }) }";
    expect(hoist(text, { n: 1 })).toEqual({
      text: "query ($n: Int, $_argument0: Filter) { ...F ...F } fragment F on Query { list(filter: $_argument0) }",
      variables: { n: 1, _argument0: { age: 1 } },
    });
  });
});
