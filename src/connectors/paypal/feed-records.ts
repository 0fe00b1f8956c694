// Which of PayPal's transactions are payments and refunds: https://developer.paypal.com/reports/reference/t-codes/
import { valueAtPath } from "../../mapping/field-map.ts";
import { idAt } from "../../mapping/reply.ts";
import type { FeedRecord } from "../contract.ts";
import { mergePayers, payerOf } from "./payer.ts";

/** T00nn are payments from account to account, in either direction. */
const PAYMENT = /^T00\d\d$/;
/** Paid back by PayPal (at the end of a chargeback, say), and by the merchant. */
const REFUNDS: ReadonlySet<unknown> = new Set(["T1106", "T1107"]);

/**
 * What is kept of a page of transactions: the payers, each once, then the payments and refunds, those that changed last
 * at the end, as PayPal may list one twice. What has no id can't be kept.
 */
export function feedRecordsOf(transactions: readonly unknown[]): FeedRecord[] {
  const payers = new Map<string, unknown>();
  const movements: FeedRecord[] = [];
  for (const transaction of inOrderOfChange(transactions)) {
    const info = valueAtPath(transaction, ["transaction_info"]);
    const type = typeOf(info);
    if (type === null || idAt(info, "transaction_id") === null) continue;
    if (type === "Refund") {
      movements.push({ type, record: { transaction_info: info } });
      continue;
    }
    const payer = payerOf(transaction);
    movements.push({ type, record: { transaction_info: info, ...(payer !== null && { payer_id: payer.id }) } });
    if (payer !== null) payers.set(payer.id, mergePayers(payers.get(payer.id), payer));
  }
  return [...[...payers.values()].map((record): FeedRecord => ({ type: "Contact", record })), ...movements];
}

/** Only what came in is a payment, and only what went out a refund: what the account itself bought is neither. */
function typeOf(info: unknown): "Payment" | "Refund" | null {
  const code = valueAtPath(info, ["transaction_event_code"]);
  const amount = valueAtPath(info, ["transaction_amount", "value"]);
  const isDebit = typeof amount === "string" && amount.startsWith("-");
  if (typeof code === "string" && PAYMENT.test(code)) return isDebit ? null : "Payment";
  return isDebit && REFUNDS.has(code) ? "Refund" : null;
}

function inOrderOfChange(transactions: readonly unknown[]): readonly unknown[] {
  const changed = (transaction: unknown): number => {
    const date = valueAtPath(transaction, ["transaction_info", "transaction_updated_date"]);
    return (typeof date === "string" && Date.parse(date)) || 0;
  };
  return transactions.toSorted((a, b) => changed(a) - changed(b));
}
