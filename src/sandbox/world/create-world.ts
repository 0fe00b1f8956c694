import type { World } from "../world.ts";
import { createInvoices, createSubscriptions } from "./billing.ts";
import { createAgents, createCompanies } from "./companies.ts";
import { createDeals, stages } from "./deals.ts";
import { createPayments } from "./payments.ts";
import { createPeople } from "./people.ts";
import { createPersonRecords } from "./person-records.ts";
import { createFamily, createRows } from "./rows.ts";
import { streams } from "./streams.ts";
import { createTickets } from "./tickets.ts";
import { createSlots } from "./timeline.ts";

const agentCount = 40;

/**
 * The data set of a seed. For each customer there are 1.5 tickets, 2.5 payments, 1.5 deals, 1 invoice and 0.3
 * subscriptions, exactly, and a company for every 20. (With so few customers that a vendor has none, it has no rows.)
 *
 * How untidy it is, about: 70 % of people have a CRM contact, 60 % a desk user, 55 % a payer; 8 % are known to the desk
 * only, 8 % to payments only. 30 % of desk users and 25 % of payers carry the CRM's serial, a tenth of these under another
 * e-mail. Of records, 3 % of the addresses have a `+tag` and 5 % another case, 2 % of desk users and payers have none, 25 %
 * have no phone and 2 % of the phones no country code (all of them in the US), 3 % no family name. 2 % of people are twice in payments. 5 % of
 * tickets have a nasty subject; 1 % of payments are legacy charges, 6 % of the succeeded ones are refunded.
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
  const contacts = createPersonRecords({
    name: "CRM contact",
    seed,
    stream: streams.contacts,
    people,
    isMember: (membership) => membership.crm,
    within: 0.25,
    tag: "news",
    noEmailShare: 0,
    duplicateShare: 0,
    crm: null,
  });
  const deskUsers = createPersonRecords({
    name: "desk user",
    seed,
    stream: streams.deskUsers,
    people,
    isMember: (membership) => membership.desk,
    within: 0.4,
    tag: "support",
    noEmailShare: 0.02,
    duplicateShare: 0,
    // Of the 38 % in both, so that 30 % of the desk's 60 % carry it.
    crm: { records: contacts, externalIdShare: 0.474 },
  });
  const payers = createPersonRecords({
    name: "payer",
    seed,
    stream: streams.payers,
    people,
    isMember: (membership) => membership.payments,
    within: 0.55,
    tag: "billing",
    noEmailShare: 0.02,
    // Of the payers that came early enough for a second record: 2 % of all people.
    duplicateShare: 0.039,
    // Of the 33 % in both, so that 25 % of the payers' 55 % carry it.
    crm: { records: contacts, externalIdShare: 0.417 },
  });
  const parties = { people, payers };
  const staff = contactsByCompany(contacts.size, companies.size, (serial) =>
    people.employer(contacts.personOf(serial)),
  );

  return {
    seed,
    people: createRows("person", people.size, (index) => people.at(index).person),
    companies,
    agents: createAgents(seed, agentCount),
    stages,
    contacts,
    deskUsers,
    payers,
    deals: createDeals(seed, Math.round(customers * 1.5), agentCount, { people, contacts }),
    tickets: createTickets(seed, Math.round(customers * 1.5), agentCount, deskUsers),
    payments: createPayments(seed, Math.round(customers * 2.5), parties),
    invoices: createInvoices(seed, customers, parties),
    subscriptions: createSubscriptions(seed, Math.round(customers * 0.3), parties),
    contactsOfCompany: staff,
  };
}

// People without a company are kept under a last, additional parent that nobody asks for.
function contactsByCompany(
  contacts: number,
  companies: number,
  employerOf: (contact: number) => number | null,
): (company: number) => readonly number[] {
  const parents = new Uint32Array(contacts);
  for (let serial = 0; serial < contacts; serial += 1) parents[serial] = employerOf(serial) ?? companies;
  const family = createFamily("company contact", parents, companies + 1);
  return (company) => {
    if (company >= companies)
      throw new RangeError(`company ${company} does not exist: serials go from 0 to ${companies - 1}`);
    return family.childrenOf(company);
  };
}
