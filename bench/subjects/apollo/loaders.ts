// Data loaders, made anew for each request: https://www.apollographql.com/docs/apollo-server/data/fetching-rest#batching-and-caching
import DataLoader from "dataloader";
import * as requests from "../vendor-requests.ts";
import * as records from "../vendor-records.ts";
import { get, post, type Results } from "./vendors.ts";

export interface Loaders {
  readonly company: DataLoader<string, records.HubspotCompany | null>;
  readonly deal: DataLoader<string, records.HubspotDeal | null>;
  readonly stage: DataLoader<string, records.HubspotStage | null>;
  /** Ids of the people that are a HubSpot contact, elsewhere. */
  readonly zendeskUsers: DataLoader<records.HubspotContact, readonly number[], string>;
  readonly stripeCustomers: DataLoader<records.HubspotContact, readonly string[], string>;
  readonly openTickets: DataLoader<number, readonly records.ZendeskTicket[]>;
  readonly payments: DataLoader<string, readonly records.StripePaymentIntent[]>;
}

const byId = { cacheKeyFn: ({ id }: records.HubspotContact): string => id };

export function createLoaders(): Loaders {
  return {
    company: new DataLoader(async (ids) => {
      const body = requests.batchOf(["name", "domain"], ids);
      const { results } = await post<Results<records.HubspotCompany>>("hubspot", requests.COMPANIES_BATCH, body);
      const found = new Map(results.map((company) => [company.id, company]));
      return ids.map((id) => found.get(id) ?? null);
    }),
    deal: new DataLoader(
      async (ids) => {
        const body = requests.batchOf(requests.DEAL_PROPERTIES, ids);
        const { results } = await post<Results<records.HubspotDeal>>("hubspot", requests.DEALS_BATCH, body);
        const found = new Map(results.map((deal) => [deal.id, deal]));
        return ids.map((id) => found.get(id) ?? null);
      },
      { maxBatchSize: requests.HUBSPOT_BATCH },
    ),
    stage: new DataLoader(async (ids) => {
      const pipelines = await get<Results<{ readonly stages: readonly records.HubspotStage[] }>>(
        "hubspot",
        requests.PIPELINES,
      );
      const found = new Map(pipelines.results.flatMap(({ stages }) => stages.map((stage) => [stage.id, stage])));
      return ids.map((id) => found.get(id) ?? null);
    }),
    zendeskUsers: new DataLoader(zendeskUsersOf, byId),
    stripeCustomers: new DataLoader(stripeCustomersOf, byId),
    openTickets: new DataLoader(
      async (requesters) => {
        const size = requesters.length === 1 ? 5 : 100;
        const { results } = await get<Results<records.ZendeskTicket>>(
          "zendesk",
          requests.openTicketsTarget(requesters, 1, size),
        );
        const found = Map.groupBy(results, (ticket) => ticket.requester_id);
        return requesters.map((id) => found.get(id) ?? []);
      },
      { maxBatchSize: requests.REQUESTERS_PER_ZENDESK_SEARCH },
    ),
    payments: new DataLoader((customers) =>
      Promise.all(
        customers.map(async (customer) => {
          const target = requests.paymentIntentsTarget(customer, 5);
          const { data } = await get<{ readonly data: readonly records.StripePaymentIntent[] }>("stripe", target);
          return data;
        }),
      ),
    ),
  };
}

async function zendeskUsersOf(contacts: readonly records.HubspotContact[]): Promise<number[][]> {
  const searches = requests
    .chunksOf(emailsOf(contacts), requests.EMAILS_PER_ZENDESK_SEARCH)
    .map((emails) => get<Results<records.ZendeskUser>>("zendesk", requests.usersByEmailTarget(emails)));
  const target = requests.usersByExternalIdTarget(contacts.map(({ id }) => id));
  const [{ users }, ...pages] = await Promise.all([
    get<{ readonly users: readonly records.ZendeskUser[] }>("zendesk", target),
    ...searches,
  ]);
  const isPerson = ({ role, active }: records.ZendeskUser): boolean => role === "end-user" && active;
  const sameEmail = pages.flatMap(({ results }) => results).filter(isPerson);
  return contacts.map((contact) =>
    linked(contact, users.filter(isPerson), sameEmail, ({ external_id: contactId }) => contactId),
  );
}

async function stripeCustomersOf(contacts: readonly records.HubspotContact[]): Promise<string[][]> {
  const search = async (targets: readonly string[]): Promise<records.StripeCustomer[]> => {
    const pages = await Promise.all(
      targets.map((target) => get<{ readonly data: readonly records.StripeCustomer[] }>("stripe", target)),
    );
    return pages.flatMap(({ data }) => data);
  };
  const size = requests.CLAUSES_PER_STRIPE_SEARCH;
  const contactIds = contacts.map(({ id }) => id);
  const [sameEmail, named] = await Promise.all([
    search(requests.chunksOf(emailsOf(contacts), size).map(requests.customersByEmailTarget)),
    search(requests.chunksOf(contactIds, size).map(requests.customersByContactTarget)),
  ]);
  return contacts.map((contact) =>
    linked(contact, named, sameEmail, ({ metadata }) => metadata["hubspot_contact_id"] ?? null),
  );
}

function emailsOf(contacts: readonly records.HubspotContact[]): string[] {
  return [...new Set(contacts.flatMap(({ properties }) => records.emailKeyOf(properties.email) ?? []))];
}

/** Records that name the contact, and those with its e-mail address, unless they name another. */
function linked<Id, P extends { readonly id: Id; readonly email: string | null }>(
  contact: records.HubspotContact,
  named: readonly P[],
  sameEmail: readonly P[],
  contactIdOf: (person: P) => string | null,
): Id[] {
  const email = records.emailKeyOf(contact.properties.email);
  const byName = named.filter((person) => contactIdOf(person) === contact.id);
  const byEmail = sameEmail.filter(
    (person) =>
      email !== null &&
      records.emailKeyOf(person.email) === email &&
      [null, "", contact.id].includes(contactIdOf(person)),
  );
  return [...new Set([...byName, ...byEmail].map(({ id }) => id))];
}
