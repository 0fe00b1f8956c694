// A schema that can go wrong in every way that a field can, over data that is the same for every run.
import { makeExecutableSchema } from "@graphql-tools/schema";
import type { GraphQLError, GraphQLSchema } from "graphql";
import { MappingError, RequestError, UpstreamError } from "../../../src/errors.ts";
import { SCALARS } from "../../../src/graphql/scalars.ts";

const typeDefs = /* GraphQL */ `
  scalar DateTime
  scalar Date
  scalar SafeInt
  scalar EmailAddress
  scalar PhoneNumber
  scalar Currency

  interface Node {
    id: ID!
  }
  interface Named {
    name: String
    label(style: Style = PLAIN, times: Int = 1): String!
  }
  enum Style {
    PLAIN
    LOUD
  }
  input Range {
    gte: Int
    lt: Int
  }
  input StyleFilter {
    in: [Style!]
    not: Style = LOUD
  }
  input Filter {
    age: Range
    style: StyleFilter
    names: [String]
    since: DateTime
    must: Boolean! = true
  }
  input Tree {
    value: Int
    inside: [Tree!]
  }
  type Address {
    street: String
    city: City!
    number: Int
  }
  type City {
    name: String!
    mayor: Person
  }
  type Person implements Node & Named {
    id: ID!
    name: String
    label(style: Style = PLAIN, times: Int = 1): String!
    email: EmailAddress
    age: Int
    ratio: Float
    style: Style
    since: DateTime
    born: Date
    big: SafeInt
    tags: [String!]
    strictTags: [String!]!
    grid: [[Int]]
    address: Address
    friend: Person
    bestFriend: Person!
    friends(upTo: Int = 2): [Person]
    strictFriends: [Person!]!
    promised: [Person]
    strictPromised: [Int!]!
    things: [Thing]
    bad: String
    strictBad: Int!
    badItems: [String]
    late: String
    details: Details
    lateDetails: Details
    throws: Boolean
    rejects: [Int]
    echo(filter: Filter, list: [Int], style: Style, at: DateTime, id: ID, upTo: Int! = 3): String
  }
  type Details {
    fine: String
    strict: String!
    promised: Int!
  }
  type Robot implements Named {
    name: String
    label(style: Style = PLAIN, times: Int = 1): String!
    maker: Person
    parts: [Robot!]
  }
  union Thing = Person | Robot
  type Query {
    person(id: ID!): Person
    people(upTo: Int = 3, filter: Filter): [Person]
    strictPeople(upTo: Int = 2): [Person!]!
    node(id: ID!): Node
    named: [Named]
    things: [Thing!]
    echo(filter: Filter, list: [Int], style: Style, at: DateTime, id: ID, upTo: Int! = 3): String
    fails: String
    down(code: Int = 1): Person
    grow(tree: Tree): String
    count: Int!
  }
  type Mutation {
    bump(by: Int! = 1): Int
    bumpLate(by: Int = 2): Person
    refuse(reason: String): Int
  }
`;

type Row = Readonly<Record<string, unknown>>;

const PEOPLE = 7;
const pick = (n: number): Row => ({ kind: "Person", n: n % PEOPLE });
const robot = (n: number): Row => ({ kind: "Robot", n });
const numberOf = (row: unknown): number => (row as { n: number }).n;

/** After some turns of the microtask queue: as a data loader, later than what is there at once. */
async function late<T>(value: T, turns = 3): Promise<T> {
  for (let turn = 0; turn < turns; turn++) await undefined;
  if (value instanceof Error) throw value;
  return value;
}

const label = (row: unknown, { style, times }: { style: string; times: number | null }): string =>
  `${style}${numberOf(row)}`.repeat(Math.max(times ?? 0, 0));

const down = (code: number): UpstreamError => new UpstreamError("hubspot", code > 1 ? "timeout" : "unavailable");

