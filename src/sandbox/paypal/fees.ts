import type { PaymentRow } from "../world.ts";

// What a merchant in the United States paid for checkout in 2026, near enough: the sandbox's own numbers.
const rate = 0.0349;
const fixedMinor: Readonly<Record<string, number>> = { USD: 49, EUR: 39, GBP: 39, JPY: 49 };

/** In minor units, at most the amount; 0 for what is not (yet) paid. PayPal keeps it when the payment is refunded. */
export function feeOf({ status, amountMinor, currency }: PaymentRow): number {
  if (status !== "succeeded") return 0;
  return Math.min(amountMinor, Math.round(amountMinor * rate) + (fixedMinor[currency] ?? 0));
}
