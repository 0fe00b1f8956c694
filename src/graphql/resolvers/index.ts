// All resolvers, and what they need of the sources' records.
import type { Resolvers } from "../../generated/resolvers.ts";
import { connectionResolvers } from "./connections.ts";
import { customerNeeds, customerQueries, customerResolvers } from "./customer.ts";
import { identityMutations } from "./identity.ts";
import type { Needs } from "./needs.ts";
import { nodeQueries, nodeResolvers } from "./node.ts";
import * as payments from "./payments.ts";
import * as players from "./players.ts";
import * as sales from "./sales.ts";
import * as search from "./search.ts";
import { dealGroupResolvers, statsQueries, ticketGroupResolvers } from "./stats.ts";
import { customerSummaryResolvers, summaryNeeds } from "./summary.ts";
import * as support from "./support.ts";
import type * as entities from "../../mapping/entities.ts";

const customers = connectionResolvers<entities.Contact>();
const companies = connectionResolvers<entities.Company>();
const deals = connectionResolvers<entities.Deal>();
const activities = connectionResolvers<entities.Activity>();
const tickets = connectionResolvers<entities.Ticket>();
const comments = connectionResolvers<entities.TicketComment>();
const paid = connectionResolvers<entities.Payment>();
const playing = connectionResolvers<entities.Player>();
const refunds = connectionResolvers<entities.Refund>();
const invoices = connectionResolvers<entities.Invoice>();
const subscriptions = connectionResolvers<entities.BillingSubscription>();

export const needs: Needs = {
  ...customerNeeds,
  ...sales.salesNeeds,
  ...support.supportNeeds,
  ...payments.paymentNeeds,
  ...players.playerNeeds,
  ...search.searchNeeds,
  ...summaryNeeds,
};

export const resolvers: Resolvers = {
  Query: {
    viewer: (_, __, { principal, observation }) => {
      // The response cache's key knows the roles and brands, not the person.
      observation.onLifetime(0);
      return { subject: principal.subject, roles: principal.roles, brands: principal.brands };
    },
    ...nodeQueries,
    ...customerQueries,
    ...sales.salesQueries,
    ...support.supportQueries,
    ...payments.paymentQueries,
    ...players.playerQueries,
    ...search.searchQueries,
    ...statsQueries,
  },
  Mutation: identityMutations,
  Node: nodeResolvers,
  Customer: customerResolvers,
  CustomerSummary: customerSummaryResolvers,
  CustomerConnection: customers.connection,
  CustomerEdge: customers.edge,
  Company: sales.companyResolvers,
  CompanyConnection: companies.connection,
  CompanyEdge: companies.edge,
  Deal: sales.dealResolvers,
  DealConnection: deals.connection,
  DealEdge: deals.edge,
  DealGroup: dealGroupResolvers,
  TicketGroup: ticketGroupResolvers,
  DealStage: sales.dealStageResolvers,
  Activity: sales.activityResolvers,
  ActivityConnection: activities.connection,
  ActivityEdge: activities.edge,
  Ticket: support.ticketResolvers,
  TicketConnection: tickets.connection,
  TicketEdge: tickets.edge,
  TicketComment: support.ticketCommentResolvers,
  TicketCommentConnection: comments.connection,
  TicketCommentEdge: comments.edge,
  User: support.userResolvers,
  Payment: payments.paymentResolvers,
  PaymentConnection: paid.connection,
  PaymentEdge: paid.edge,
  Player: players.playerResolvers,
  PlayerConnection: playing.connection,
  PlayerEdge: playing.edge,
  SearchResults: search.searchResultsResolvers,
  SearchHit: search.searchHitResolvers,
  SearchGap: search.searchGapResolvers,
  Refund: payments.refundResolvers,
  RefundConnection: refunds.connection,
  RefundEdge: refunds.edge,
  Invoice: payments.invoiceResolvers,
  InvoiceConnection: invoices.connection,
  InvoiceEdge: invoices.edge,
  BillingSubscription: payments.billingSubscriptionResolvers,
  BillingSubscriptionConnection: subscriptions.connection,
  BillingSubscriptionEdge: subscriptions.edge,
};
