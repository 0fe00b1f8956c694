// POST /v2/payments/captures/{id}/refund: https://developer.paypal.com/docs/api/payments/v2/#captures_refund
import { z } from "zod";
import type { Account, Payment } from "./account.ts";
import { moneySchema, parseBody, textOf } from "./body.ts";
import { unprocessable } from "./fault.ts";
import type { PaypalFault } from "./fault.ts";
import { isSupported, minorOf } from "./money.ts";
import { generalWording } from "./problems.ts";
import { sumOf } from "./refund-store.ts";
import type { Refund } from "./refund-store.ts";
import { dayMs } from "./wire-time.ts";

const bodySchema = z.object({
  amount: moneySchema.optional(),
  custom_id: textOf(127, 1).optional(),
  invoice_id: textOf(127, 1).optional(),
  note_to_payer: textOf(255, 1).optional(),
  payment_instruction: z.object({ platform_fees: z.array(z.unknown()).max(1).optional() }).optional(),
});

/** Refunds once for each request id. */
export interface Refunder {
  /** No amount: all that is left. Throws PaypalFault. */
  refund(payment: Payment, body: unknown, requestId: string | undefined): Refund;
}

/** "The server stores keys for 45 days." */
const keyLifetimeMs = 45 * dayMs;

export function createRefunder(account: Account): Refunder {
  const byKey = new Map<string, Refund>();
  return {
    refund(payment, body, requestId) {
      const key = requestId === undefined ? undefined : `${payment.transactionId} ${requestId}`;
      const before = key === undefined ? undefined : byKey.get(key);
      if (before !== undefined && account.now() - before.createdAt < keyLifetimeMs) return before;
      const refund = refundOnce(payment, body, account);
      if (key !== undefined) byKey.set(key, refund);
      return refund;
    },
  };
}

function refundOnce({ row }: Payment, body: unknown, account: Account): Refund {
  const { amount, custom_id, invoice_id, note_to_payer, payment_instruction } = parseBody(
    bodySchema,
    body,
    generalWording,
  );
  if ((payment_instruction?.platform_fees ?? []).length > 0) throw refused("PLATFORM_FEE_NOT_ENABLED");
  if (row.status === "processing") throw refused("PENDING_CAPTURE");
  const left = row.amountMinor - sumOf(account.refunds.of(row));
  if (left === 0) throw refused("CAPTURE_FULLY_REFUNDED");
  const now = account.now();
  if (now - row.createdAt > account.settings.refundDays * dayMs) throw refused("REFUND_TIME_LIMIT_EXCEEDED");
  return account.refunds.write({
    payment: row,
    amountMinor: amount === undefined ? left : checked(amount, row.currency, left),
    createdAt: now,
    note: note_to_payer,
    customId: custom_id,
    invoiceId: invoice_id,
  });
}

function checked(amount: z.infer<typeof moneySchema>, currency: string, left: number): number {
  if (!isSupported(amount.currency_code)) throw refused("INVALID_CURRENCY_CODE", "currency_code", amount.currency_code);
  if (amount.currency_code !== currency) {
    throw refused("REFUND_CAPTURE_CURRENCY_MISMATCH", "currency_code", amount.currency_code);
  }
  const minor = minorOf(amount.value, currency);
  if (minor === null) {
    throw refused(currency === "JPY" ? "DECIMALS_NOT_SUPPORTED" : "DECIMAL_PRECISION", "value", amount.value);
  }
  if (minor <= 0) throw refused("CANNOT_BE_ZERO_OR_NEGATIVE", "value", amount.value);
  if (minor > left) throw refused("REFUND_AMOUNT_EXCEEDED", "value", amount.value);
  return minor;
}

// The contract fixes the text of some of these.
const descriptions = {
  PLATFORM_FEE_NOT_ENABLED:
    "The API Caller account is not setup to be able to process refunds with 'platform_fees'. Please contact your Account Manager. This feature is useful when you want to contribute a portion of the 'platform_fees' you had capture as part of the refund being processed.",
  PENDING_CAPTURE:
    "Cannot initiate a refund as the capture is pending. Capture is typically pending when the payer has funded the transaction using e-check/bank funded.",
  CAPTURE_FULLY_REFUNDED: "The capture has already been fully refunded",
  REFUND_TIME_LIMIT_EXCEEDED: "You are over the time limit to perform a refund on this capture",
  INVALID_CURRENCY_CODE: "Currency code is invalid or is not currently supported.",
  REFUND_CAPTURE_CURRENCY_MISMATCH: "Refund must be in the same currency as the capture",
  DECIMALS_NOT_SUPPORTED: "Currency does not support decimals.",
  DECIMAL_PRECISION: "If the currency supports decimals, only two decimal place precision is supported.",
  CANNOT_BE_ZERO_OR_NEGATIVE: "Must be greater than zero.",
  REFUND_AMOUNT_EXCEEDED:
    "The refund amount must be less than or equal to the capture amount that has not yet been refunded.",
} as const;

function refused(issue: keyof typeof descriptions, member?: string, value?: string): PaypalFault {
  return unprocessable({
    ...(member !== undefined && { field: `/amount/${member}` }),
    ...(value !== undefined && { value }),
    location: "body",
    issue,
    description: descriptions[issue],
  });
}
