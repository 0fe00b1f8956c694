// What fields cost where several sources have the same thing: each of them is asked.
import type { EntityType } from "../../mapping/entities.ts";
import { listOf } from "../../loaders/load-list.ts";
import { canSearch } from "../../loaders/load-matches.ts";
import { SEARCHED_FIELDS, SEARCHED_TYPES } from "../../search/searched-fields.ts";
import { relatedOf } from "../../loaders/load-related.ts";
import type { Source } from "../../loaders/source.ts";
import type { Costs, FieldCost } from "../cost.ts";

type Has = (source: Source) => boolean;

const lists =
  (type: EntityType): Has =>
  (source) =>
    listOf(source, type) !== undefined;
const holds =
  (type: EntityType): Has =>
  (source) =>
    relatedOf(source, type, "Contact") !== undefined;

/** Fields that ask every source which has such a thing. */
export const SPANNING: Readonly<Record<string, Has>> = {
  "Query.customers": (source) => source.hasCustomers && lists("Contact")(source),
  "Query.search": (source) =>
    SEARCHED_TYPES.some((type) => canSearch(source, type, Object.keys(SEARCHED_FIELDS[type]))),
  "Query.companies": lists("Company"),
  "Query.deals": lists("Deal"),
  "Query.tickets": lists("Ticket"),
  "Query.payments": lists("Payment"),
  "Query.players": lists("Player"),
  "Query.dealStats": lists("Deal"),
  "Query.ticketStats": lists("Ticket"),
  "Query.revenueStats": lists("Payment"),
  "DealGroup.stage": lists("Deal"),
  "DealGroup.owner": lists("Deal"),
  "TicketGroup.assignee": lists("Ticket"),
  "CustomerSummary.openTickets": holds("Ticket"),
  "CustomerSummary.lifetimeValue": holds("Payment"),
  "CustomerSummary.openDealAmount": holds("Deal"),
  "CustomerSummary.lastActivityAt": holds("Activity"),
  "CustomerSummary.lastPaymentAt": holds("Payment"),
  "Customer.deals": holds("Deal"),
  "Customer.activities": holds("Activity"),
  "Customer.tickets": holds("Ticket"),
  "Customer.payments": holds("Payment"),
  "Customer.invoices": holds("Invoice"),
  "Customer.subscriptions": holds("BillingSubscription"),
  "Customer.players": holds("Player"),
};

/** The costs over these sources, of those of one source each. */
export function costsOver(costs: Costs, sources: readonly Source[]): Costs {
  return Object.fromEntries(
    Object.entries(costs).map(([coordinate, cost]): [string, FieldCost] => {
      const has = Object.hasOwn(SPANNING, coordinate) ? SPANNING[coordinate] : undefined;
      const count = has === undefined ? 1 : sources.filter(has).length;
      return [coordinate, count <= 1 ? cost : (parents, size) => count * cost(parents, size)];
    }),
  );
}
