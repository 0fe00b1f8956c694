import { maxRefunds } from "../world/payments.ts";
import type { PaymentRow, PaymentsBook, RefundRow } from "../world.ts";

export interface Refund {
  /** Unique among all refunds, whoever made them. */
  readonly serial: number;
  readonly payment: PaymentRow;
  readonly amountMinor: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly note: string | undefined;
  /** What the merchant sent along; the capture's own custom id when undefined. */
  readonly customId: string | undefined;
  readonly invoiceId: string | undefined;
}

/** The book's refunds, and those that clients have made since the start. */
export interface RefundStore {
  /** Oldest first. */
  of(payment: PaymentRow): readonly Refund[];
  /** Null when there is none. */
  at(serial: number): Refund | null;
  /** Those of clients alone, in the order in which they were made. */
  readonly written: readonly Refund[];
  write(refund: Omit<Refund, "serial">): Refund;
}

const notes: Readonly<Record<Exclude<RefundRow["reason"], null>, string>> = {
  duplicate: "Paid twice",
  fraudulent: "Payment was not authorised",
  requested_by_customer: "Agreed with the customer",
};

export function createRefundStore(book: PaymentsBook): RefundStore {
  const written: Refund[] = [];
  const writtenFrom = (): number => book.payments.size * maxRefunds;

  function fromBook(payment: PaymentRow): readonly Refund[] {
    return payment.refunds.map(({ serial, amountMinor, createdAt, reason }) => ({
      serial,
      payment,
      amountMinor,
      createdAt,
      note: reason === null ? undefined : notes[reason],
      customId: undefined,
      invoiceId: undefined,
    }));
  }

  return {
    written,
    of: (payment) => [...fromBook(payment), ...written.filter((refund) => refund.payment.serial === payment.serial)],
    at(serial) {
      if (serial >= writtenFrom()) return written[serial - writtenFrom()] ?? null;
      const payment = book.payments.at(Math.floor(serial / maxRefunds));
      return fromBook(payment).find((refund) => refund.serial === serial) ?? null;
    },
    write(refund) {
      const made = { ...refund, serial: writtenFrom() + written.length };
      written.push(made);
      return made;
    },
  };
}

/** In minor units of the payment's currency. */
export function sumOf(refunds: readonly Refund[]): number {
  return refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
