import * as records from "../vendor-records.ts";
import * as requests from "../vendor-requests.ts";
import { companiesOf } from "./companies.ts";
import { cursorOf, idOf, positionIn } from "./ids.ts";
import { findPeople, personOf, type LinkablePerson } from "./links.ts";
import { listsOf } from "./stripe-lists.ts";
import { hubspot, settings, stripe, zendesk, type Results } from "./vendors.ts";

interface ContactPage extends Results<records.HubspotContact> {
  readonly paging?: { readonly next?: { readonly after: string } };
}

export async function customerPage({ first, after }: { first: number; after: string | null }): Promise<unknown> {
  const start = after === null ? null : positionIn(after);
  const page = (await hubspot.get(requests.contactsTarget(first, start))) as ContactPage;
  const contacts = page.results;
  const people = contacts.map(personOf);
  const [companies, deals, tickets, payments] = await Promise.all([
    companiesOf(contacts, ["name", "domain"]),
    dealsOf(contacts),
    ticketsOf(people),
    paymentsOf(people),
  ]);

  const next = page.paging?.next?.after ?? null;
  const cursorAt = (index: number): string => {
    const isEnd = index === contacts.length - 1 && next !== null;
    return cursorOf(isEnd ? `t${next}` : JSON.stringify([start, index + 1, contacts[index]?.id]));
  };
  const edges = contacts.map((contact, index) => {
    const company = companies.get(contact.properties.associatedcompanyid ?? "");
    return {
      cursor: cursorAt(index),
      node: {
        id: idOf("Customer", "hubspot", contact.id),
        displayName: records.displayNameOf(contact),
        email: contact.properties.email || null,
        phone: records.phoneOf(contact, settings),
        createdAt: contact.createdAt,
        company:
          company === undefined
            ? null
            : {
                id: idOf("Company", "hubspot", company.id),
                name: company.properties.name,
                domain: company.properties.domain,
              },
        deals: { nodes: deals(contact) },
        tickets: { nodes: tickets(contact.id) },
        payments: { nodes: payments(contact.id) },
      },
    };
  });
  return {
    customers: { pageInfo: { hasNextPage: next !== null, endCursor: cursorAt(contacts.length - 1) }, edges },
  };
}

async function dealsOf(
  contacts: readonly records.HubspotContact[],
): Promise<(contact: records.HubspotContact) => unknown[]> {
  const idsOf = (contact: records.HubspotContact): string[] => [
    ...new Set(contact.associations?.deals?.results.map(({ id }) => id)),
  ];
  const all = new Set(contacts.flatMap(idsOf));
  if (all.size === 0) return () => [];
  const batches = await Promise.all(
    requests.chunksOf([...all], requests.HUBSPOT_BATCH).map(async (chunk) => {
      const body = requests.batchOf(requests.DEAL_PROPERTIES, chunk);
      return (await hubspot.post(requests.DEALS_BATCH, body)) as Results<records.HubspotDeal>;
    }),
  );
  const byId = new Map(batches.flatMap(({ results }) => results.map((deal) => [deal.id, deal])));
  const pipelines = (await hubspot.get(requests.PIPELINES)) as Results<{ stages: records.HubspotStage[] }>;
  const stages = new Map(pipelines.results.flatMap((pipeline) => pipeline.stages.map((stage) => [stage.id, stage])));

  return (contact) => {
    const own = idsOf(contact).flatMap((id) => byId.get(id) ?? []);
    const newest = own.sort(records.byCreation).slice(0, 5);
    return newest.map((deal) => {
      const stage = stages.get(deal.properties.dealstage ?? "");
      return {
        id: idOf("Deal", "hubspot", deal.id),
        name: deal.properties.dealname,
        stage:
          stage === undefined
            ? null
            : {
                id: idOf("DealStage", "hubspot", stage.id),
                name: stage.label,
                outcome: records.outcomeOf(stage),
              },
        amount: records.dealAmountOf(deal),
        closeDate: records.closeDateOf(deal),
      };
    });
  };
}

interface TicketSearch extends Results<records.ZendeskTicket> {
  readonly count: number;
}

async function ticketsOf(people: readonly LinkablePerson[]): Promise<(contactId: string) => unknown[]> {
  const users = await findPeople.inZendesk(people, zendesk.get);
  const requesters = [...new Set(people.flatMap(({ contactId }) => users.get(contactId) ?? []))];
  const tickets = new Map<number, records.ZendeskTicket[]>(requesters.map((id) => [id, []]));
  await Promise.all(
    requests.chunksOf(requesters, requests.REQUESTERS_PER_ZENDESK_SEARCH).map(async (chunk) => {
      const size = chunk.length === 1 ? 5 : 100;
      const found = (await zendesk.get(requests.openTicketsTarget(chunk, 1, size))) as TicketSearch;
      if (size === 100 && found.count > size)
        throw new Error("More than a page of open tickets: read on, as Tributary does");
      for (const ticket of found.results) tickets.get(ticket.requester_id)?.push(ticket);
    }),
  );
  return (contactId) => {
    const lists = (users.get(contactId) ?? []).map((user) => tickets.get(user)?.slice(0, 5) ?? []);
    const all = lists.length === 1 ? lists.flat() : lists.flat().sort(byUpdate);
    return all.slice(0, 5).map((ticket) => ({
      id: idOf("Ticket", "zendesk", String(ticket.id)),
      subject: ticket.subject,
      status: records.ticketStatusOf(ticket),
      priority: ticket.priority?.toUpperCase() ?? null,
      updatedAt: records.milliInstantOf(ticket.updated_at),
    }));
  };
}

function byUpdate(a: records.ZendeskTicket, b: records.ZendeskTicket): number {
  return a.updated_at === b.updated_at ? b.id - a.id : a.updated_at < b.updated_at ? 1 : -1;
}

async function paymentsOf(people: readonly LinkablePerson[]): Promise<(contactId: string) => unknown[]> {
  const customers = await findPeople.inStripe(people, stripe.get);
  const intentsOf = await listsOf<records.StripePaymentIntent>(customers, (id) => requests.paymentIntentsTarget(id, 5));
  return (contactId) =>
    intentsOf(contactId)
      .slice(0, 5)
      .map((intent) => ({
        id: idOf("Payment", "stripe", intent.id),
        amount: records.stripeMoneyOf(intent.amount, intent.currency),
        status: records.paymentStatusOf(intent),
        createdAt: records.instantOf(intent.created),
      }));
}
