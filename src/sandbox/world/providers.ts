import type { InvoiceRow, PaymentRow, SubscriptionRow } from "../world.ts";

type Weights<T> = readonly (readonly [T, number])[];

/** What there is with a payments provider, and how often. */
export interface Provider {
  readonly payments: Weights<PaymentRow["status"]>;
  readonly invoices: Weights<InvoiceRow["status"]>;
  readonly subscriptions: Weights<SubscriptionRow["status"]>;
  /** Of payments: charges without a PaymentIntent. */
  readonly legacyShare: number;
  /** Of those in the data, what the provider takes. */
  readonly currencies: readonly string[];
}

export const stripe: Provider = {
  payments: [
    ["succeeded", 84],
    ["processing", 2],
    ["requires_payment_method", 6],
    ["requires_action", 2],
    ["requires_capture", 2],
    ["canceled", 4],
  ],
  invoices: [
    ["draft", 5],
    ["open", 14],
    ["paid", 72],
    ["void", 5],
    ["uncollectible", 4],
  ],
  subscriptions: [
    ["active", 68],
    ["trialing", 6],
    ["past_due", 5],
    ["canceled", 15],
    ["unpaid", 2],
    ["incomplete", 2],
    ["paused", 2],
  ],
  legacyShare: 0.01,
  currencies: ["USD", "EUR", "GBP", "JPY", "KWD"],
};

/** Only what PayPal has a word for: https://developer.paypal.com/api/rest/reference/currency-codes/ for the currencies. */
export const paypal: Provider = {
  payments: [
    ["succeeded", 88],
    ["processing", 4],
    ["requires_capture", 3],
    ["canceled", 5],
  ],
  invoices: [
    ["draft", 8],
    ["open", 20],
    ["paid", 66],
    ["void", 6],
  ],
  subscriptions: [
    ["active", 72],
    ["incomplete", 6],
    ["paused", 6],
    ["canceled", 16],
  ],
  legacyShare: 0,
  currencies: ["USD", "EUR", "GBP", "JPY"],
};
