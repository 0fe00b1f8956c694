import * as records from "../vendor-records.ts";
import * as requests from "../vendor-requests.ts";
import { companiesOf } from "./companies.ts";
import { contactIdIn, idOf } from "./ids.ts";
import { findPeople, personOf } from "./links.ts";
import { listsOf } from "./stripe-lists.ts";
import { hubspot, stripe, type Results } from "./vendors.ts";

export async function oneCustomer({ id }: { id: string }): Promise<unknown> {
  const body = requests.batchOf(requests.ONE_CONTACT, [contactIdIn(id)]);
  const reply = (await hubspot.post(requests.CONTACTS_BATCH, body)) as Results<records.HubspotContact>;
  const [contact] = reply.results;
  if (contact === undefined) return { customer: null };
  const [companies, customers] = await Promise.all([
    companiesOf([contact], ["name"]),
    findPeople.inStripe([personOf(contact)], stripe.get),
  ]);
  const [invoicesOf, subscriptionsOf] = await Promise.all([
    listsOf<records.StripeInvoice>(customers, (customer) => requests.invoicesTarget(customer, 3)),
    listsOf<records.StripeSubscription>(customers, (customer) => requests.subscriptionsTarget(customer, 3)),
  ]);
  const company = companies.get(contact.properties.associatedcompanyid ?? "");
  const invoices = invoicesOf(contact.id).slice(0, 3);
  const subscriptions = subscriptionsOf(contact.id).slice(0, 3);
  return {
    customer: {
      id,
      displayName: records.displayNameOf(contact),
      email: contact.properties.email || null,
      company: company === undefined ? null : { name: company.properties.name },
      invoices: {
        nodes: invoices.map((invoice) => ({
          id: idOf("Invoice", "stripe", invoice.id),
          total: records.stripeMoneyOf(invoice.total, invoice.currency),
          status: invoice.status?.toUpperCase() ?? null,
          dueDate: invoice.due_date === null ? null : records.instantOf(invoice.due_date).slice(0, 10),
        })),
      },
      subscriptions: {
        nodes: subscriptions.map(({ id: own, status, current_period_end: end }) => ({
          id: idOf("BillingSubscription", "stripe", own),
          status: status.toUpperCase(),
          currentPeriodEnd: end === null ? null : records.instantOf(end),
        })),
      },
    },
  };
}
