// POST /v2/invoicing/search-invoices: https://developer.paypal.com/docs/api/invoicing/v2/#search-invoices_search-invoices
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { InvoiceRow } from "../../world.ts";
import type { Account } from "../account.ts";
import { moneySchema, parseBody, textOf } from "../body.ts";
import type { JsonObject } from "../json.ts";
import { originOf } from "../links.ts";
import { money } from "../money.ts";
import { invoiceSearchWording } from "../problems.ts";
import { createQuery } from "../query.ts";
import { dayMs, parseDay, parseInstant } from "../wire-time.ts";
import { paidAt, renderInvoice, statusOf } from "./invoice.ts";
import { pageOf, readPage, slice } from "./list-invoices.ts";

const invoiceStatus = z.enum([
  "DRAFT",
  "SENT",
  "SCHEDULED",
  "PAID",
  "MARKED_AS_PAID",
  "CANCELLED",
  "REFUNDED",
  "PARTIALLY_PAID",
  "PARTIALLY_REFUNDED",
  "MARKED_AS_REFUNDED",
  "UNPAID",
  "PAYMENT_PENDING",
]);
const date = z.string().refine((text) => parseDay(text) !== null);
const moment = z.string().refine((text) => parseInstant(text) !== null);
const dateRange = z.object({ start: date, end: date });
const momentRange = z.object({ start: moment, end: moment });

const searchSchema = z.object({
  recipient_email: textOf(254).optional(),
  recipient_first_name: textOf(140).optional(),
  recipient_last_name: textOf(140).optional(),
  recipient_business_name: textOf(300).optional(),
  invoice_number: textOf(25).optional(),
  status: z.array(invoiceStatus).max(5).optional(),
  reference: textOf(120).optional(),
  currency_code: z.string().length(3).optional(),
  memo: textOf(500).optional(),
  total_amount_range: z.object({ lower_amount: moneySchema, upper_amount: moneySchema }).optional(),
  invoice_date_range: dateRange.optional(),
  due_date_range: dateRange.optional(),
  payment_date_range: momentRange.optional(),
  creation_date_range: momentRange.optional(),
  archived: z.boolean().optional(),
  fields: z.array(z.string()).optional(),
});
type Search = z.infer<typeof searchSchema>;

/** Newest first; all that is given must hold. Throws PaypalFault. */
export function searchInvoices(request: FastifyRequest, account: Account): JsonObject {
  const query = createQuery(request.url, invoiceSearchWording);
  const paging = readPage(query);
  query.finish();
  const search = parseBody(searchSchema, request.body, invoiceSearchWording);

  const found = candidates(search, account).filter((row) => matches(row, search, account));
  const fields = search.fields ?? ["items", "payments"];
  const parts = { items: fields.includes("items"), payments: fields.includes("payments") };
  const origin = originOf(request);
  return pageOf(
    request,
    paging,
    found.length,
    slice(found, paging).map((row) => renderInvoice(row, account, origin, parts)),
  );
}

function candidates({ recipient_email: email }: Search, { book }: Account): readonly InvoiceRow[] {
  const serials =
    email === undefined
      ? Array.from({ length: book.invoices.size }, (_, serial) => serial)
      : book.payers.withEmail(email).flatMap((payer) => book.invoices.of(payer));
  return serials.toSorted((one, other) => other - one).map((serial) => book.invoices.at(serial));
}

function matches(row: InvoiceRow, search: Search, account: Account): boolean {
  return (
    (search.invoice_number === undefined || search.invoice_number === row.number) &&
    (search.status === undefined || search.status.some((status) => status === statusOf(row))) &&
    (search.currency_code === undefined || search.currency_code === row.currency) &&
    isWithinAmounts(row, search.total_amount_range) &&
    isOnDays(row.createdAt, search.invoice_date_range) &&
    isOnDays(row.dueAt, search.due_date_range) &&
    isBetween(paidAt(row), search.payment_date_range) &&
    isBetween(row.createdAt, search.creation_date_range) &&
    isNamed(row, search, account) &&
    // No invoice here has any of these.
    search.archived !== true &&
    [search.recipient_business_name, search.reference, search.memo].every((wanted) => wanted === undefined)
  );
}

function isNamed({ customer }: InvoiceRow, search: Search, { book }: Account): boolean {
  const { recipient_first_name: first, recipient_last_name: last } = search;
  if (first === undefined && last === undefined) return true;
  const { givenName, familyName } = book.payers.at(customer);
  const isSame = (wanted: string | undefined, name: string | null): boolean =>
    wanted === undefined || wanted.toLowerCase() === name?.toLowerCase();
  return isSame(first, givenName) && isSame(last, familyName);
}

function isWithinAmounts({ totalMinor, currency }: InvoiceRow, range: Search["total_amount_range"]): boolean {
  if (range === undefined) return true;
  const { lower_amount: lower, upper_amount: upper } = range;
  if (lower.currency_code !== currency || upper.currency_code !== currency) return false;
  const total = Number(money(totalMinor, currency).value);
  return total >= Number(lower.value) && total <= Number(upper.value);
}

function isOnDays(ms: number | null, range: { readonly start: string; readonly end: string } | undefined): boolean {
  if (range === undefined) return true;
  const [from, to] = [parseDay(range.start), parseDay(range.end)];
  return ms !== null && from !== null && to !== null && ms >= from && ms < to + dayMs;
}

function isBetween(ms: number | null, range: { readonly start: string; readonly end: string } | undefined): boolean {
  if (range === undefined) return true;
  const [from, to] = [parseInstant(range.start), parseInstant(range.end)];
  return ms !== null && from !== null && to !== null && ms >= from && ms <= to;
}
