// What there is one of in a vendor's system besides people: neutral rows, which vendor folders turn into their wire format.
// Instants are milliseconds since the epoch; money is in minor units of its ISO 4217 currency.

/** A company as one CRM has it: the same real company has the same domain in all of them, and another spelling of its name. */
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
  /** Index into the `stages` of its book. */
  readonly stage: number;
  readonly amountMinor: number;
  readonly currency: string;
  readonly closeAt: number;
  /** Serial of the contact in the same book. */
  readonly contact: number;
  /** Serial of the contact's company in the same book; null when the contact has none there. */
  readonly company: number | null;
  /** Index into the `agents` of its book. */
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

/**
 * An employee of the company whose data this is: owns deals, answers tickets. The same employee has the same e-mail in
 * every book, and in each book its own serial.
 */
export interface AgentRow {
  readonly serial: number;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
}

/** A request for help: a desk's ticket or conversation, or the case of a CRM. */
export interface TicketRow {
  readonly serial: number;
  readonly subject: string;
  readonly description: string;
  readonly status: "new" | "open" | "pending" | "hold" | "solved" | "closed";
  readonly priority: "urgent" | "high" | "normal" | "low" | null;
  readonly tags: readonly string[];
  /** Serial, in the same book, of the desk user who asked, or of the CRM contact whose case it is. */
  readonly requester: number;
  /** Index into the `agents` of its book, or null when nobody has taken it. */
  readonly assignee: number | null;
  readonly comments: readonly CommentRow[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface CommentRow {
  /** Unique among all comments of the book; within a ticket in order of creation. */
  readonly serial: number;
  readonly body: string;
  readonly isPublic: boolean;
  /** The requester wrote it, or the agent of this index. */
  readonly author: "requester" | number;
  readonly createdAt: number;
}

export interface PaymentRow {
  readonly serial: number;
  /** Serial of the payer in the same book. */
  readonly customer: number;
  readonly amountMinor: number;
  /** USD, EUR, GBP, JPY or KWD; PayPal has no KWD. */
  readonly currency: string;
  /** In Stripe's words. PayPal has only `succeeded`, `processing` (pending), `requires_capture` (authorised) and `canceled`. */
  readonly status:
    "succeeded" | "processing" | "requires_payment_method" | "requires_action" | "requires_capture" | "canceled";
  readonly description: string | null;
  /** True for the few made with the old Charges API: a charge without a PaymentIntent. Never so in PayPal. */
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
  /** Serial of the payer in the same book. */
  readonly customer: number;
  readonly number: string;
  readonly totalMinor: number;
  readonly currency: string;
  /** In Stripe's words. PayPal has no `uncollectible`; its `SENT` is `open`, its `CANCELLED` is `void`. */
  readonly status: "draft" | "open" | "paid" | "void" | "uncollectible";
  readonly dueAt: number | null;
  readonly createdAt: number;
}

export interface SubscriptionRow {
  readonly serial: number;
  /** Serial of the payer in the same book. */
  readonly customer: number;
  readonly plan: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** In Stripe's words. PayPal has only `active`, `incomplete` (approval pending), `paused` (suspended) and `canceled`. */
  readonly status: "active" | "trialing" | "past_due" | "canceled" | "unpaid" | "incomplete" | "paused";
  readonly periodStart: number;
  readonly periodEnd: number;
  readonly cancelAtPeriodEnd: boolean;
  readonly createdAt: number;
}

/** Something done or to be done for a contact: what a CRM calls task, event, call or e-mail. */
export interface ActivityRow {
  readonly serial: number;
  readonly kind: "task" | "call" | "meeting" | "email";
  readonly subject: string;
  readonly body: string | null;
  /** Calls and meetings that are `planned` lie ahead; a task may be `in_progress`; an e-mail is always `done`. */
  readonly status: "planned" | "in_progress" | "done" | "canceled";
  /** Of a task when it is due, null for the few that never are; of the others when they took or take place. */
  readonly dueAt: number | null;
  /** How long a call or meeting takes; null for tasks and e-mails. */
  readonly durationMinutes: number | null;
  /** Serial of the contact in the same book. */
  readonly contact: number;
  /** Index into the `agents` of its book. */
  readonly owner: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What somebody wrote down of a contact, without doing anything. */
export interface NoteRow {
  readonly serial: number;
  readonly body: string;
  /** Serial of the contact in the same book. */
  readonly contact: number;
  /** Who wrote it: index into the `agents` of its book. */
  readonly owner: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A brand under which players are kept. */
export interface BrandRow {
  /** Index in the list of brands. */
  readonly serial: number;
  /** The vendor's external brand id. */
  readonly key: string;
  readonly name: string;
  /** ISO 4217; the currency of its players' predicted lifetime value. */
  readonly currency: string;
}

/** What the gamification vendor knows of a player, besides the person. */
export interface PlayerRow {
  /** The same as the record's. */
  readonly serial: number;
  /** Index into the book's `brands`. */
  readonly brand: number;
  /** ISO 639-1, lower case. */
  readonly language: string;
  /** 1 and up; the level's name is `levelName`. */
  readonly level: number;
  readonly levelName: string;
  readonly points: number;
  readonly segments: readonly string[];
  readonly badges: readonly string[];
  readonly missions: readonly MissionRow[];
  /** In the brand's currency. Null, as `churnRisk` is, for the brand that has no predictions, and for very new players. */
  readonly predictedLifetimeValueMinor: number | null;
  /** 0 to 1. */
  readonly churnRisk: number | null;
  readonly updatedAt: number;
}

export interface MissionRow {
  readonly name: string;
  /** 0 to 100; 100 is done. */
  readonly progressPercent: number;
}
