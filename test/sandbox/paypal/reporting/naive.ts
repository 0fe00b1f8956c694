// What reporting must say, worked out from the book without an index, an id or a server.
import { paymentOf } from "../../../../src/sandbox/paypal/account.ts";
import { feeOf } from "../../../../src/sandbox/paypal/fees.ts";
import { ids } from "../../../../src/sandbox/paypal/ids.ts";
import { account, book, serialsWhere } from "../running-paypal.ts";

export interface NaiveLine {
  readonly id: string;
  readonly code: string;
  readonly status: string;
  readonly currency: string;
  readonly amountMinor: number;
  readonly feeMinor: number;
  readonly isBalanceAffecting: boolean;
  readonly isGuest: boolean;
  /** Whole seconds, in milliseconds. */
  readonly at: number;
}

const second = (ms: number): number => Math.floor(ms / 1_000) * 1_000;

/** Every payment and refund of the book, in no order. */
export const lines: readonly NaiveLine[] = serialsWhere(book.payments.size, () => true).flatMap((serial) => {
  const row = book.payments.at(serial);
  const { currency, amountMinor, refunds, status } = row;
  const { subscription, isGuest } = paymentOf(row, account);
  const isAuthorization = status === "requires_capture" || status === "canceled";
  const refunded = refunds.reduce((sum, refund) => sum + refund.amountMinor, 0);
  const payment: NaiveLine = {
    id: ids[isAuthorization ? "authorization" : "capture"].idOf(serial),
    code: isAuthorization ? "T1300" : subscription === null ? "T0006" : "T0002",
    status: { succeeded: refunded === amountMinor ? "V" : "S", canceled: "V" }[String(status)] ?? "P",
    currency,
    amountMinor,
    feeMinor: feeOf(row),
    isBalanceAffecting: status === "succeeded",
    isGuest,
    at: second(row.createdAt),
  };
  return [
    payment,
    ...refunds.map((refund): NaiveLine => ({
      id: ids.refund.idOf(refund.serial),
      code: "T1107",
      status: "S",
      currency,
      amountMinor: -refund.amountMinor,
      feeMinor: 0,
      isBalanceAffecting: true,
      isGuest,
      at: second(refund.createdAt),
    })),
  ];
});
