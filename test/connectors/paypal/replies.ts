// What is asked of PayPal, and its envelopes around records.
import type { Exchange } from "../../support/fake-http.ts";

export const SEARCH = "/v1/reporting/transactions";

/** A page of the transaction search, as the feed asks for it. */
export const searchFor = (start: string, end: string, reply: unknown, page = 1): Exchange => ({
  ask: {
    method: "GET",
    path: SEARCH,
    query: {
      start_date: start,
      end_date: end,
      fields: "transaction_info,payer_info",
      balance_affecting_records_only: "N",
      page,
      page_size: 500,
    },
  },
  reply,
});

export const found = (
  transactions: readonly unknown[],
  { refreshed, pages = 1, page = 1 }: { refreshed?: string; pages?: number; page?: number } = {},
) => ({
  ...(transactions.length > 0 && { transaction_details: transactions }),
  account_number: "XZXSPECPDZHZU",
  ...(refreshed !== undefined && { last_refreshed_datetime: refreshed }),
  page,
  total_items: transactions.length,
  total_pages: pages,
});

export const invoicesPage = (totalPages: number, ...items: readonly unknown[]) => ({
  total_pages: totalPages,
  total_items: items.length,
  ...(items.length > 0 && { items }),
});

export const get = (path: string, reply: unknown, query: Record<string, string | number | boolean> = {}): Exchange => ({
  ask: { method: "GET", path, query },
  reply,
});
