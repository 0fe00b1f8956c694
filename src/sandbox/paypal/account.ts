// The merchant's account: the book as PayPal would know it.
import { share } from "../world/random.ts";
import type { PaymentRow, PaymentsBook, PersonRecord, SubscriptionRow } from "../world.ts";
import { once } from "../world/once.ts";
import { ids } from "./ids.ts";
import type { PaypalSettings } from "./options.ts";
import { createRefundStore } from "./refund-store.ts";
import type { RefundStore } from "./refund-store.ts";
import { createJournal } from "./reporting/journal.ts";
import type { Journal } from "./reporting/journal.ts";
import { subscriptionOfPayment } from "./subscription-links.ts";

export interface Account {
  readonly book: PaymentsBook;
  readonly settings: PaypalSettings;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly refunds: RefundStore;
  /** All postings in order of time, made when it is first asked for, since it reads every payment. */
  readonly journal: () => Journal;
}

/** A payment with what the neutral row leaves open. */
export interface Payment {
  readonly row: PaymentRow;
  /** Made when asked for: filters look at very many payments and hardly ever at who paid. */
  readonly payer: PersonRecord;
  /** Money that was only authorised has no capture. */
  readonly kind: "capture" | "authorization";
  /** Of the capture or the authorization. */
  readonly transactionId: string;
  /** Null for a one-off payment, which alone has an order. */
  readonly subscription: SubscriptionRow | null;
  /** By card, without a PayPal account. */
  readonly isGuest: boolean;
}

const guestStream = 77;

export function createAccount(book: PaymentsBook, settings: PaypalSettings, now: () => number): Account {
  const refunds = createRefundStore(book);
  return { book, settings, now, refunds, journal: once(() => createJournal(book, refunds)) };
}

export function paymentOf(row: PaymentRow, { book, settings }: Account): Payment {
  const subscription = subscriptionOfPayment(row, book);
  const kind = isCaptured(row) ? "capture" : "authorization";
  return {
    row,
    get payer() {
      return book.payers.at(row.customer);
    },
    kind,
    transactionId: ids[kind].idOf(row.serial),
    subscription,
    isGuest: subscription === null && share(guestStream, 0, row.serial) < settings.guestShare,
  };
}

/** Succeeded or pending; the rest was authorised, and perhaps voided. */
export function isCaptured({ status }: PaymentRow): boolean {
  return status === "succeeded" || status === "processing";
}
