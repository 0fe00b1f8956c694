// GET /v1/reporting/balances: https://developer.paypal.com/docs/api/transaction-search/v1/#balances_get
import type { FastifyRequest } from "fastify";
import type { Account } from "../account.ts";
import type { JsonObject } from "../json.ts";
import { merchant } from "../merchant.ts";
import { money } from "../money.ts";
import { generalWording } from "../problems.ts";
import { createQuery } from "../query.ts";
import { historyBegins, lastRefreshedAt } from "./horizon.ts";
import { instantWriter } from "./instant-writer.ts";

/** Nothing is ever withdrawn or withheld. Throws PaypalFault. */
export function listBalances(request: FastifyRequest, account: Account): JsonObject {
  const query = createQuery(request.url, generalWording);
  const refreshedAt = lastRefreshedAt(account);
  const asOf = Math.min(query.instant("as_of_time") ?? refreshedAt, refreshedAt);
  const currency = query.text("currency_code", { min: 3, max: 3 });
  if (asOf < historyBegins(account)) query.reject("as_of_time", "value");
  query.finish();

  const write = instantWriter(request, account);
  return {
    balances: [...account.journal().balancesAt(asOf)]
      .filter(([code]) => currency === undefined || code === currency)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([code, minor]) => ({
        currency: code,
        primary: code === merchant.primaryCurrency,
        total_balance: money(minor, code),
        available_balance: money(minor, code),
        withheld_balance: money(0, code),
      })),
    account_id: merchant.id,
    as_of_time: write(asOf),
    last_refresh_time: write(refreshedAt),
  };
}
