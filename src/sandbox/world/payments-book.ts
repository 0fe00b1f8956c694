import type { PaymentsBook } from "../world.ts";
import { createInvoices, createSubscriptions } from "./billing.ts";
import { once } from "./once.ts";
import { createPayments } from "./payments.ts";
import type { Payers } from "./payments.ts";
import type { People } from "./people.ts";
import type { IndexedRecords } from "./person-records.ts";
import type { Provider } from "./providers.ts";

export interface PaymentsPlan {
  readonly seed: number;
  readonly people: People;
  readonly payers: () => IndexedRecords;
  readonly provider: Provider;
  readonly sizes: { readonly payments: number; readonly invoices: number; readonly subscriptions: number };
}

/** A payments provider's book. Each of its collections is made when it is first read. */
export function createPaymentsBook({ seed, people, payers, provider, sizes }: PaymentsPlan): PaymentsBook {
  const parties = (): Payers => ({ people, payers: payers(), provider });
  const payments = once(() => createPayments(seed, sizes.payments, parties()));
  const invoices = once(() => createInvoices(seed, sizes.invoices, parties()));
  const subscriptions = once(() => createSubscriptions(seed, sizes.subscriptions, parties()));
  return {
    get payers() {
      return payers();
    },
    get payments() {
      return payments();
    },
    get invoices() {
      return invoices();
    },
    get subscriptions() {
      return subscriptions();
    },
  };
}
