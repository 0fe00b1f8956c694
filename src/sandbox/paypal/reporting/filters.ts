import type { Query } from "../query.ts";
import type { Transaction } from "./transaction.ts";

type Filter = (transaction: Transaction) => boolean;

/** Reads the filters of a query; all must hold. */
export function readFilters(query: Query): Filter {
  const id = query.text("transaction_id", { min: 17, max: 19 });
  const eventCode = query.text("transaction_type");
  const status = query.oneOf("transaction_status", ["D", "P", "S", "V"]);
  const currency = query.text("transaction_currency");
  const instrument = query.oneOf("payment_instrument_type", ["CREDITCARD", "DEBITCARD"]);
  const balanceOnly = query.oneOf("balance_affecting_records_only", ["Y", "N"]) ?? "Y";
  const hasStore = [query.text("store_id"), query.text("terminal_id")].some((value) => value !== undefined);
  const range = readRange(query);

  return (transaction) =>
    (balanceOnly === "N" || transaction.isBalanceAffecting) &&
    (id === undefined || transaction.id === id) &&
    (eventCode === undefined || transaction.eventCode === eventCode) &&
    (status === undefined || transaction.status === status) &&
    (currency === undefined || transaction.payment.row.currency === currency) &&
    (range === null || (transaction.grossMinor >= range.from && transaction.grossMinor <= range.to)) &&
    (instrument === undefined || (instrument === "CREDITCARD" && transaction.payment.isGuest)) &&
    // Nobody here pays at a till.
    !hasStore;
}

// "Specify the amounts in lower denominations", as `500 TO 1005`; PayPal's own example has brackets around it.
function readRange(query: Query): { readonly from: number; readonly to: number } | null {
  const text = query.text("transaction_amount");
  if (text === undefined) return null;
  const [, bare, bracketed] = /^(?:(-?\d{1,15} TO -?\d{1,15})|\[(-?\d{1,15} TO -?\d{1,15})\])$/.exec(text) ?? [];
  const [from, to] = (bare ?? bracketed ?? "").split(" TO ").map(Number);
  if (from !== undefined && to !== undefined) return { from, to };
  query.reject("transaction_amount", "syntax");
  return null;
}
