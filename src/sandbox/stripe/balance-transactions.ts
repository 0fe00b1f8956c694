import type { PaymentRow, RefundRow } from "../world.ts";
import { charges } from "./charges.ts";
import { keyOfId, stripeId } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import { seconds } from "./json.ts";
import { refundKey, transactionCreated, transactionKey, transactionKeysOf, transactionOfKey } from "./ledger.ts";
import { chargeStateOf, feeOf } from "./payment-facts.ts";
import { refunds } from "./refunds.ts";
import type { Resource, View } from "./resource.ts";
import { find } from "./resource.ts";
import type { Sequence } from "./sequence.ts";
import { keys } from "./sequence.ts";
import { noSuch } from "./fault.ts";

interface Transaction {
  readonly payment: PaymentRow;
  /** Null for the charge itself. */
  readonly refund: { readonly row: RefundRow; readonly index: number } | null;
}

const settlementSeconds = 2 * 24 * 3_600;

/** https://docs.stripe.com/api/balance_transactions: what charges and refunds have put on the account. */
export const balanceTransactions: Resource<Transaction> = {
  object: "balance_transaction",
  path: "/balance_transactions",
  all: (view) => view.ledger.transactions(),
  row(key, view) {
    const { payment: serial, refund: index } = transactionOfKey(key);
    const payment = serial < view.world.payments.size ? view.world.payments.at(serial) : null;
    if (payment === null || chargeStateOf(payment) !== "succeeded") return null;
    if (index === null) return { payment, refund: null };
    const row = payment.refunds[index];
    return row === undefined ? null : { payment, refund: { row, index } };
  },
  created: (key, view) => transactionCreated(key, view.world),
  select(params, view) {
    const currency = params.string("currency")?.toLowerCase();
    const type = params.string("type");
    const source = params.string("source");
    if (params.string("payout") !== undefined) return { sequence: keys([]) };
    return {
      ...(source === undefined ? {} : { sequence: sequenceOfSource(source, view) }),
      accepts: (row) =>
        (currency === undefined || row.payment.currency.toLowerCase() === currency) &&
        (type === undefined || typeOf(row) === type),
    };
  },
  render: (row, key) => renderTransaction(row, key),
};

function sequenceOfSource(id: string, view: View): Sequence {
  const charge = find(charges, id, view);
  if (charge !== null) {
    return keys(transactionKeysOf(charge.row).filter((key) => transactionOfKey(key).refund === null));
  }
  const refundOfId = keyOfId("refund", id);
  const refund = refundOfId === null ? null : refunds.row(refundOfId, view);
  if (refund === null || refundOfId === null) throw noSuch("source", id, "source");
  const serial = refund.payment.serial;
  return keys([transactionKey(serial, refundOfId - refundKey(serial, 0))]);
}

function createdOf({ payment, refund }: Transaction): number {
  return seconds(refund === null ? payment.createdAt : refund.row.createdAt);
}

function typeOf({ refund }: Transaction): "charge" | "refund" {
  return refund === null ? "charge" : "refund";
}

function renderTransaction(row: Transaction, key: number): JsonObject {
  const { payment, refund } = row;
  const currency = payment.currency.toLowerCase();
  const amount = refund === null ? payment.amountMinor : -refund.row.amountMinor;
  const fee = refund === null ? feeOf(payment) : 0;
  const feeDetail = {
    amount: fee,
    application: null,
    currency,
    description: "Stripe processing fees",
    type: "stripe_fee",
  };
  return {
    id: stripeId("balance_transaction", key),
    object: "balance_transaction",
    amount,
    available_on: createdOf(row) + settlementSeconds,
    balance_type: "payments",
    created: createdOf(row),
    currency,
    description: payment.description,
    exchange_rate: null,
    fee,
    fee_details: refund === null ? [feeDetail] : [],
    net: amount - fee,
    reporting_category: typeOf(row),
    source:
      refund === null
        ? stripeId("charge", payment.serial)
        : stripeId("refund", refundKey(payment.serial, refund.index)),
    status: "available",
    type: typeOf(row),
  };
}
