// GET /v2/invoicing/invoices: https://developer.paypal.com/docs/api/invoicing/v2/#invoices_list
import type { FastifyRequest } from "fastify";
import type { InvoiceRow } from "../../world.ts";
import type { Account } from "../account.ts";
import type { JsonObject } from "../json.ts";
import { originOf, pageLinks } from "../links.ts";
import { invoiceListWording } from "../problems.ts";
import { createQuery } from "../query.ts";
import type { Query } from "../query.ts";
import { renderInvoice } from "./invoice.ts";

export interface InvoicePage {
  readonly page: number;
  readonly pageSize: number;
  readonly isTotalRequired: boolean;
}

/** Newest first. Throws PaypalFault. */
export function listInvoices(request: FastifyRequest, account: Account): JsonObject {
  const query = createQuery(request.url, invoiceListWording);
  const paging = readPage(query);
  const fields = query.text("fields")?.toLowerCase() ?? "all";
  if (fields !== "all" && fields !== "none") query.reject("fields", "value");
  query.finish();

  const { invoices } = account.book;
  const start = Math.min(invoices.size, (paging.page - 1) * paging.pageSize);
  const end = Math.min(invoices.size, start + paging.pageSize);
  const rows = Array.from({ length: end - start }, (_, place) => invoices.at(invoices.size - 1 - start - place));
  const parts = { items: fields === "all", payments: fields === "all" };
  const origin = originOf(request);
  return pageOf(
    request,
    paging,
    invoices.size,
    rows.map((row) => renderInvoice(row, account, origin, parts)),
  );
}

export function readPage(query: Query): InvoicePage {
  return {
    page: query.integer("page", { min: 1, max: 1_000, default: 1 }),
    pageSize: query.integer("page_size", { min: 1, max: 100, default: 20 }),
    isTotalRequired: query.flag("total_required"),
  };
}

/** A page of `totalItems` invoices, which is told only when that was asked for. */
export function pageOf(
  request: FastifyRequest,
  { page, pageSize, isTotalRequired }: InvoicePage,
  totalItems: number,
  items: readonly JsonObject[],
): JsonObject {
  const totalPages = Math.ceil(totalItems / pageSize);
  return {
    ...(isTotalRequired && { total_items: totalItems, total_pages: totalPages }),
    items,
    links: pageLinks(request, page, totalPages),
  };
}

/** Those of a page. */
export function slice(rows: readonly InvoiceRow[], { page, pageSize }: InvoicePage): readonly InvoiceRow[] {
  return rows.slice((page - 1) * pageSize, page * pageSize);
}
