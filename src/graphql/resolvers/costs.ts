// Calls to sources that a field makes at the most, for all its parents together: what the cost limit adds up.
import { SEARCHED_TYPES } from "../../search/searched-fields.ts";
import type { Costs, FieldCost } from "../cost.ts";

/** Vendors read 100 records in a call. */
const BATCH = 100;

const once: FieldCost = () => 1;
const list: FieldCost = (_, size) => Math.ceil(size / BATCH);
const batched: FieldCost = (parents) => Math.ceil(parents / BATCH);
/** Looking people up in the desk: by external id 100 a call, by e-mail 25. */
const deskLinks: FieldCost = (parents) => Math.ceil(parents / BATCH) + Math.ceil(parents / 25);
/** Looking people up in the payments source: ten conditions a search, two for each person. */
const payerLinks: FieldCost = (parents) => Math.ceil(parents / 5);
const sum =
  (...costs: readonly FieldCost[]): FieldCost =>
  (parents, size) =>
    costs.reduce((total, cost) => total + cost(parents, size), 0);
/** Looking people up in the store: what it holds of players costs their source nothing. */
const playerLinks: FieldCost = (parents) => 2 * Math.ceil(parents / BATCH);
/** Looking people up in all sources, and reading what was found. */
export const peopleCost: FieldCost = sum(deskLinks, payerLinks, playerLinks, batched);
/** HubSpot keeps so many types of activity apart, and is asked of each whose they are. */
const ACTIVITY_TYPES = 5;
const activityLinks: FieldCost = (parents) => ACTIVITY_TYPES * Math.ceil(parents / BATCH);
/** A list of each parent, where the vendor has no batch. */
const eachParent: FieldCost = (parents, size) => parents * Math.ceil(size / BATCH);
/**
 * Counting a whole list. A vendor that adds up itself takes a few calls. A list that is read to its end takes as many as it
 * has pages, which nobody knows before; what is not read when the answer is due is read behind it, once for everybody.
 */
const counting: FieldCost = () => 10;
/** All that hangs on each parent, a page of it being as much as almost everybody has. */
const PAGE = 100;
const dealsOf = sum(batched, (parents) => Math.ceil(parents / 10));
const ticketsOf = sum(deskLinks, (parents) => Math.ceil(parents / 50));
const paymentsOf = sum(payerLinks, (parents) => eachParent(parents, PAGE));

export const costs: Costs = {
  "Query.node": once,
  "Query.customer": once,
  "Query.customerByEmail": sum(once, once, once),
  "Query.customers": list,
  "Query.search": () => SEARCHED_TYPES.length,
  "Query.company": once,
  "Query.companies": list,
  "Query.deal": once,
  "Query.deals": list,
  "Query.ticket": once,
  "Query.tickets": list,
  "Query.payment": once,
  "Query.payments": list,
  "Query.player": once,
  "Query.players": list,
  "Query.dealStats": counting,
  "Query.ticketStats": counting,
  "Query.revenueStats": counting,
  "Customer.company": batched,
  "Customer.deals": sum(batched, (parents, size) => Math.ceil((parents * size) / BATCH)),
  "Customer.activities": sum(activityLinks, (parents, size) => ACTIVITY_TYPES + Math.ceil((parents * size) / BATCH)),
  "Customer.tickets": sum(deskLinks, (parents) => Math.ceil(parents / 50)),
  "Customer.payments": sum(payerLinks, eachParent),
  "Customer.invoices": sum(payerLinks, eachParent),
  "Customer.subscriptions": sum(payerLinks, eachParent),
  "Customer.links": sum(deskLinks, payerLinks, playerLinks),
  "Customer.provenance": peopleCost,
  "Customer.players": sum(playerLinks, batched),
  "CustomerSummary.openTickets": ticketsOf,
  "CustomerSummary.lifetimeValue": paymentsOf,
  "CustomerSummary.openDealAmount": sum(dealsOf, once),
  "CustomerSummary.lastActivityAt": sum(activityLinks, (parents) => ACTIVITY_TYPES + Math.ceil(parents / 10)),
  "CustomerSummary.lastPaymentAt": paymentsOf,
  "DealGroup.stage": once,
  "DealGroup.owner": once,
  "TicketGroup.assignee": once,
  "Deal.stage": once,
  "Deal.company": batched,
  "Deal.owner": batched,
  "Activity.owner": batched,
  "Ticket.requester": batched,
  "Ticket.assignee": batched,
  "Ticket.customer": sum(batched, batched),
  "Ticket.comments": eachParent,
  "TicketComment.author": batched,
  "Payment.customer": sum((parents) => parents, batched),
  "Payment.refunds": eachParent,
  "Player.customer": sum(batched, batched),
  "Mutation.mergeCustomers": batched,
  "Mutation.splitCustomer": batched,
};
