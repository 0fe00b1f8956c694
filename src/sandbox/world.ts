// The sandbox's one data set, as the vendors see it: which people, companies, deals, tickets and payments exist.
// Vendor folders turn these neutral rows into their own wire format and keep nothing of their own but writes.
// Everything is a pure function of (seed, sizes), made when asked for: a million customers cost index arrays, not objects.

/** One real person. A person has records in one, two or three of the vendors. */
export interface Person {
  /** 0-based; the person's place in the data set. */
  readonly index: number;
  readonly givenName: string;
  readonly familyName: string;
  /** Lower-case canonical address, unique per person; null for the few who have none. */
  readonly email: string | null;
  /** E.164, or null. */
  readonly phone: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Index of the company the person works for, or null. */
  readonly company: number | null;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/**
 * A person's record in one vendor's system, as untidy as people type it: another e-mail case, a `+tag`, a phone with
 * spaces or none, a missing family name. `serial` is the record's 0-based rank in the vendor's own id order.
 */
export interface PersonRecord {
  readonly serial: number;
  readonly person: Person;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** Serial of the same person's record in the CRM when this record carries it as an explicit external id. */
  readonly crmSerial: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface CompanyRow {
  readonly serial: number;
  readonly name: string;
  readonly domain: string;
  readonly industry: string;
  readonly country: string;
  readonly employees: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface DealRow {
  readonly serial: number;
  readonly name: string;
  /** Index into `World.stages`. */
  readonly stage: number;
  readonly amountMinor: number;
  readonly currency: string;
  readonly closeAt: number;
  /** Serial of the CRM contact. */
  readonly contact: number;
  readonly company: number | null;
  /** Index into `World.agents`. */
  readonly owner: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A stage of the sales pipeline, which every account defines for itself. */
export interface StageRow {
  readonly key: string;
  readonly label: string;
  readonly outcome: "open" | "won" | "lost";
  /** 0 to 1. */
  readonly probability: number;
}

/** An employee of the company whose data this is: owns deals, answers tickets. */
export interface AgentRow {
  readonly serial: number;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
}

export interface TicketRow {
  readonly serial: number;
  readonly subject: string;
  readonly description: string;
  readonly status: "new" | "open" | "pending" | "hold" | "solved" | "closed";
  readonly priority: "urgent" | "high" | "normal" | "low" | null;
  readonly tags: readonly string[];
  /** Serial of the desk user who asked. */
  readonly requester: number;
  /** Index into `World.agents`, or null when nobody has taken it. */
  readonly assignee: number | null;
  readonly comments: readonly CommentRow[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface CommentRow {
  /** Unique among all comments; within a ticket in order of creation. */
  readonly serial: number;
  readonly body: string;
  readonly isPublic: boolean;
  /** The requester wrote it, or the agent of this index. */
  readonly author: "requester" | number;
  readonly createdAt: number;
}

export interface PaymentRow {
  readonly serial: number;
  /** Serial of the payments customer. */
  readonly customer: number;
  readonly amountMinor: number;
  readonly currency: string;
  readonly status:
    "succeeded" | "processing" | "requires_payment_method" | "requires_action" | "requires_capture" | "canceled";
  readonly description: string | null;
  /** True for the few made with the old Charges API: a charge without a PaymentIntent. */
  readonly isLegacyCharge: boolean;
  readonly refunds: readonly RefundRow[];
  readonly createdAt: number;
}

export interface RefundRow {
  /** Unique among all refunds; within a payment in order of creation. */
  readonly serial: number;
  readonly amountMinor: number;
  readonly reason: "duplicate" | "fraudulent" | "requested_by_customer" | null;
  readonly createdAt: number;
}

export interface InvoiceRow {
  readonly serial: number;
  readonly customer: number;
  readonly number: string;
  readonly totalMinor: number;
  readonly currency: string;
  readonly status: "draft" | "open" | "paid" | "void" | "uncollectible";
  readonly dueAt: number | null;
  readonly createdAt: number;
}

export interface SubscriptionRow {
  readonly serial: number;
  readonly customer: number;
  readonly plan: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly status: "active" | "trialing" | "past_due" | "canceled" | "unpaid" | "incomplete" | "paused";
  readonly periodStart: number;
  readonly periodEnd: number;
  readonly cancelAtPeriodEnd: boolean;
  readonly createdAt: number;
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

/** Person records of one vendor, found by the exact e-mail they carry, whatever its case. */
export interface PersonRecords extends Rows<PersonRecord> {
  withEmail(email: string): readonly number[];
  /** Serials of the records that carry this CRM serial as external id. */
  withCrmSerial(crmSerial: number): readonly number[];
}

export interface World {
  readonly seed: number;
  readonly people: Rows<Person>;
  readonly companies: Rows<CompanyRow>;
  readonly agents: readonly AgentRow[];
  readonly stages: readonly StageRow[];
  /** CRM contacts (HubSpot), desk users (Zendesk), payments customers (Stripe). */
  readonly contacts: PersonRecords;
  readonly deskUsers: PersonRecords;
  readonly payers: PersonRecords;
  readonly deals: Children<DealRow>;
  readonly tickets: Children<TicketRow>;
  readonly payments: Children<PaymentRow>;
  readonly invoices: Children<InvoiceRow>;
  readonly subscriptions: Children<SubscriptionRow>;
  /** Serials of the CRM contacts that work for a company, ascending. Throws RangeError for an unknown company. */
  contactsOfCompany(company: number): readonly number[];
}
