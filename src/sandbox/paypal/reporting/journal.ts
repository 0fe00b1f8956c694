// Every payment and refund in order of time, with what each did to the balance.
import { maxRefunds } from "../../world/payments.ts";
import { numberAt } from "../../world/rows.ts";
import type { PaymentRow, PaymentsBook } from "../../world.ts";
import { feeOf } from "../fees.ts";
import type { Refund, RefundStore } from "../refund-store.ts";
import { wholeSecond } from "../wire-time.ts";

export interface Posting {
  readonly payment: PaymentRow;
  /** Null for the payment itself. */
  readonly refund: Refund | null;
  /** Milliseconds since the epoch, a whole second. */
  readonly at: number;
  /** Minor units; 0 for what does not touch the balance (yet). */
  readonly effectMinor: number;
  /** Of the payment's currency, in minor units, after this. */
  readonly balanceMinor: number;
}

/** Minor units by currency. */
export type Balances = ReadonlyMap<string, number>;

export interface Journal {
  /** Postings from one instant to another, both included, oldest first. */
  between(from: number, to: number): readonly Posting[];
  /** After all postings up to an instant, that included. Currencies that had not come by then are left out. */
  balancesAt(at: number): Balances;
}

const slots = maxRefunds + 1;

/** Reads every payment of the book; what clients refund afterwards is looked up in `refunds`. */
export function createJournal(book: PaymentsBook, refunds: RefundStore): Journal {
  const { keys, seconds, balances, currencies } = readBook(book);

  function countBefore(second: number): number {
    let low = 0;
    let high = seconds.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (numberAt(seconds, middle) < second) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function postingAt(position: number): Omit<Posting, "balanceMinor"> {
    const key = numberAt(keys, position);
    const payment = book.payments.at(Math.floor(key / slots));
    const refund = key % slots === 0 ? null : (refunds.of(payment)[(key % slots) - 1] ?? null);
    return { payment, refund, at: numberAt(seconds, position) * 1_000, effectMinor: effectOf(payment, refund) };
  }

  function balancesAt(at: number): Balances {
    const found = new Map<string, number>();
    // Backwards to the last posting of each currency, which is seldom far.
    for (let position = countBefore(Math.floor(at / 1_000) + 1) - 1; position >= 0; position -= 1) {
      const { currency } = book.payments.at(Math.floor(numberAt(keys, position) / slots));
      if (!found.has(currency)) found.set(currency, balances[position] ?? 0);
      if (found.size === currencies) break;
    }
    for (const { payment, amountMinor, createdAt } of refunds.written) {
      const balance = found.get(payment.currency);
      if (balance !== undefined && wholeSecond(createdAt) <= at) found.set(payment.currency, balance - amountMinor);
    }
    return found;
  }

  return {
    balancesAt,
    between(from, to) {
      const first = countBefore(Math.ceil(from / 1_000));
      const end = countBefore(Math.floor(to / 1_000) + 1);
      const postings = Array.from({ length: Math.max(0, end - first) }, (_, place) => postingAt(first + place));
      for (const refund of refunds.written) {
        const [at, { payment }] = [wholeSecond(refund.createdAt), refund];
        if (at >= from && at <= to) postings.push({ payment, refund, at, effectMinor: effectOf(payment, refund) });
      }
      const running = new Map(balancesAt(Math.ceil(from / 1_000) * 1_000 - 1));
      return postings
        .toSorted((one, other) => one.at - other.at)
        .map((posting) => {
          const { currency } = posting.payment;
          const balanceMinor = (running.get(currency) ?? 0) + posting.effectMinor;
          running.set(currency, balanceMinor);
          return { ...posting, balanceMinor };
        });
    },
  };
}

function effectOf(payment: PaymentRow, refund: { readonly amountMinor: number } | null): number {
  if (refund !== null) return -refund.amountMinor;
  return payment.status === "succeeded" ? payment.amountMinor - feeOf(payment) : 0;
}

interface Entry {
  readonly key: number;
  readonly second: number;
  readonly currency: string;
  readonly effectMinor: number;
}

function readBook(book: PaymentsBook) {
  const entries = entriesOf(book);
  const running = new Map<string, number>();
  const balances = Float64Array.from(entries, ({ currency, effectMinor }) => {
    const balance = (running.get(currency) ?? 0) + effectMinor;
    running.set(currency, balance);
    return balance;
  });
  return {
    keys: Uint32Array.from(entries, ({ key }) => key),
    seconds: Uint32Array.from(entries, ({ second }) => second),
    balances,
    currencies: running.size,
  };
}

function entriesOf(book: PaymentsBook): readonly Entry[] {
  const entries: Entry[] = [];
  for (let serial = 0; serial < book.payments.size; serial += 1) {
    const payment = book.payments.at(serial);
    for (const [slot, refund] of [null, ...payment.refunds].entries()) {
      entries.push({
        key: serial * slots + slot,
        second: Math.floor((refund ?? payment).createdAt / 1_000),
        currency: payment.currency,
        effectMinor: effectOf(payment, refund),
      });
    }
  }
  return entries.sort((one, other) => one.second - other.second || one.key - other.key);
}
