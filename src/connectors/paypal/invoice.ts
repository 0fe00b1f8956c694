// https://developer.paypal.com/docs/api/invoicing/v2/
import type { InvoiceStatus } from "../../generated/types.ts";
import { id, oneOf, text } from "../../mapping/converters.ts";
import { isoDate, isoInstant } from "../../mapping/dates.ts";
import type { Invoice } from "../../mapping/entities.ts";
import { at, required, valueAtPath, type FieldMap } from "../../mapping/field-map.ts";
import { decimalMoney } from "../../mapping/money.ts";
import { numberAt, recordsAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { EntitySource, RecordPage } from "../contract.ts";
import { readPages } from "../read-pages.ts";
import { readById } from "./reading.ts";

const path = "/v2/invoicing/invoices";
const PAGE_SIZE = 100;

const status = oneOf<InvoiceStatus>({
  DRAFT: "DRAFT",
  SCHEDULED: "DRAFT", // to be sent later
  SENT: "OPEN",
  UNPAID: "OPEN",
  PAYMENT_PENDING: "OPEN",
  PARTIALLY_PAID: "OPEN",
  PAID: "PAID",
  MARKED_AS_PAID: "PAID",
  // Paid, and then paid back: what the refunds tell.
  REFUNDED: "PAID",
  PARTIALLY_REFUNDED: "PAID",
  MARKED_AS_REFUNDED: "PAID",
  CANCELLED: "VOID",
});

const fields: FieldMap<Invoice> = {
  id: required("id", id),
  number: at("detail.invoice_number", text),
  total: decimalMoney("amount.value", "amount.currency_code"),
  amountDue: decimalMoney("due_amount.value", "due_amount.currency_code"),
  status: at("status", status),
  dueDate: at("detail.payment_term.due_date", isoDate),
  createdAt: at("detail.metadata.create_time", isoInstant),
};

/** A page of either list. @param after the number of the page, null for the first */
async function readPage(
  after: string | null,
  size: number,
  ask: (query: { page: number; page_size: number; total_required: true }) => Promise<unknown>,
): Promise<RecordPage> {
  const page = Number(after ?? 1);
  const reply = await ask({ page, page_size: size, total_required: true });
  const totalPages = numberAt(reply, "total_pages");
  return {
    records: totalPages === 0 ? [] : recordsAt(reply, "items"),
    next: page < totalPages ? String(page + 1) : null,
  };
}

/** All invoices of a recipient. The search may find other addresses too that begin like this one. */
async function sentTo(http: Http, recipient: string): Promise<readonly unknown[]> {
  const found = await readPages((after) =>
    readPage(after, PAGE_SIZE, (query) =>
      http.read("/v2/invoicing/search-invoices", { recipient_email: recipient }, query),
    ),
  );
  return found.filter((invoice) => recipientsOf(invoice).includes(recipient));
}

function recipientsOf(invoice: unknown): string[] {
  const recipients = valueAtPath(invoice, ["primary_recipients"]);
  return (Array.isArray(recipients) ? recipients : []).map((recipient) =>
    String(valueAtPath(recipient, ["billing_info", "email_address"])).toLowerCase(),
  );
}

export const invoice: EntitySource<Invoice> = {
  fields,
  getMany: readById(path),
  list: {
    pageSize: PAGE_SIZE,
    filters: {},
    orders: {},
    read: (http, { after, size }) => readPage(after, size, (query) => http.get(path, query)),
  },
  related: {
    Contact: {
      batchSize: 1,
      parentsBy: "email",
      arrangedBy: "core", // the search orders by nothing
      filters: {},
      orders: { createdAt: ["ASC", "DESC"] },
      defaultOrder: { field: "createdAt", direction: "DESC" },
      async find(http, recipients) {
        const found = recipients.map(
          async (recipient) => [recipient, { records: await sentTo(http, recipient), hasMore: false }] as const,
        );
        return new Map(await Promise.all(found));
      },
    },
  },
};
