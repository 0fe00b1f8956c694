// Refunds and balance transactions hang on payments in the world; Stripe lists them by their own creation time.
import type { PaymentRow, World } from "../world.ts";
import { seconds } from "./json.ts";
import { chargeStateOf } from "./payment-facts.ts";
import type { Sequence, TimedKey } from "./sequence.ts";
import { sortedKeys } from "./sequence.ts";

/** Built on the first list that names neither payment nor charge, since it reads every payment. */
export interface Ledger {
  refunds(): Sequence;
  transactions(): Sequence;
}

const refundSlots = 16;
const transactionSlots = refundSlots + 1;

/** Refund number `index` (from 0) of a payment. */
export function refundKey(payment: number, index: number): number {
  return payment * refundSlots + index;
}

export function refundOfKey(key: number): { payment: number; index: number } {
  return { payment: Math.floor(key / refundSlots), index: key % refundSlots };
}

/** The charge's own transaction, or that of refund number `refund`. */
export function transactionKey(payment: number, refund: number | null): number {
  return payment * transactionSlots + (refund === null ? 0 : refund + 1);
}

export function transactionOfKey(key: number): { payment: number; refund: number | null } {
  const slot = key % transactionSlots;
  return { payment: Math.floor(key / transactionSlots), refund: slot === 0 ? null : slot - 1 };
}

/** Keys of a payment's refunds, oldest first. */
export function refundKeysOf(payment: PaymentRow): readonly number[] {
  return refundsOf(payment).map(({ key }) => key);
}

/** Keys of the balance transactions that a payment has caused, oldest first. */
export function transactionKeysOf(payment: PaymentRow): readonly number[] {
  return transactionsOf(payment).map(({ key }) => key);
}

/** Unix seconds. Throws RangeError for a key that is no refund's. */
export function refundCreated(key: number, world: World): number {
  const { payment, index } = refundOfKey(key);
  const refund = world.payments.at(payment).refunds[index];
  if (refund === undefined) throw new RangeError(`payment ${payment} has no refund ${index}`);
  return seconds(refund.createdAt);
}

/** Unix seconds: when the charge or the refund was made. */
export function transactionCreated(key: number, world: World): number {
  const { payment, refund } = transactionOfKey(key);
  if (refund === null) return seconds(world.payments.at(payment).createdAt);
  return refundCreated(refundKey(payment, refund), world);
}

/** Orders a world's refunds and balance transactions, each on first use. */
export function createLedger(world: World): Ledger {
  let refunds: Sequence | null = null;
  let transactions: Sequence | null = null;

  function ordered(entriesOf: (payment: PaymentRow) => readonly TimedKey[]): Sequence {
    const entries: TimedKey[] = [];
    for (let serial = 0; serial < world.payments.size; serial += 1) {
      entries.push(...entriesOf(world.payments.at(serial)));
    }
    return sortedKeys(entries);
  }

  return {
    refunds() {
      refunds ??= ordered(refundsOf);
      return refunds;
    },
    transactions() {
      transactions ??= ordered(transactionsOf);
      return transactions;
    },
  };
}

function refundsOf({ serial, refunds }: PaymentRow): TimedKey[] {
  if (refunds.length > refundSlots) {
    throw new RangeError(`payment ${serial} has ${refunds.length} refunds; ids have room for ${refundSlots}`);
  }
  return refunds.map((refund, index) => ({ key: refundKey(serial, index), created: seconds(refund.createdAt) }));
}

function transactionsOf(payment: PaymentRow): TimedKey[] {
  if (chargeStateOf(payment) !== "succeeded") return [];
  const { serial } = payment;
  return [
    { key: transactionKey(serial, null), created: seconds(payment.createdAt) },
    ...refundsOf(payment).map(({ created }, index) => ({ key: transactionKey(serial, index), created })),
  ];
}
