// GET /v1/reporting/transactions: https://developer.paypal.com/docs/api/transaction-search/v1/#transactions_get
import type { FastifyRequest } from "fastify";
import type { Account } from "../account.ts";
import type { JsonObject } from "../json.ts";
import { pageLinks } from "../links.ts";
import { merchant } from "../merchant.ts";
import { generalWording } from "../problems.ts";
import { createQuery } from "../query.ts";
import type { Query } from "../query.ts";
import { dayMs } from "../wire-time.ts";
import { readFields } from "./blocks.ts";
import { readFilters } from "./filters.ts";
import { historyBegins, lastRefreshedAt, notAvailableYet, resultSetTooLarge } from "./horizon.ts";
import { instantWriter } from "./instant-writer.ts";
import { transactionOf } from "./transaction.ts";

const maxDays = 31;
const required = new Set(["start_date", "end_date"]);

/** Oldest first. Throws PaypalFault. */
export function listTransactions(request: FastifyRequest, account: Account): JsonObject {
  const query = createQuery(request.url, generalWording);
  const [from, until] = readWindow(query, account);
  const accepts = readFilters(query);
  const write = readFields(query);
  const page = query.integer("page", { min: 1, max: 2_147_483_647, default: 1 });
  const pageSize = query.integer("page_size", { min: 1, max: 500, default: 100 });
  query.finish();

  const refreshedAt = lastRefreshedAt(account);
  if (from > refreshedAt) throw notAvailableYet();
  const to = Math.min(until, refreshedAt);
  const found = account
    .journal()
    .between(from, to)
    .map((posting) => transactionOf(posting, account))
    .filter(accepts);
  const { maximumItems } = account.settings;
  if (found.length > maximumItems) throw resultSetTooLarge(found.length, maximumItems);

  const options = {
    instant: instantWriter(request, account),
    // "If you specify one or more optional query parameters, the ending_balance response field is empty."
    withBalances: query.names.every((name) => required.has(name)),
  };
  const totalPages = Math.ceil(found.length / pageSize);
  return {
    transaction_details: found
      .slice((page - 1) * pageSize, page * pageSize)
      .map((transaction) => write(transaction, account, options)),
    account_number: merchant.id,
    start_date: options.instant(from),
    end_date: options.instant(to),
    last_refreshed_datetime: options.instant(refreshedAt),
    page,
    total_items: found.length,
    total_pages: totalPages,
    links: pageLinks(request, page, totalPages),
  };
}

function readWindow(query: Query, account: Account): readonly [from: number, until: number] {
  const from = query.requiredInstant("start_date");
  const until = query.requiredInstant("end_date");
  if (until - from > maxDays * dayMs) query.reject("end_date", "value", "Date range is greater than 31 days");
  if (until < from) query.reject("end_date", "value", "End date is before start date");
  if (from < historyBegins(account)) {
    query.reject("start_date", "value", `Start date is more than ${account.settings.historyYears} years ago`);
  }
  return [from, until];
}
