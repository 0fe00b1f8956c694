// How much there is in each book, and whose.
import type { AgentRow, Books, CompanyRow, CrmName, Rows } from "../world.ts";
import { someAgents } from "./agents.ts";
import { createBookRecords } from "./book-records.ts";
import { allCompanies, someCompanies } from "./company-subset.ts";
import { createCrmBook } from "./crm-book.ts";
import type { CrmPlan } from "./crm-book.ts";
import { createDeskBook } from "./desk-book.ts";
import { bookSeed } from "./membership.ts";
import { createPaymentsBook } from "./payments-book.ts";
import type { People } from "./people.ts";
import { dynamicsPipeline, hubspotPipeline, salesforcePipeline } from "./pipelines.ts";
import { createPlayerBook } from "./players.ts";
import * as providers from "./providers.ts";

export interface BooksPlan {
  readonly seed: number;
  readonly customers: number;
  readonly people: People;
  readonly companies: Rows<CompanyRow>;
  readonly agents: readonly AgentRow[];
}

/** The eight books. Each collection is made when it is first read, so that a book that nobody reads costs nothing. */
export function createBooks({ seed, customers, people, companies, agents }: BooksPlan): Books {
  const recordsOf = createBookRecords(seed, people);
  const each = (rows: number): number => Math.round(customers * rows);

  // HubSpot, Zendesk and Stripe draw from the seed itself.
  const crm = (book: CrmName, plan: Pick<CrmPlan, "companies" | "agents" | "pipeline" | "sizes">): Books[CrmName] =>
    createCrmBook({
      ...plan,
      people,
      seed: book === "hubspot" ? seed : bookSeed(seed, book),
      ownSeed: bookSeed(seed, book),
      contacts: () => recordsOf(book),
    });

  return {
    hubspot: crm("hubspot", {
      companies: allCompanies(companies),
      agents,
      pipeline: hubspotPipeline,
      sizes: { deals: each(1.5), activities: each(1), notes: each(0.4), cases: each(0.1) },
    }),
    salesforce: crm("salesforce", {
      companies: someCompanies(companies, 0.6, bookSeed(seed, "salesforce")),
      agents: someAgents(agents, 24, bookSeed(seed, "salesforce")),
      pipeline: salesforcePipeline,
      sizes: { deals: each(0.8), activities: each(1.2), notes: 0, cases: each(0.5) },
    }),
    dynamics: crm("dynamics", {
      companies: someCompanies(companies, 0.4, bookSeed(seed, "dynamics")),
      agents: someAgents(agents, 12, bookSeed(seed, "dynamics")),
      pipeline: dynamicsPipeline,
      sizes: { deals: each(0.5), activities: each(0.6), notes: 0, cases: each(0.3) },
    }),
    zendesk: createDeskBook({ seed, users: () => recordsOf("zendesk"), agents, tickets: each(1.5) }),
    intercom: createDeskBook({
      seed: bookSeed(seed, "intercom"),
      users: () => recordsOf("intercom"),
      agents: someAgents(agents, 10, bookSeed(seed, "intercom")),
      tickets: each(0.6),
    }),
    stripe: createPaymentsBook({
      seed,
      people,
      payers: () => recordsOf("stripe"),
      provider: providers.stripe,
      sizes: { payments: each(2.5), invoices: customers, subscriptions: each(0.3) },
    }),
    paypal: createPaymentsBook({
      seed: bookSeed(seed, "paypal"),
      people,
      payers: () => recordsOf("paypal"),
      provider: providers.paypal,
      sizes: { payments: each(0.8), invoices: each(0.2), subscriptions: each(0.1) },
    }),
    smartico: createPlayerBook(bookSeed(seed, "smartico"), () => recordsOf("smartico")),
  };
}
