import type { VendorContext } from "../vendor-server.ts";
import type { World } from "../world.ts";
import { createAdmins } from "./admins.ts";
import type { Admins } from "./admins.ts";
import { companyOf } from "./company.ts";
import type { Company } from "./company.ts";
import { createCompanyPeople } from "./company-people.ts";
import type { CompanyPeople } from "./company-people.ts";
import { contactOf } from "./contact.ts";
import type { Contact } from "./contact.ts";
import { conversationOf } from "./conversation.ts";
import type { Conversation } from "./conversation.ts";
import { notFound } from "./errors.ts";
import { companyIds, contactIds, threadIds } from "./ids.ts";
import type { IdScheme } from "./ids.ts";
import type { IntercomOptions } from "./options.ts";
import type { People } from "./part-object.ts";
import { secondsOf } from "./seconds.ts";
import { createSerials, createStock } from "./stock.ts";
import type { Stock } from "./stock.ts";
import { kindOf } from "./thread.ts";
import { ticketOf } from "./ticket.ts";
import type { Ticket } from "./ticket.ts";

/** The workspace that the endpoints answer from. What its functions do not find is Intercom's 404. */
export interface Workspace extends People {
  readonly world: World;
  readonly options: IntercomOptions;
  /** Seconds since the epoch. */
  readonly now: () => number;
  readonly admins: Admins;
  readonly contacts: Stock<Contact>;
  readonly companies: Stock<Company>;
  readonly conversations: Stock<Conversation>;
  readonly tickets: Stock<Ticket>;
  companyPeople(): Promise<CompanyPeople>;
  contact(id: string): Contact;
  company(id: string): Company;
  conversation(id: string): Conversation;
  ticket(id: string): Ticket;
}

export function createWorkspace({ world, now }: VendorContext, options: IntercomOptions): Workspace {
  const { seed, companies: realCompanies } = world;
  const book = world.books.intercom;
  const admins = createAdmins(book.agents);
  const contacts = createStock<Contact>({
    size: book.users.size,
    serials: createSerials(book.users.size),
    exists: () => true,
    make: (serial) => contactOf(book.users.at(serial), book, seed),
    version: () => book.users.edits.length,
  });
  const companies = createStock<Company>({
    size: realCompanies.size,
    serials: createSerials(realCompanies.size),
    exists: () => true,
    make: (serial) => companyOf(realCompanies.at(serial), seed),
  });
  const threads = { size: book.tickets.size, serials: createSerials(book.tickets.size) };
  const conversations = createStock<Conversation>({
    ...threads,
    exists: (serial) => kindOf(serial, seed) === "conversation",
    make: (serial) => conversationOf(book.tickets.at(serial), admins, seed),
  });
  const tickets = createStock<Ticket>({
    ...threads,
    exists: (serial) => kindOf(serial, seed) === "ticket",
    make: (serial) => ticketOf(book.tickets.at(serial), admins, seed),
  });

  return {
    world,
    options,
    now: () => secondsOf(now()),
    admins,
    contacts,
    companies,
    conversations,
    tickets,
    companyPeople: createCompanyPeople(contacts, book.users.size),
    contact: (id) => found(contacts, contactIds, id, "User Not Found"),
    company(id) {
      return found(companies, companyIds, id, "Company Not Found", "company_not_found");
    },
    conversation: (id) => found(conversations, threadIds, id),
    ticket: (id) => found(tickets, threadIds, id, "Ticket not found", "ticket_not_found"),
  };
}

function found<T>(stock: Stock<T>, ids: IdScheme, id: string, message?: string, code?: string): T {
  const serial = ids.serialOf(id);
  const record = serial === null ? null : stock.get(serial);
  if (record === null) throw notFound(message, code);
  return record;
}
