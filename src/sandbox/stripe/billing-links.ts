// Which subscription an invoice bills. The world knows only the customer of each, so the link is derived: an invoice
// bills the customer's newest subscription that had begun by then in the same currency.
import type { InvoiceRow, SubscriptionRow, World } from "../world.ts";

export function subscriptionOfInvoice(invoice: InvoiceRow, world: World): SubscriptionRow | null {
  for (const serial of world.subscriptions.of(invoice.customer).toReversed()) {
    const subscription = world.subscriptions.at(serial);
    if (subscription.createdAt <= invoice.createdAt && subscription.currency === invoice.currency) return subscription;
  }
  return null;
}

/** Serials of the invoices that bill a subscription, oldest first. */
export function invoicesOfSubscription(subscription: SubscriptionRow, world: World): readonly number[] {
  return world.invoices
    .of(subscription.customer)
    .filter((serial) => subscriptionOfInvoice(world.invoices.at(serial), world)?.serial === subscription.serial);
}
