// A router over a running Tributary and a small subgraph of orders and reviews, in this process.
import { ApolloServer } from "@apollo/server";
import { composeServices } from "@apollo/composition";
import { ApolloGateway, LocalGraphQLDataSource, RemoteGraphQLDataSource } from "@apollo/gateway";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse, type FormattedExecutionResult } from "graphql";
import { sandboxToken } from "../../src/cli/sandbox-token.ts";
import type { Role } from "../../src/generated/types.ts";

/** The other subgraph: it knows orders by customer, and reviews by ticket, and of these nothing but their ids. */
export const ORDERS_SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
  type Query { orders: [Order!]! reviews: [Review!]! }
  type Order @key(fields: "number") { number: Int! total: Money customer: Customer! }
  type Review { stars: Int! ticket: Ticket }
  type Customer @key(fields: "id") { id: ID! orders: [Order!]! }
  type Ticket @key(fields: "id", resolvable: false) { id: ID! }
  type Money @shareable { minorUnits: SafeInt! currency: Currency! }
  type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
  scalar SafeInt
  scalar Currency
`;

export interface OrderBook {
  readonly orders: readonly { readonly number: number; readonly customerId: string }[];
  readonly reviews: readonly { readonly stars: number; readonly ticketId: string }[];
}

/** The supergraph of Tributary's SDL and the orders'; throws with what composition has against it. */
export function compose(tributarySdl: string): string {
  const { errors, supergraphSdl } = composeServices([
    { name: "tributary", url: "http://tributary.invalid", typeDefs: parse(tributarySdl) },
    { name: "orders", url: "http://orders.invalid", typeDefs: parse(ORDERS_SDL) },
  ]);
  if (errors !== undefined) throw new Error(errors.map(({ message }) => message).join("\n"));
  return supergraphSdl;
}

export interface Router {
  ask(query: string, roles?: readonly Role[]): Promise<FormattedExecutionResult>;
  stop(): Promise<void>;
}

interface RouterContext {
  readonly authorization: string;
}

/** Forwards the caller's token to Tributary, which decides. */
class TokenForwarding extends RemoteGraphQLDataSource<RouterContext> {
  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource<RouterContext>["willSendRequest"]>>[0]): void {
    if ("authorization" in context) request.http?.headers.set("authorization", context.authorization);
  }
}

/** @param url of a running Tributary */
export async function startRouter(url: string, tributarySdl: string, book: OrderBook): Promise<Router> {
  const orderOf = ({ number, customerId }: OrderBook["orders"][number]) => ({
    number,
    total: { minorUnits: number * 100, currency: "EUR" },
    customer: { id: customerId },
  });
  const orders = buildSubgraphSchema([
    {
      typeDefs: parse(ORDERS_SDL),
      resolvers: {
        Query: {
          orders: () => book.orders.map(orderOf),
          reviews: () => book.reviews.map(({ stars, ticketId }) => ({ stars, ticket: { id: ticketId } })),
        },
        Customer: {
          orders: ({ id }: { id: string }) => book.orders.filter(({ customerId }) => customerId === id).map(orderOf),
        },
      },
    },
  ]);
  const gateway = new ApolloGateway({
    supergraphSdl: compose(tributarySdl),
    buildService: ({ name }) =>
      name === "orders" ? new LocalGraphQLDataSource(orders) : new TokenForwarding({ url: `${url}/graphql` }),
  });
  const server = new ApolloServer<RouterContext>({ gateway, stopOnTerminationSignals: false });
  await server.start();
  return {
    async ask(query, roles = ["ADMIN"]) {
      const token = sandboxToken({ subject: "tester", roles, brands: [], expiresInSeconds: 3_600 });
      const { body } = await server.executeOperation({ query }, { contextValue: { authorization: `Bearer ${token}` } });
      if (body.kind !== "single") throw new Error("an answer in parts");
      return body.singleResult;
    },
    stop: () => server.stop(),
  };
}
