// What follows from a payment of the world, for its payment intent, its charge and its payment method alike.
import type { PaymentRow } from "../world.ts";
import { hashNumber } from "./ids.ts";

export type ChargeState = "succeeded" | "uncaptured" | "pending" | "failed";

/** How the payment's charge stands, or null when nothing was charged yet. */
export function chargeStateOf(payment: PaymentRow): ChargeState | null {
  switch (payment.status) {
    case "succeeded":
      return "succeeded";
    case "requires_capture":
      return "uncaptured";
    case "processing":
      return "pending";
    case "requires_payment_method":
      // Half of these were tried and declined, half never tried.
      return payment.isLegacyCharge || payment.serial % 2 === 0 ? "failed" : null;
    case "requires_action":
    case "canceled":
      return payment.isLegacyCharge ? "failed" : null;
  }
}

/** True when the intent has a payment method: a decline detaches it, as Stripe does. */
export function hasPaymentMethod(payment: PaymentRow): boolean {
  return payment.status !== "canceled" && payment.status !== "requires_payment_method";
}

export function refundedAmount(payment: PaymentRow): number {
  return payment.refunds.reduce((total, refund) => total + refund.amountMinor, 0);
}

export interface Card {
  readonly brand: "visa" | "mastercard" | "amex";
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
}

/** The card that a payment was made with. */
export function cardOf(payment: PaymentRow): Card {
  const hash = hashNumber(payment.customer * 2 + (payment.serial % 2));
  const brands = ["visa", "visa", "mastercard", "amex"] as const;
  return {
    brand: brands[hash % brands.length] ?? "visa",
    last4: String(hash % 10_000).padStart(4, "0"),
    expMonth: 1 + (hash % 12),
    expYear: new Date(payment.createdAt).getUTCFullYear() + 1 + (hash % 4),
  };
}

/** Stripe's fee in the payment's own currency: 2.9 % and a fixed part. */
export function feeOf(payment: PaymentRow): number {
  return Math.round(payment.amountMinor * 0.029) + 30;
}
