import type { World } from "../world.ts";
import { createAgents } from "./agents.ts";
import { createBooks } from "./books.ts";
import { createCompanies } from "./companies.ts";
import { createPeople } from "./people.ts";
import { createRows } from "./rows.ts";
import { createSlots } from "./timeline.ts";

const agentCount = 40;

/**
 * The data set of a seed: eight books of the same people. A person's dealings are split between the books, never copied.
 * For each customer asked for there are, exactly (rounded; none in a book that has nobody):
 *
 * | book       | deals | activities | notes | cases | tickets | payments | invoices | subscriptions | companies |
 * | ---------- | ----- | ---------- | ----- | ----- | ------- | -------- | -------- | ------------- | --------- |
 * | HubSpot    | 1.5   | 1          | 0.4   | 0.1   |         |          |          |               | 1 / 20    |
 * | Salesforce | 0.8   | 1.2        |       | 0.5   |         |          |          |               | 60 % of these |
 * | Dynamics   | 0.5   | 0.6        |       | 0.3   |         |          |          |               | 40 % of these |
 * | Zendesk    |       |            |       |       | 1.5     |          |          |               |           |
 * | Intercom   |       |            |       |       | 0.6     |          |          |               |           |
 * | Stripe     |       |            |       |       |         | 2.5      | 1        | 0.3           |           |
 * | PayPal     |       |            |       |       |         | 0.8      | 0.2      | 0.1           |           |
 *
 * Who is where, about, in percent of the customers: HubSpot 70, Salesforce 40, Dynamics 25, Smartico 35, Zendesk 60,
 * Intercom 25, Stripe 55, PayPal 20. In one book alone: HubSpot 3, each of the others 1.5. These of Salesforce, Dynamics,
 * Smartico, Intercom and PayPal come on top of the customers asked for (1.5 %, rounded down, for each of the five), so that
 * with HubSpot, Zendesk and Stripe alone the customers are as many as were asked for.
 *
 * How untidy it is, about: 30 % of Zendesk users, 25 % of Stripe customers and 40 % of players carry a HubSpot contact's
 * serial, 25 % of Intercom contacts a Salesforce contact's, 20 % of PayPal payers a Dynamics contact's; a tenth of all these
 * under another e-mail, as is 1 % of the rest outside HubSpot. Of records, 3 % of the addresses have a `+tag` and 5 % another
 * case, none to 3 % have no address of their own, 25 % have no phone and 2 % of the phones no country code (all of them in the
 * US), 3 % of the people have their number in common with one other person, 3 % of the records have no family name, and
 * outside HubSpot 10 % have their name in Latin letters. Twice there: 2 % of people in Stripe, 2 % of the records in
 * Dynamics, PayPal and Intercom. 5 % of tickets, cases and activities have a nasty subject; 1 % of Stripe's payments are
 * legacy charges, 6 % of the succeeded payments are refunded.
 * In Dynamics and Stripe 1 % give the `info@` mailbox of an office of two.
 *
 * Throws RangeError unless `customers` is a whole number from 1 to 10 million and `seed` a whole number.
 */
export function createWorld(options: { readonly seed: number; readonly customers: number }): World {
  const { seed, customers } = options;
  if (!Number.isInteger(customers) || customers < 1 || customers > 10_000_000) {
    throw new RangeError(`customers is ${customers}: it must be a whole number from 1 to 10000000`);
  }
  if (!Number.isInteger(seed)) throw new RangeError(`seed is ${seed}: it must be a whole number`);
  const companies = createCompanies(seed, Math.max(1, Math.round(customers / 20)));
  const people = createPeople(seed, createSlots(customers), companies.size);
  const agents = createAgents(seed, agentCount);
  const books = createBooks({ seed, customers, people, companies, agents });
  const { hubspot, zendesk, stripe } = books;

  return {
    seed,
    customers,
    people: createRows("person", people.size, (index) => people.at(index).person),
    companies,
    books,
    agents,
    stages: hubspot.stages,
    contactsOfCompany: (company) => hubspot.contactsOfCompany(company),
    get contacts() {
      return hubspot.contacts;
    },
    get deskUsers() {
      return zendesk.users;
    },
    get payers() {
      return stripe.payers;
    },
    get deals() {
      return hubspot.deals;
    },
    get tickets() {
      return zendesk.tickets;
    },
    get payments() {
      return stripe.payments;
    },
    get invoices() {
      return stripe.invoices;
    },
    get subscriptions() {
      return stripe.subscriptions;
    },
  };
}
