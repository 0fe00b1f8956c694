// The sandbox's one data set, as the vendors see it: eight books, one a vendor, of the same people.
// Vendor folders turn these neutral rows into their own wire format and keep nothing of their own but writes.
// Everything is a pure function of (seed, sizes), made when asked for: a million customers cost index arrays, not objects,
// and a book that nobody reads costs nothing.
import type {
  ActivityRow,
  AgentRow,
  BrandRow,
  CompanyRow,
  DealRow,
  InvoiceRow,
  NoteRow,
  PaymentRow,
  PlayerRow,
  StageRow,
  SubscriptionRow,
  TicketRow,
} from "./world/row-types.ts";

export type * from "./world/row-types.ts";

/** One real person, with records in one to eight of the books. */
export interface Person {
  /** 0-based; the person's place in the data set, and the same in every book. */
  readonly index: number;
  readonly givenName: string;
  readonly familyName: string;
  /** Lower-case canonical address, unique per person; null for the few who have none. */
  readonly email: string | null;
  /** E.164, or null. */
  readonly phone: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Index in `World.companies` of the company the person works for, or null. */
  readonly company: number | null;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** A record of the same person in a CRM's book, carried as an explicit external id. */
export interface ExternalReference {
  readonly book: CrmName;
  readonly serial: number;
}

/**
 * A person's record in one book, as untidy as people type it: another e-mail case, a `+tag`, a phone with
 * spaces or none, a missing family name. `serial` is the record's 0-based rank in the vendor's own id order.
 */
export interface PersonRecord {
  readonly serial: number;
  readonly person: Person;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** Serial of the same person's HubSpot contact when this record carries it as an explicit external id. */
  readonly crmSerial: number | null;
  /**
   * The CRM record that this record carries as an explicit external id: of Zendesk, Stripe and Smartico a HubSpot contact
   * (`crmSerial` again), of Intercom a Salesforce contact, of PayPal a Dynamics contact. Null in the CRMs' books.
   */
  readonly externalOf: ExternalReference | null;
  /**
   * Serial of the first record of the same person in the same book, when this is the second: a duplicate in Stripe, PayPal
   * and Dynamics, in Intercom the lead that a known user left. Null for all others.
   */
  readonly duplicateOf: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** An ordered, random-access collection: serial s is the s-th in id order, and id order is creation order. */
export interface Rows<T> {
  readonly size: number;
  /** Throws RangeError outside 0..size-1. */
  at(serial: number): T;
}

/** Rows that belong to a parent (a ticket to its requester): serials in ascending order. */
export interface Children<T> extends Rows<T> {
  /** Throws RangeError for a parent that does not exist. */
  of(parentSerial: number): readonly number[];
}

/** What of a person's record can be changed. */
export type PersonChange = Partial<Pick<PersonRecord, "givenName" | "familyName" | "email" | "phone">>;

/** A change that was made after the start: the record before it and after it. */
export interface PersonEdit {
  readonly before: PersonRecord;
  readonly after: PersonRecord;
}

/** Person records of one book, found by the exact e-mail they carry, whatever its case. */
export interface PersonRecords extends Rows<PersonRecord> {
  withEmail(email: string): readonly number[];
  /** Serials of the records that carry this HubSpot contact's serial as external id. */
  withCrmSerial(crmSerial: number): readonly number[];
  /** Serials of the records that carry this CRM record as external id (`PersonRecord.externalOf`). */
  withExternal(reference: ExternalReference): readonly number[];
  /** Serials of the records of a person, by `Person.index`: none, one, or two where the book has duplicates. */
  serialsOf(person: number): readonly number[];
  /** What was changed since the start, oldest first: the only thing that is no function of the seed. */
  readonly edits: readonly PersonEdit[];
  /** Changes a record at an instant (milliseconds), which becomes its `updatedAt`. Throws RangeError for an unknown serial. */
  change(serial: number, change: PersonChange, at: number): void;
}

export type CrmName = "hubspot" | "salesforce" | "dynamics";
export type DeskName = "zendesk" | "intercom";
export type PaymentsName = "stripe" | "paypal";
export type BookName = CrmName | DeskName | PaymentsName | "smartico";

/**
 * What one CRM holds. Serials are the book's own: a contact's, a company's and an agent's serial in Salesforce says nothing
 * of its serial in Dynamics. Companies are a part of the real ones (all of them in HubSpot), each book with its own
 * spelling of the name; `domain` is the same everywhere.
 */
export interface CrmBook {
  readonly contacts: PersonRecords;
  readonly companies: Rows<CompanyRow>;
  /** Serials of the contacts that work for a company of this book, ascending. Throws RangeError for an unknown company. */
  contactsOfCompany(company: number): readonly number[];
  /**
   * Serial in this book of the company that a contact works for; null when there is none, or when this book does not have it.
   * Not `PersonRecord.person.company`, which counts the real companies. Throws RangeError for an unknown contact.
   */
  companyOfContact(contact: number): number | null;
  /** Children of contacts. */
  readonly deals: Children<DealRow>;
  /** Serials of the deals whose `company` it is, ascending. Throws RangeError for an unknown company. */
  dealsOfCompany(company: number): readonly number[];
  /** HubSpot's, Salesforce's or Dynamics' own default pipeline; `key` is unique in the book. */
  readonly stages: readonly StageRow[];
  readonly agents: readonly AgentRow[];
  /** Children of contacts. */
  readonly activities: Children<ActivityRow>;
  /** Children of contacts; HubSpot's alone has any. */
  readonly notes: Children<NoteRow>;
  /** Children of contacts: a CRM can be the support desk too. */
  readonly cases: Children<TicketRow>;
}

/** What one support desk holds. */
export interface DeskBook {
  readonly users: PersonRecords;
  /** Children of users. */
  readonly tickets: Children<TicketRow>;
  readonly agents: readonly AgentRow[];
}

/** What one payments provider holds. */
export interface PaymentsBook {
  readonly payers: PersonRecords;
  /** These three: children of payers. */
  readonly payments: Children<PaymentRow>;
  readonly invoices: Children<InvoiceRow>;
  readonly subscriptions: Children<SubscriptionRow>;
}

/** What the gamification vendor holds. */
export interface PlayerBook {
  readonly players: PersonRecords;
  readonly brands: readonly BrandRow[];
  /** What is known of the player with this serial in `players`. Throws RangeError for an unknown one. */
  player(serial: number): PlayerRow;
}

/** One book a vendor, each made when it is first read. */
export interface Books {
  readonly hubspot: CrmBook;
  readonly salesforce: CrmBook;
  readonly dynamics: CrmBook;
  readonly zendesk: DeskBook;
  readonly intercom: DeskBook;
  readonly stripe: PaymentsBook;
  readonly paypal: PaymentsBook;
  readonly smartico: PlayerBook;
}

export interface World {
  readonly seed: number;
  /** How many people were asked for. */
  readonly customers: number;
  /**
   * First the `customers` that were asked for, in the order in which they came, each in HubSpot, Zendesk or Stripe at least;
   * then those who are in one book alone of the other five (1.5 % of `customers` for each of these, rounded down).
   */
  readonly people: Rows<Person>;
  /** The real companies. */
  readonly companies: Rows<CompanyRow>;
  readonly books: Books;

  // Views of the books of HubSpot, Zendesk and Stripe, for the vendors that came before there were others.
  readonly agents: readonly AgentRow[];
  readonly stages: readonly StageRow[];
  readonly contacts: PersonRecords;
  readonly deskUsers: PersonRecords;
  readonly payers: PersonRecords;
  readonly deals: Children<DealRow>;
  readonly tickets: Children<TicketRow>;
  readonly payments: Children<PaymentRow>;
  readonly invoices: Children<InvoiceRow>;
  readonly subscriptions: Children<SubscriptionRow>;
  contactsOfCompany(company: number): readonly number[];
}
