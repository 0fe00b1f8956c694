// From when to when reporting knows anything.
import type { Account } from "../account.ts";
import { PaypalFault } from "../fault.ts";
import { wholeSecond } from "../wire-time.ts";

/** Up to when the data is there, milliseconds since the epoch. */
export function lastRefreshedAt({ now, settings }: Account): number {
  return wholeSecond(now() - settings.reportingLagSeconds * 1_000);
}

export function historyBegins({ now, settings }: Account): number {
  const date = new Date(now());
  return date.setUTCFullYear(date.getUTCFullYear() - settings.historyYears);
}

/** 404 for a window that begins when nothing is known yet. The contract does not have it; replies that people kept do. */
export function notAvailableYet(): PaypalFault {
  return new PaypalFault(404, {
    name: "INVALID_REQUEST",
    message: "Data for the given start date is not available.",
    details: [],
  });
}

/** 400: https://developer.paypal.com/api/transaction-search/v1/errors/resultset_too_large */
export function resultSetTooLarge(totalItems: number, maximumItems: number): PaypalFault {
  return new PaypalFault(400, {
    name: "RESULTSET_TOO_LARGE",
    message: "Result set size is greater than the maximum limit. Change the filter criteria and try again.",
    details: [],
    extra: { total_items: totalItems, maximum_items: maximumItems },
  });
}
