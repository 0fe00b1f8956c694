// https://developer.paypal.com/docs/api/invoicing/v2/#invoices
import { share } from "../../world/random.ts";
import type { InvoiceRow, PersonRecord } from "../../world.ts";
import type { Account } from "../account.ts";
import { notFound } from "../fault.ts";
import { ids } from "../ids.ts";
import type { JsonObject } from "../json.ts";
import { link } from "../links.ts";
import { merchant } from "../merchant.ts";
import { money } from "../money.ts";
import { countryCodeOf, fullNameOf, nameOf, phoneOf } from "../payer.ts";
import { day, dayMs, instant } from "../wire-time.ts";

/** Those that the book of PayPal has; `uncollectible` is Stripe's alone. */
const statuses: Readonly<Partial<Record<InvoiceRow["status"], string>>> = {
  draft: "DRAFT",
  open: "SENT",
  paid: "PAID",
  void: "CANCELLED",
};
const paidStream = 78;
const paidWithinDays = 14;

export function statusOf({ status }: InvoiceRow): string {
  const found = statuses[status];
  if (found === undefined) throw new RangeError(`PayPal has no invoice that is ${status}`);
  return found;
}

/** When it was paid, milliseconds since the epoch; null when it was not. The book does not say which payment did it. */
export function paidAt({ serial, status, createdAt }: InvoiceRow): number | null {
  return status === "paid" ? createdAt + Math.floor(share(paidStream, 0, serial) * paidWithinDays * dayMs) : null;
}

/** Throws the 404. */
export function findInvoice(id: string, { book }: Account): InvoiceRow {
  const serial = ids.invoice.serialOf(id);
  if (serial === null || serial >= book.invoices.size) throw notFound();
  return book.invoices.at(serial);
}

/** `withParts`: its items and payments, which lists leave out when told to. */
export function renderInvoice(
  row: InvoiceRow,
  account: Account,
  origin: string,
  withParts: { readonly items: boolean; readonly payments: boolean } = { items: true, payments: true },
): JsonObject {
  const id = ids.invoice.idOf(row.serial);
  const total = money(row.totalMinor, row.currency);
  const due = row.status === "paid" || row.status === "void" ? 0 : row.totalMinor;
  return {
    id,
    status: statusOf(row),
    detail: detailOf(row),
    invoicer: {
      business_name: merchant.businessName,
      email_address: merchant.email,
      address: { country_code: merchant.countryCode },
    },
    primary_recipients: [{ billing_info: billingInfo(account.book.payers.at(row.customer)) }],
    items: withParts.items ? [{ name: "Services", quantity: "1", unit_amount: total }] : undefined,
    amount: { ...total, breakdown: { item_total: total } },
    due_amount: money(due, row.currency),
    payments: withParts.payments ? paymentsOf(row) : undefined,
    links: [link(`${origin}/v2/invoicing/invoices/${id}`, "self")],
  };
}

function detailOf(row: InvoiceRow): JsonObject {
  const { createdAt, dueAt } = row;
  const wasSent = row.status !== "draft";
  return {
    currency_code: row.currency,
    invoice_number: row.number,
    invoice_date: day(createdAt),
    payment_term:
      dueAt === null
        ? { term_type: "DUE_ON_RECEIPT" }
        : { term_type: dueAt - createdAt === 30 * dayMs ? "NET_30" : "DUE_ON_DATE_SPECIFIED", due_date: day(dueAt) },
    metadata: {
      create_time: instant(createdAt),
      created_by: merchant.email,
      last_update_time: instant(paidAt(row) ?? createdAt),
      first_sent_time: wasSent ? instant(createdAt) : undefined,
      last_sent_time: wasSent ? instant(createdAt) : undefined,
      cancel_time: row.status === "void" ? instant(createdAt) : undefined,
      created_by_flow: "REGULAR_SINGLE",
    },
  };
}

function billingInfo(payer: PersonRecord): JsonObject {
  const phone = phoneOf(payer);
  return {
    name: { ...nameOf(payer), full_name: fullNameOf(payer) },
    email_address: payer.email ?? undefined,
    phones: phone && [{ ...phone, phone_type: "MOBILE" }],
    address: { country_code: countryCodeOf(payer) },
  };
}

function paymentsOf(row: InvoiceRow): JsonObject | undefined {
  const at = paidAt(row);
  if (at === null) return undefined;
  const amount = money(row.totalMinor, row.currency);
  return {
    paid_amount: amount,
    transactions: [{ type: "PAYPAL", method: "PAYPAL", payment_date: day(at), amount }],
  };
}
