import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { isIntrospection } from "../../src/graphql/introspection.ts";
import { operationOf } from "../../src/graphql/operation.ts";

const ask = (text: string): boolean => isIntrospection(operationOf(parse(text), null));

// How it is answered: plan.test.ts.
describe("isIntrospection", () => {
  it.each([
    ["{ __schema { description } }", true],
    ['{ a: __type(name: "Deal") { name } __typename }', true],
    ["{ ...F } fragment F on Query { ... { __schema { description } } }", true],
    ["{ __typename }", false],
    ["{ deals { __typename } }", false],
    ["{ __schema: deals { totalCount } }", false],
  ])("%s: %s", (text, expected) => {
    expect(ask(text)).toBe(expected);
  });

  it("refuses a mixture, and names both sides", () => {
    expect(() => ask("{ deals { totalCount } ...F } fragment F on Query { __schema { description } }")).toThrow(
      "An operation asks either about the schema (__schema) or for data (deals): send two operations",
    );
  });
});
