// Subject (b): Apollo Server as its documentation sets it up, over our schema: startStandaloneServer, default plugins,
// a resolver a field, a set of data loaders a request: https://www.apollographql.com/docs/apollo-server/getting-started
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import {
  GraphQLCurrency,
  GraphQLDate,
  GraphQLDateTime,
  GraphQLEmailAddress,
  GraphQLPhoneNumber,
  GraphQLSafeInt,
} from "graphql-scalars";
import { readTypeDefs } from "../../../src/graphql/schema.ts";
import { createIds, createOpaqueCodec } from "../../../src/runtime/opaque.ts";
import * as records from "../vendor-records.ts";
import * as requests from "../vendor-requests.ts";
import { createLoaders, type Loaders } from "./loaders.ts";
import { get, settings, type Results } from "./vendors.ts";

interface Context {
  readonly loaders: Loaders;
}

interface First {
  readonly first: number;
}

interface ContactPage extends Results<records.HubspotContact> {
  readonly paging?: { readonly next?: { readonly after: string } };
}

const ids = createIds(createOpaqueCodec(settings.idSecret));

function positionIn(cursor: string): string {
  const [, [[, position]]] = ids.decodeCursor(cursor) as [string, [[string, string]]];
  return position.slice(1);
}

const resolvers = {
  DateTime: GraphQLDateTime,
  Date: GraphQLDate,
  SafeInt: GraphQLSafeInt,
  EmailAddress: GraphQLEmailAddress,
  PhoneNumber: GraphQLPhoneNumber,
  Currency: GraphQLCurrency,
  Query: {
    customers: async (_: unknown, { first, after }: First & { after: string | null }) => {
      const start = after ? positionIn(after) : null;
      const { results, paging } = await get<ContactPage>("hubspot", requests.contactsTarget(first, start));
      const next = paging?.next?.after;
      const edges = results.map((node, index) => {
        const isEnd = index === results.length - 1 && next !== undefined;
        const position = isEnd ? `t${next}` : JSON.stringify([start, index + 1, node.id]);
        return { node, cursor: ids.encodeCursor(["Contact", [["hubspot", position]]]) };
      });
      return { edges, pageInfo: { hasNextPage: next !== undefined, endCursor: edges.at(-1)?.cursor } };
    },
  },
  Customer: {
    id: ({ id }: records.HubspotContact) => ids.encodeId("Customer", "hubspot", id),
    displayName: (contact: records.HubspotContact) => records.displayNameOf(contact),
    email: ({ properties }: records.HubspotContact) => properties.email || null,
    phone: (contact: records.HubspotContact) => records.phoneOf(contact, settings),
    company: ({ properties }: records.HubspotContact, _: unknown, { loaders }: Context) =>
      properties.associatedcompanyid ? loaders.company.load(properties.associatedcompanyid) : null,
    deals: async ({ associations }: records.HubspotContact, { first }: First, { loaders }: Context) => {
      const dealIds = new Set(associations?.deals?.results.map(({ id }) => id));
      const deals = await Promise.all([...dealIds].map((id) => loaders.deal.load(id)));
      const found = deals.filter((deal) => deal !== null);
      return { nodes: found.sort(records.byCreation).slice(0, first) };
    },
    tickets: async (contact: records.HubspotContact, { first }: First, { loaders }: Context) => {
      const users = await loaders.zendeskUsers.load(contact);
      const tickets = await Promise.all(users.map((user) => loaders.openTickets.load(user)));
      const newest = tickets.flatMap((own) => own.slice(0, first));
      if (tickets.length > 1) newest.sort((a, b) => (a.updated_at < b.updated_at ? 1 : -1));
      return { nodes: newest.slice(0, first) };
    },
    payments: async (contact: records.HubspotContact, { first }: First, { loaders }: Context) => {
      const customers = await loaders.stripeCustomers.load(contact);
      const payments = await Promise.all(customers.map((customer) => loaders.payments.load(customer)));
      const newest = payments.flat();
      if (payments.length > 1) newest.sort((a, b) => b.created - a.created || (a.id < b.id ? 1 : -1));
      return { nodes: newest.slice(0, first) };
    },
  },
  Company: {
    id: ({ id }: records.HubspotCompany) => ids.encodeId("Company", "hubspot", id),
    name: ({ properties }: records.HubspotCompany) => properties.name,
    domain: ({ properties }: records.HubspotCompany) => properties.domain,
  },
  Deal: {
    id: ({ id }: records.HubspotDeal) => ids.encodeId("Deal", "hubspot", id),
    name: ({ properties }: records.HubspotDeal) => properties.dealname,
    stage: ({ properties }: records.HubspotDeal, _: unknown, { loaders }: Context) =>
      properties.dealstage ? loaders.stage.load(properties.dealstage) : null,
    amount: (deal: records.HubspotDeal) => records.dealAmountOf(deal),
    closeDate: (deal: records.HubspotDeal) => records.closeDateOf(deal),
  },
  DealStage: {
    id: ({ id }: records.HubspotStage) => ids.encodeId("DealStage", "hubspot", id),
    name: ({ label }: records.HubspotStage) => label,
    outcome: (stage: records.HubspotStage) => records.outcomeOf(stage),
  },
  Ticket: {
    id: ({ id }: records.ZendeskTicket) => ids.encodeId("Ticket", "zendesk", String(id)),
    status: (ticket: records.ZendeskTicket) => records.ticketStatusOf(ticket),
    priority: ({ priority }: records.ZendeskTicket) => priority?.toUpperCase(),
    updatedAt: (ticket: records.ZendeskTicket) => ticket.updated_at,
  },
  Payment: {
    id: ({ id }: records.StripePaymentIntent) => ids.encodeId("Payment", "stripe", id),
    amount: ({ amount, currency }: records.StripePaymentIntent) => records.stripeMoneyOf(amount, currency),
    status: (intent: records.StripePaymentIntent) => records.paymentStatusOf(intent),
    createdAt: ({ created }: records.StripePaymentIntent) => records.instantOf(created),
  },
};

const server = new ApolloServer<Context>({ typeDefs: [...readTypeDefs()], resolvers });
await startStandaloneServer(server, {
  context: async () => ({ loaders: createLoaders() }),
  listen: { port: settings.port, host: "127.0.0.1" },
});