// Each row has its own troubles, by its number. What is not nullable and below a list fails late, not at once: graphql-js
// leaves the promises of a list's other items to nobody when one item throws at once.
const resolvers = {
  ...SCALARS,
  Node: { __resolveType: () => "Person" },
  Named: { __resolveType: typeOf },
  Thing: { __resolveType: typeOf },
  Person: {
    id: (row: Row) => `p${numberOf(row)}`,
    name: (row: Row) => (numberOf(row) === 3 ? null : `Person ${numberOf(row)}`),
    label,
    email: (row: Row) =>
      numberOf(row) === 2 ? new MappingError("hubspot", "2", "Contact.email", "is no address") : "a@b.ch",
    age: (row: Row) => [30, "not a number", 2.5, null, 41, 0, undefined][numberOf(row)],
    ratio: (row: Row) => [0.1, Number.NaN, 1e21, -0, 3, null, Infinity][numberOf(row)],
    style: (row: Row) => (numberOf(row) === 4 ? "UNHEARD_OF" : "LOUD"),
    since: (row: Row) => (numberOf(row) === 5 ? 12 : "2026-01-31T08:15:00.000Z"),
    born: () => "1990-02-28",
    big: (row: Row) => (numberOf(row) === 1 ? 9_007_199_254_740_991 : 5),
    tags: (row: Row) => (numberOf(row) === 1 ? ["a", null] : ["a", "b"]),
    strictTags: (row: Row) => (numberOf(row) === 6 ? late(null) : ["\u2028", "é\u0000"]),
    grid: (row: Row) => [[1, null], null, [numberOf(row), "x"]],
    address: (row: Row) =>
      numberOf(row) === 2
        ? null
        : {
            street: "Main",
            number: numberOf(row),
            city: numberOf(row) === 4 ? null : { name: "Bern", mayor: pick(0) },
          },
    friend: (row: Row) => late(pick(numberOf(row) + 1)),
    bestFriend: (row: Row) => (numberOf(row) % 3 === 1 ? late(null) : pick(numberOf(row) + 2)),
    friends: (row: Row, { upTo }: { upTo: number | null }) =>
      late(Array.from({ length: Math.min(upTo ?? 1, 4) }, (_, index) => pick(numberOf(row) + index))),
    strictFriends: (row: Row) => [pick(1), numberOf(row) === 5 ? late(null) : pick(2)],
    promised: (row: Row) => [
      late(pick(1), 5),
      late(numberOf(row) === 0 ? new Error("a friend is lost") : pick(2), 1),
      null,
      pick(3),
    ],
    strictPromised: (row: Row) => [late(1, 4), late(numberOf(row) === 2 ? down(1) : 2, 2), 3],
    things: (row: Row) => [pick(numberOf(row)), robot(1), numberOf(row) === 3 ? { kind: "Ghost", n: 0 } : robot(2)],
    bad: (row: Row) => new MappingError("zendesk", String(numberOf(row)), "Person.bad", "should be text"),
    strictBad: (row: Row) =>
      numberOf(row) === 0 ? late(new RequestError("BAD_USER_INPUT", "not here", { hint: 1 })) : 1,
    badItems: () => ["fine", new MappingError("stripe", "9", "Person.badItems", "is odd"), null],
    late: (row: Row) => late(numberOf(row) === 1 ? down(2) : "at last", 6),
    details: (row: Row) => ({ fine: "yes", strict: numberOf(row) === 2 ? null : "yes", promised: 1 }),
    lateDetails: (row: Row) => late({ fine: new Error("no"), strict: "yes", promised: numberOf(row) === 4 ? 0.5 : 1 }),
    throws: () => {
      throw new Error("postgres://secret@db: a fault with details");
    },
    rejects: (row: Row) => late(numberOf(row) === 4 ? [1, 2] : new RequestError("UNSUPPORTED_BY_SOURCE", "can't")),
    echo,
  },
  Robot: {
    name: (row: Row) => late(`Robot ${numberOf(row)}`, 1),
    label,
    maker: () => late(pick(4)),
    parts: (row: Row) => (numberOf(row) === 1 ? [robot(3), robot(4)] : null),
  },
  Query: {
    person: (_: unknown, { id }: { id: string }) => (id === "none" ? null : pick(id.length)),
    people: (_: unknown, { upTo }: { upTo: number | null }) =>
      late(Array.from({ length: Math.min(Math.max(upTo ?? 2, 0), PEOPLE) }, (__, index) => pick(index))),
    strictPeople: (_: unknown, { upTo }: { upTo: number | null }) =>
      Array.from({ length: Math.min(Math.max(upTo ?? 2, 0), 3) }, (__, index) => pick(index * 2)),
    node: (_: unknown, { id }: { id: string }) => late(pick(id.length + 1)),
    named: () => [pick(0), robot(1), late(robot(2)), pick(3)],
    things: () => [robot(1), pick(5)],
    echo,
    fails: () => late(new RequestError("FORBIDDEN", "not for you")),
    down: (_: unknown, { code }: { code: number | null }) => late(down(code ?? 1)),
    grow: echo,
    count: () => 4,
  },
  Mutation: {
    bump: (_: unknown, { by }: { by: number }, context: Counter) => (context.count += by),
    bumpLate: async (_: unknown, { by }: { by: number | null }, context: Counter) => {
      await late(null);
      context.count += by ?? 0;
      return pick(context.count);
    },
    refuse: (_: unknown, { reason }: { reason: string | null }) =>
      late(new RequestError("BAD_USER_INPUT", reason ?? "no")),
  },
};

interface Counter {
  count: number;
}

function typeOf(row: Row): string {
  if (row.kind === "Ghost") throw new Error("no such type");
  return String(row.kind);
}

/** What a resolver is given, to the last absent key. The order of arguments is nobody's business. */
function echo(_: unknown, args: Row): string {
  return JSON.stringify(Object.entries(args).sort(([one], [other]) => (one < other ? -1 : 1)));
}

export const corpusSchema: GraphQLSchema = makeExecutableSchema({ typeDefs, resolvers });

/** A context value for one run. */
export function corpusContext(): Counter & { readonly reached: Set<number>; readonly shortfalls: GraphQLError[] } {
  return { count: 0, reached: new Set(), shortfalls: [] };
}
