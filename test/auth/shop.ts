// A small schema in which everything that authorization must get right occurs, with data.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, isObjectType } from "graphql";
import type { GraphQLFieldResolver, GraphQLSchema } from "graphql";
import { readRules } from "../../src/auth/rules.ts";
import type { AuthScope } from "../../src/auth/rule.ts";
import type { Role } from "../../src/generated/types.ts";

const DIRECTIVE = readFileSync(join(import.meta.dirname, "../../schema/directives.graphql"), "utf8");

const SDL = `
interface Node @auth(requires: [AUTHENTICATED]) { id: ID! label: String }
union Thing @auth(requires: [AUTHENTICATED]) = Customer | Company | Payment
type Customer implements Node @auth(requires: [MARKETING, SALES]) {
  id: ID!
  label: String
  name: String
  phone: String @auth(requires: [SALES])
  note: String @auth(requires: [MARKETING, SALES], mfa: true)
  company: Company
  orders(first: Int, filter: OrderFilter): [Order]
  payments: [Payment]
  favourite: Thing
  related: [Node]
}
type Company implements Node @auth(requires: [AUTHENTICATED]) {
  id: ID!
  label: String @auth(requires: [SALES])
  name: String!
  things: [Thing!]
  staff(filter: CustomerFilter): [Customer]
}
type Order implements Node @auth(requires: [SALES]) { id: ID! label: String grid: [[Cell!]] buyer: Customer }
type Cell @auth(requires: [AUTHENTICATED]) { text: String price: Int @auth(requires: [FINANCE]) }
type Payment implements Node @auth(requires: [FINANCE]) { id: ID! label: String amount: Int! payer: Customer }
input CustomerFilter @auth(requires: [AUTHENTICATED]) {
  name: String @auth(requires: [MARKETING, SALES])
  phone: String @auth(requires: [SALES])
  any: [InnerFilter]
}
input InnerFilter @auth(requires: [AUTHENTICATED]) { name: String phone: String @auth(requires: [SALES]) not: LastFilter }
input LastFilter @auth(requires: [AUTHENTICATED]) { phone: String @auth(requires: [SALES]) }
input TreeFilter @auth(requires: [AUTHENTICATED]) {
  name: String
  phone: String @auth(requires: [SALES])
  and: [TreeFilter!]
}
input OrderFilter @auth(requires: [SALES]) { label: String total: Int @auth(requires: [FINANCE]) }
type Query @auth(requires: [AUTHENTICATED]) {
  version: String!
  node(id: ID): Node
  nodes: [Node]
  customer: Customer
  customers(filter: CustomerFilter, also: [CustomerFilter!], tree: TreeFilter): [Customer]
  companies: [Company!]!
  thing: Thing
  things: [Thing]
  empty: [Customer]
  absent: Customer
}
type Mutation @auth(requires: [SALES]) { rename(name: String): Customer refund: Payment count: Int! }
type Subscription @auth(requires: [AUTHENTICATED]) { customerChanged: Customer paymentChanged: Payment nodeChanged: Node }
`;

interface Thing {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

function createData() {
  const company: Record<string, unknown> = { __typename: "Company", id: "co1", label: "co1 label", name: "Acme" };
  const bare = { __typename: "Company", id: "co2", label: null, name: "Bare", things: null, staff: [] };
  const order = { __typename: "Order", id: "o1", label: "o1 label", grid: [[{ text: "a", price: 1 }], null, []] };
  const payment: Record<string, unknown> = { __typename: "Payment", id: "p1", label: "p1 label", amount: 5 };
  const ann: Record<string, unknown> = { __typename: "Customer", id: "c1", label: "c1 label", name: "Ann", phone: "1" };
  const bob = { __typename: "Customer", id: "c2", label: null, name: "Bob", phone: "2", note: null, company: null };
  Object.assign(ann, { note: "likes tea", company, orders: [order, null], payments: [payment], favourite: payment });
  Object.assign(ann, { related: [payment, company, order, null] });
  Object.assign(bob, { orders: [], payments: null, favourite: ann, related: [ann, bare] });
  Object.assign(company, { things: [ann, bob], staff: [ann, bob] });
  Object.assign(order, { buyer: ann });
  Object.assign(payment, { payer: bob });
  return { ann, bob, company, bare, order, payment };
}

export const data = createData();

const ROOT_VALUES: Readonly<Record<string, unknown>> = {
  version: "1",
  nodes: [data.ann, data.payment, data.company, null, data.order],
  customer: data.ann,
  customers: [data.ann, data.bob],
  companies: [data.company, data.bare],
  thing: data.payment,
  things: [data.payment, data.ann, data.bare],
  empty: [],
  absent: null,
  rename: data.bob,
  refund: data.payment,
  count: 7,
};

const byId = new Map<unknown, Thing>(Object.values(data).map((thing) => [thing["id"], thing as Thing]));

/** The schema with resolvers; `onResolve` is told of each field that is resolved, and may give another value. */
export function createShop(
  onResolve: (coordinate: string, value: unknown, args: Readonly<Record<string, unknown>>) => unknown = (_, value) =>
    value,
): GraphQLSchema {
  const schema = buildSchema(DIRECTIVE + SDL);
  const roots = new Set(["Query", "Mutation"]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith("__") || type.name === "Subscription") continue;
    for (const field of Object.values(type.getFields())) {
      const isRoot = roots.has(type.name);
      const resolve: GraphQLFieldResolver<Readonly<Record<string, unknown>>, unknown> = (source, args) => {
        const value = !isRoot
          ? source[field.name]
          : field.name === "node"
            ? byId.get(args["id"])
            : ROOT_VALUES[field.name];
        return onResolve(`${type.name}.${field.name}`, value, args);
      };
      field.resolve = resolve;
    }
  }
  return schema;
}

export const shop = createShop();
export const shopRules = readRules(shop);

export type RoleName = Role | "mfa";

/** A scope by its roles, with `mfa` among them for a second factor. */
export function scopeOf(...names: readonly RoleName[]): AuthScope {
  return { roles: names.filter((name) => name !== "mfa"), hasSecondFactor: names.includes("mfa") };
}
