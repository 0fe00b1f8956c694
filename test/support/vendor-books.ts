// What each vendor of the sandbox holds of a person, in the words of our schema: the truth that answers are compared with.
// A row of `vendorBooks` is all that the end-to-end tests need to know of a vendor.
import { expect } from "vitest";
import { dynamicsContactGuids, hubspotContactId, salesforceContactIds } from "../../src/sandbox/ids.ts";
import { stripeId } from "../../src/sandbox/stripe/ids.ts";
import { chargeStateOf } from "../../src/sandbox/stripe/payment-facts.ts";
import type { Vendor } from "../../src/sandbox/vendor-server.ts";
import type {
  CrmBook,
  CrmName,
  DeskBook,
  PaymentRow,
  PaymentsBook,
  PersonRecord,
  PersonRecords,
  StageRow,
  TicketRow,
  World,
} from "../../src/sandbox/world.ts";
import { endUserIds } from "../../src/sandbox/zendesk/ids.ts";
import { intercomBook } from "./intercom-book.ts";
import { paypalBook } from "./paypal-book.ts";
import { smarticoBook } from "./smartico-book.ts";

/** Something that hangs on a person: when it was made or changed, as far as the vendor tells, and what is shown of it. */
export interface Dealing {
  readonly atMs: number;
  readonly shown: Readonly<Record<string, unknown>>;
  /** What the query NODE shows of it beside: a ticket's comments, a payment's refunds. */
  readonly inner?: Readonly<Record<string, unknown>>;
}

export type DealingKind = "deals" | "activities" | "tickets" | "payments" | "invoices" | "subscriptions";

/** A record as its vendor knows it. */
export interface KnownAs {
  /** The vendor's. */
  readonly id: string;
  readonly record: PersonRecord;
  /** When the vendor first had it, as far as it tells. */
  readonly madeAtMs: number;
}

export interface VendorBook {
  readonly kind: "crm" | "desk" | "payments" | "players";
  /** What the vendor makes of the person record with this serial: several, or nothing at all. */
  knownAs(world: World, serial: number): readonly KnownAs[];
  /** Whether its list of people begins with the last that was made. */
  readonly isNewestFirst?: boolean;
  /** As it writes somebody's full name; the parts with a blank between them when left out. */
  nameOf?(record: PersonRecord): string;
  /** The CRM's record that it names; the one of the book when left out. */
  externalOf?(record: PersonRecord): PersonRecord["externalOf"];
  companyOf(world: World, serial: number): { readonly name: string; readonly domain: string } | null;
  /** A record's, in any order. */
  dealings(world: World, serial: number, id: string): Dealings;
  /** What hangs on addresses in place of a record. */
  dealingsOfAddresses?(world: World, addresses: readonly string[]): Dealings;
  /** What the vendor has, and can't list of a person. */
  readonly cannot?: readonly DealingKind[];
}

export type Dealings = { readonly [K in DealingKind]?: readonly Dealing[] };

const wholeSecond = (ms: number): number => Math.floor(ms / 1_000) * 1_000;
const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const instantOf = (ms: number): string => new Date(ms).toISOString();
const money = (minorUnits: number, currency: string): object => ({ minorUnits, currency });

type Words = Readonly<Record<TicketRow["status"], string>>;
const statusWords: Words = {
  new: "NEW",
  open: "OPEN",
  pending: "PENDING",
  hold: "ON_HOLD",
  solved: "SOLVED",
  closed: "CLOSED",
};
const priorityWord = (row: TicketRow): string | null => row.priority?.toUpperCase() ?? null;

interface CrmHabits {
  /** Instants have whole seconds only. */
  readonly isCoarse?: boolean;
  readonly ticketStatuses?: Words;
  readonly priorityWord?: (row: TicketRow) => string | null;
  /** The stage's name, or what it must match; its label when left out. */
  readonly stageName?: (stage: StageRow, place: number) => unknown;
  /** No cases are read from it. */
  readonly hasNoTickets?: boolean;
}

function ticketShown(row: TicketRow, atMs: number, statuses = statusWords, priority = priorityWord): Dealing {
  const shown = {
    subject: row.subject,
    status: statuses[row.status],
    priority: priority(row),
    updatedAt: instantOf(atMs),
  };
  const comments = row.comments.slice(0, 10).map(({ body }) => ({ body }));
  return { atMs, shown, inner: { comments: { nodes: comments } } };
}

function crmDealings(book: CrmBook, contact: number, habits: CrmHabits): Dealings {
  const told = habits.isCoarse === true ? wholeSecond : (ms: number) => ms;
  const deals = book.deals.of(contact).map((serial): Dealing => {
    const row = book.deals.at(serial);
    const stage = book.stages[row.stage];
    if (stage === undefined) throw new Error(`There is no stage ${row.stage}`);
    const shown = {
      name: row.name,
      amount: money(row.amountMinor, row.currency),
      stage: {
        name: habits.stageName?.(stage, row.stage) ?? stage.label,
        outcome: stage.outcome.toUpperCase(),
      },
      closeDate: dateOf(row.closeAt),
    };
    return { atMs: told(row.createdAt), shown };
  });
  const activities = book.activities.of(contact).map((serial): Dealing => {
    const row = book.activities.at(serial);
    const shown = {
      kind: row.kind.toUpperCase(),
      subject: row.subject,
      createdAt: instantOf(told(row.createdAt)),
    };
    return { atMs: told(row.createdAt), shown };
  });
  for (const serial of book.notes.of(contact)) {
    const { createdAt } = book.notes.at(serial);
    const shown = { kind: "NOTE", subject: null, createdAt: instantOf(told(createdAt)) };
    activities.push({ atMs: told(createdAt), shown });
  }
  if (habits.hasNoTickets === true) return { deals, activities };
  const tickets = book.cases.of(contact).map((serial) => {
    const row = book.cases.at(serial);
    return ticketShown(row, told(row.updatedAt), habits.ticketStatuses, habits.priorityWord);
  });
  return { deals, activities, tickets };
}

