// A line of GET /v1/reporting/transactions: https://developer.paypal.com/docs/api/transaction-search/v1/
import { paymentOf } from "../account.ts";
import type { Account, Payment } from "../account.ts";
import { feeOf } from "../fees.ts";
import { ids } from "../ids.ts";
import type { JsonObject } from "../json.ts";
import { money } from "../money.ts";
import { accountIdOf, countryCodeOf, customIdOf, fullNameOf, nameOf, phoneOf } from "../payer.ts";
import { sumOf } from "../refund-store.ts";
import type { Refund } from "../refund-store.ts";
import type { Posting } from "./journal.ts";

/** https://developer.paypal.com/docs/transaction-search/transaction-event-codes/ */
const eventCodes = { checkout: "T0006", subscription: "T0002", refund: "T1107", authorization: "T1300" } as const;

/** D denied (none here), P pending, S done, V reversed. */
export type TransactionStatus = "D" | "P" | "S" | "V";

/** What filters ask and what is written, in PayPal's terms. */
export interface Transaction {
  readonly posting: Posting;
  readonly payment: Payment;
  readonly id: string;
  readonly eventCode: string;
  readonly status: TransactionStatus;
  /** Minor units; negative for what went out. */
  readonly grossMinor: number;
  /** A pending or only authorised payment moves no money: PayPal's reports call it a memo. */
  readonly isBalanceAffecting: boolean;
}

export function transactionOf(posting: Posting, account: Account): Transaction {
  const payment = paymentOf(posting.payment, account);
  const { refund } = posting;
  if (refund !== null) {
    const id = ids.refund.idOf(refund.serial);
    const grossMinor = -refund.amountMinor;
    return { posting, payment, id, eventCode: eventCodes.refund, status: "S", grossMinor, isBalanceAffecting: true };
  }
  return {
    posting,
    payment,
    id: payment.transactionId,
    eventCode: eventCodeOf(payment),
    status: statusOf(payment, account),
    grossMinor: payment.row.amountMinor,
    isBalanceAffecting: payment.row.status === "succeeded",
  };
}

function eventCodeOf({ kind, subscription }: Payment): string {
  if (kind === "authorization") return eventCodes.authorization;
  return subscription === null ? eventCodes.checkout : eventCodes.subscription;
}

function statusOf({ row }: Payment, { refunds }: Account): TransactionStatus {
  if (row.status === "canceled") return "V";
  if (row.status !== "succeeded") return "P";
  return sumOf(refunds.of(row)) >= row.amountMinor ? "V" : "S";
}

export interface InfoOptions {
  /** How an instant is written. */
  readonly instant: (ms: number) => string;
  readonly withBalances: boolean;
}

export function transactionInfo(transaction: Transaction, account: Account, options: InfoOptions): JsonObject {
  const { posting, payment, id, eventCode, status, grossMinor, isBalanceAffecting } = transaction;
  const { row, payer, isGuest } = payment;
  const { refund } = posting;
  const fee = refund === null ? feeOf(row) : 0;
  const balance = options.withBalances && isBalanceAffecting ? money(posting.balanceMinor, row.currency) : undefined;
  return {
    paypal_account_id: isGuest ? undefined : accountIdOf(payer),
    transaction_id: id,
    ...referenceOf(payment, refund),
    transaction_event_code: eventCode,
    transaction_initiation_date: options.instant(posting.at),
    transaction_updated_date: options.instant(updatedAt(transaction, account)),
    transaction_amount: money(grossMinor, row.currency),
    fee_amount: fee === 0 ? undefined : money(-fee, row.currency),
    transaction_status: status,
    transaction_subject: row.description ?? undefined,
    transaction_note: refund?.note,
    ending_balance: balance,
    available_balance: balance,
    invoice_id: refund?.invoiceId,
    custom_field: refund?.customId ?? customIdOf(payer),
    protection_eligibility: isGuest ? "02" : "01",
    instrument_type: isGuest ? "CREDIT_CARD" : "PAYPAL",
  };
}

// A refund's is the payment, a payment's the order or the subscription that it is for.
function referenceOf({ row, transactionId, subscription }: Payment, refund: Refund | null): JsonObject {
  if (refund !== null) return { paypal_reference_id: transactionId, paypal_reference_id_type: "TXN" };
  return subscription === null
    ? { paypal_reference_id: ids.order.idOf(row.serial), paypal_reference_id_type: "ODR" }
    : { paypal_reference_id: ids.subscription.idOf(subscription.serial), paypal_reference_id_type: "SUB" };
}

function updatedAt({ posting, payment }: Transaction, { refunds }: Account): number {
  const last = posting.refund === null ? refunds.of(payment.row).at(-1)?.createdAt : undefined;
  return last ?? posting.at;
}

/** A guest has no account, yet an address: that of the receipt. */
export function payerInfo({ payment: { payer, isGuest } }: Transaction): JsonObject {
  return {
    account_id: isGuest ? undefined : accountIdOf(payer),
    email_address: payer.email ?? undefined,
    phone_number: phoneOf(payer),
    address_status: "N",
    payer_status: isGuest ? "N" : "Y",
    payer_name: { ...nameOf(payer), alternate_full_name: fullNameOf(payer) },
    country_code: countryCodeOf(payer),
  };
}

export function cartInfo({ payment: { row }, grossMinor }: Transaction): JsonObject {
  if (row.description === null) return {};
  const amount = money(grossMinor, row.currency);
  const item = { item_name: row.description, item_quantity: "1", item_unit_price: amount, item_amount: amount };
  return { item_details: [{ ...item, total_item_amount: amount }] };
}
