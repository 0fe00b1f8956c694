// Which subscription a payment pays. The world knows only the payer of each, so the link is derived: a payment pays the
// payer's newest subscription that had begun by then, and had not ended, in the same currency. Its amount is its own.
import type { PaymentRow, PaymentsBook, SubscriptionRow } from "../world.ts";

/** Null for a one-off payment. */
export function subscriptionOfPayment(payment: PaymentRow, book: PaymentsBook): SubscriptionRow | null {
  if (payment.status !== "succeeded") return null;
  for (const serial of book.subscriptions.of(payment.customer).toReversed()) {
    const subscription = book.subscriptions.at(serial);
    if (paysFor(payment, subscription)) return subscription;
  }
  return null;
}

/** Oldest first. */
export function paymentsOfSubscription(subscription: SubscriptionRow, book: PaymentsBook): readonly PaymentRow[] {
  return book.payments
    .of(subscription.customer)
    .map((serial) => book.payments.at(serial))
    .filter((payment) => subscriptionOfPayment(payment, book)?.serial === subscription.serial);
}

function paysFor(payment: PaymentRow, subscription: SubscriptionRow): boolean {
  const hasEnded = subscription.status === "canceled" && payment.createdAt > subscription.periodEnd;
  return (
    subscription.status !== "incomplete" &&
    !hasEnded &&
    subscription.createdAt <= payment.createdAt &&
    subscription.currency === payment.currency
  );
}
