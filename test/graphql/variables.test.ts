import { buildSchema, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { operationOf, type RawVariables } from "../../src/graphql/operation.ts";
import { variablesCheckOf } from "../../src/graphql/variables.ts";

const schema = buildSchema(`
  input Order { by: String!, ascending: Boolean! = true }
  type Query { list(first: Int! = 5, order: Order, ids: [ID!]): Int }
`);

function mistakes(text: string, variables: RawVariables): readonly string[] {
  const errors = variablesCheckOf(schema, operationOf(parse(text), null))(variables);
  for (const error of errors) expect(error.extensions).toEqual({ code: "BAD_USER_INPUT" });
  return errors.map(({ message }) => message);
}

describe("variablesCheckOf", () => {
  it.each([
    ["query ($n: Int!) { list(first: $n) }", { n: 1 }, []],
    ["query ($n: Int!) { list(first: $n) }", {}, ['Variable "$n" of required type "Int!" was not provided.']],
    ["query ($n: Int) { list(first: $n) }", {}, []],
    ["query ($n: Int = 3) { list(first: $n) }", {}, []],
    ["query ($o: Order) { list(order: $o) }", { o: null }, []],
    ["query ($n: Int!) { list(first: $n) }", { n: "1" }, [expect.stringContaining("Int cannot represent")]],
    ["query ($o: Order) { list(order: $o) }", { o: {} }, [expect.stringContaining('Field "by" of required type')]],
    [
      "query ($o: Order) { list(order: $o) }",
      { o: { by: "x", up: 1 } },
      [expect.stringContaining('"up" is not defined')],
    ],
    ["{ list }", { anything: {} }, []],
  ])("checks %s with %o", (text, variables, expected) => {
    expect(mistakes(text, variables)).toEqual(expected);
  });

  it.each([
    ["an argument", "query ($n: Int) { list(first: $n) }", { n: null }],
    ["an argument, by the variable's default", "query ($n: Int = null) { list(first: $n) }", {}],
    ["an input field", 'query ($n: Boolean) { list(order: { by: "x", ascending: $n }) }', { n: null }],
    ["an item", "query ($n: ID = 1) { list(ids: [$n]) }", { n: null }],
    ["a condition", "query ($n: Boolean = true) { list @include(if: $n) }", { n: null }],
    ["a fragment", "query ($n: Int) { ...F } fragment F on Query { list(first: $n) }", { n: null }],
  ])("says of a null in %s that it may not be there", (_, text, variables) => {
    expect(mistakes(text, variables)).toEqual([
      'Variable "$n" must not be null: the operation uses it where null is not allowed.',
    ]);
  });

  it("lists no more than twenty", () => {
    const names = Array.from({ length: 40 }, (_, n) => `v${n}`);
    const text = `query (${names.map((name) => `$${name}: Int!`).join(" ")}) { ${names.map((name) => `${name}: list(first: $${name})`).join(" ")} }`;
    expect(mistakes(text, {}).length).toBeLessThan(25);
  });
});