/** Each record under an id that is made of its serial. */
const knownBy =
  (recordsOf: (world: World) => PersonRecords, idOf: (serial: number) => string): VendorBook["knownAs"] =>
  (world, serial) => {
    const record = recordsOf(world).at(serial);
    return [{ id: idOf(serial), record, madeAtMs: record.createdAt }];
  };

function crm(name: CrmName, idOf: (serial: number) => string, habits: CrmHabits): VendorBook {
  return {
    kind: "crm",
    knownAs: knownBy(({ books }) => books[name].contacts, idOf),
    companyOf({ books }, serial) {
      const company = books[name].companyOfContact(serial);
      return company === null ? null : books[name].companies.at(company);
    },
    dealings: ({ books }, serial) => crmDealings(books[name], serial, habits),
  };
}

const deskDealings = (book: DeskBook, user: number): Dealings => ({
  tickets: book.tickets.of(user).map((serial) => {
    const row = book.tickets.at(serial);
    return ticketShown(row, wholeSecond(row.updatedAt));
  }),
});

const paymentStatuses: Readonly<Record<PaymentRow["status"], string>> = {
  requires_payment_method: "PENDING",
  requires_action: "REQUIRES_ACTION",
  processing: "PROCESSING",
  requires_capture: "AUTHORIZED",
  canceled: "CANCELED",
  succeeded: "SUCCEEDED",
};

function paymentsDealings(book: PaymentsBook, payer: number): Dealings {
  const payments = book.payments
    .of(payer)
    .map((serial) => book.payments.at(serial))
    .filter(({ isLegacyCharge }) => !isLegacyCharge);
  const invoices = book.invoices.of(payer).map((serial) => book.invoices.at(serial));
  const subscriptions = book.subscriptions.of(payer).map((serial) => book.subscriptions.at(serial));
  const shownAt = (createdAt: number, shown: Record<string, unknown>): Dealing => ({
    atMs: wholeSecond(createdAt),
    shown,
  });
  return {
    payments: payments.map((row) => ({
      ...shownAt(row.createdAt, {
        amount: money(row.amountMinor, row.currency),
        status: chargeStateOf(row) === "failed" ? "FAILED" : paymentStatuses[row.status],
        createdAt: instantOf(wholeSecond(row.createdAt)),
      }),
      inner: {
        refunds: {
          nodes: row.refunds.toReversed().map((refund) => ({ amount: money(refund.amountMinor, row.currency) })),
        },
      },
    })),
    invoices: invoices.map(({ totalMinor, currency, status, dueAt, createdAt }) =>
      shownAt(createdAt, {
        total: money(totalMinor, currency),
        status: status.toUpperCase(),
        dueDate: dueAt === null ? null : dateOf(dueAt),
      }),
    ),
    subscriptions: subscriptions.map(({ status, periodEnd, createdAt }) =>
      shownAt(createdAt, { status: status.toUpperCase(), currentPeriodEnd: instantOf(wholeSecond(periodEnd)) }),
    ),
  };
}

/** One row a vendor. */
export const vendorBooks: { readonly [N in Vendor["name"]]?: VendorBook } = {
  hubspot: { ...crm("hubspot", hubspotContactId, { hasNoTickets: true }) },
  salesforce: {
    ...crm("salesforce", salesforceContactIds.idOf, {}),
    nameOf: ({ givenName, familyName }) =>
      givenName === null ? (familyName ?? "[not provided]") : `${givenName} ${familyName ?? "[not provided]"}`,
  },
  dynamics: {
    ...crm("dynamics", dynamicsContactGuids.idOf, {
      isCoarse: true,
      // A new case is in progress, and nothing is more urgent than high.
      ticketStatuses: { ...statusWords, new: "OPEN" },
      // An open one stands in a phase of its process, a closed one goes by its status reason.
      stageName: ({ outcome, label }, place) =>
        outcome === "open"
          ? `${place + 1}-${label}`
          : outcome === "won"
            ? "Won"
            : expect.stringMatching(/^(?:Canceled|Out-Sold)$/),
      priorityWord: (row) => (row.priority === "urgent" ? "HIGH" : priorityWord(row)),
    }),
  },
  zendesk: {
    kind: "desk",
    knownAs: knownBy(
      ({ books }) => books.zendesk.users,
      (serial) => String(endUserIds.idOf(serial)),
    ),
    companyOf: ({ books, companies }, serial) => {
      const { company } = books.zendesk.users.at(serial).person;
      return company === null ? null : companies.at(company);
    },
    dealings: ({ books }, serial) => deskDealings(books.zendesk, serial),
  },
  intercom: intercomBook,
  stripe: {
    kind: "payments",
    knownAs: knownBy(
      ({ books }) => books.stripe.payers,
      (serial) => stripeId("customer", serial),
    ),
    isNewestFirst: true,
    companyOf: () => null,
    dealings: ({ books }, serial) => paymentsDealings(books.stripe, serial),
  },
  paypal: paypalBook,
  smartico: smarticoBook,
};
