import { buildSchema, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { costCheckOf, type Costs } from "../../src/graphql/cost.ts";
import { operationOf, type RawVariables } from "../../src/graphql/operation.ts";
import { errorFrom } from "./planner-case.ts";

const schema = buildSchema(`
  interface Node { id: ID! }
  scalar _Any
  type Query { users(first: Int = 20): Users, user: User, node: Node, _entities(representations: [_Any!]!): [Node]! }
  type Users { nodes: [User] }
  type User implements Node { id: ID! boss: User posts(first: Int = 10): Posts }
  type Posts { nodes: [Post] }
  type Post implements Node { id: ID! author: User }
`);

const costs: Costs = {
  "Query.users": () => 1,
  "Query.user": () => 1,
  "Query.node": () => 1,
  "Query._entities": (_, size, typeNames) => (typeNames?.has("Post") === true ? size : Math.ceil(size / 100)),
  "User.boss": (parents) => Math.ceil(parents / 100),
  "User.posts": (parents) => parents,
  "Post.author": (parents) => Math.ceil(parents / 100),
};

const LIMITS = { listSize: 200, representations: 300 };

/** The calls that an operation is estimated to make: one less is too few. */
function callsOf(text: string, variables: RawVariables = {}): unknown {
  const operation = operationOf(parse(text), null);
  const error = errorFrom(() => costCheckOf(schema, operation, costs, { ...LIMITS, calls: 0 })(variables));
  return (error as { extensions: { value: unknown } }).extensions.value;
}

function check(text: string, variables: RawVariables = {}, calls = 100): void {
  costCheckOf(schema, operationOf(parse(text), null), costs, { ...LIMITS, calls })(variables);
}

describe("costCheckOf", () => {
  it.each([
    ["one call", "{ user { id } }", {}, 1],
    ["a batch for all", "{ users(first: 50) { nodes { boss { id } } } }", {}, 2],
    ["two batches for more than a hundred", "{ users(first: 150) { nodes { boss { id } } } }", {}, 3],
    ["a call for each", "{ users(first: 50) { nodes { posts { nodes { id } } } } }", {}, 51],
    ["lists in lists", "{ users(first: 5) { nodes { posts(first: 40) { nodes { author { id } } } } } }", {}, 1 + 5 + 2],
    ["the argument's default", "{ users { nodes { posts { nodes { id } } } } }", {}, 21],
    ["null for the default", "{ users(first: null) { nodes { posts { nodes { id } } } } }", {}, 21],
    ["a variable", "query ($n: Int) { users(first: $n) { nodes { posts { nodes { id } } } } }", { n: 7 }, 8],
    ["a variable's default", "query ($n: Int = 3) { users(first: $n) { nodes { posts { nodes { id } } } } }", {}, 4],
    ["aliases, each for itself", "{ a: user { id } b: user { id } }", {}, 2],
    ["a field asked twice, once", "{ user { boss { id } } user { boss { id } } }", {}, 2],
    ["fragments", "{ users(first: 2) { nodes { ...F } } } fragment F on User { posts { nodes { id } } }", {}, 3],
    [
      "what a router refers to, by the length of its list",
      "query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { boss { id } } } }",
      { r: Array.from({ length: 150 }, () => ({})) },
      2 + 2,
    ],
    ["and by its types", "{ _entities(representations: [{}, {}, {}]) { ... on Post { id } } }", {}, 3],
    [
      "each type behind an interface",
      "{ node { ... on User { posts { nodes { id } } } ... on Post { author { id } } } }",
      {},
      3,
    ],
  ])("counts %s", (_, text, variables, expected) => {
    expect(callsOf(text, variables)).toBe(expected);
    check(text, variables, expected);
  });

  it("says what is too much, and what to do", () => {
    const error = errorFrom(() => check("{ users(first: 200) { nodes { posts { nodes { id } } } } }"));
    expect(error).toMatchObject({
      code: "QUERY_TOO_COMPLEX",
      extensions: { limit: "calls", value: 201, maximum: 100 },
    });
    expect(error).toMatchObject({ message: expect.stringContaining("shorter lists") });
  });

  it.each([
    ["{ users(first: 201) { nodes { id } } }", {}, 201, ""],
    ["{ users(first: 0) { nodes { id } } }", {}, 0, ""],
    ["{ user { posts(first: -1) { nodes { id } } } }", {}, -1, ""],
    ["query ($n: Int) { users(first: $n) { nodes { id } } }", { n: 1000 }, 1000, " ($n)"],
    ["query ($n: Int = 500) { users(first: $n) { nodes { id } } }", {}, 500, " ($n)"],
  ])("refuses the list size of %s", (text, variables, value, origin) => {
    const error = errorFrom(() => check(text, variables));
    expect(error).toMatchObject({ code: "BAD_USER_INPUT", extensions: { limit: "listSize", value, maximum: 200 } });
    expect(error).toMatchObject({ message: expect.stringMatching(/^(Query\.users|User\.posts): first/) });
    expect(error).toMatchObject({
      message: expect.stringContaining(`${origin} should be 1 to 200, instead got ${value}`),
    });
  });

  it("refuses more references than a router may send, and takes none at all", () => {
    const text = "query ($r: [_Any!]!) { _entities(representations: $r) { id } }";
    const error = errorFrom(() => check(text, { r: Array.from({ length: 301 }, () => ({})) }));
    expect(error).toMatchObject({
      code: "BAD_USER_INPUT",
      message: "Query._entities: representations ($r) should be at most 300, instead got 301",
      extensions: { limit: "representations", value: 301, maximum: 300 },
    });
    expect(() => check(text, { r: [] })).not.toThrow();
  });

  it("leaves a value that is no number to the check of the variables", () => {
    const text = "query ($n: Int) { users(first: $n) { nodes { id } } }";
    expect(() => check(text, { n: "many" })).not.toThrow();
    expect(() => check(text, { n: null })).not.toThrow();
  });

  it("needs no second look at an operation whose lists are literals", () => {
    const operation = operationOf(parse("{ users(first: 200) { nodes { posts { nodes { id } } } } }"), null);
    expect(() => costCheckOf(schema, operation, costs, { ...LIMITS, calls: 10 })).toThrow("at most 10");
  });
});
