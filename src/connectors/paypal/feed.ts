// The transaction search, window by window from the oldest that PayPal keeps to now, and on from there:
// https://developer.paypal.com/docs/api/transaction-search/v1/
import { UpstreamError } from "../../errors.ts";
import { numberAt, recordsAt, textAt } from "../../mapping/reply.ts";
import type { Http, Query } from "../../upstream/http.ts";
import type { Feed } from "../contract.ts";
import { countOption } from "../options.ts";
import * as position from "./feed-position.ts";
import { feedRecordsOf } from "./feed-records.ts";

const path = "/v1/reporting/transactions";
const PAGE_SIZE = 500;
const SHORTEST_SPAN_MS = 60_000;

export const feed: Feed = {
  intervalMs: 15 * 60_000,
  async read(http, after) {
    const from = position.positionAt(after, http);
    const toMs = from.page > 1 ? from.toMs : Math.min(from.fromMs + from.spanMs, http.now());
    const at = { ...from, toMs };
    if (toMs <= from.fromMs) return { records: [], next: position.positionText(from), isAtEnd: true };

    const reply = await search(http, at);
    if (reply === TOO_MANY) {
      return { records: [], next: position.positionText(position.shorterWindow(from)), isAtEnd: false };
    }
    const transactions = numberAt(reply, "total_items") === 0 ? [] : recordsAt(reply, "transaction_details");
    const records = feedRecordsOf(transactions);
    if (transactions.length > 0 && at.page < numberAt(reply, "total_pages")) {
      return { records, next: position.positionText({ ...at, page: at.page + 1 }), isAtEnd: false };
    }
    const knownMs = Math.min(toMs, refreshedMs(reply) ?? toMs);
    const isAtEnd = knownMs < toMs || toMs > http.now() - countOption(http, "reportingLagHours") * position.HOUR_MS;
    const next = isAtEnd ? position.nextRound(http, knownMs, at) : position.nextWindow(at);
    return { records, next: position.positionText(next), isAtEnd };
  },
};

/** The search of the last day alone, and one transaction of it. Throws UpstreamError. */
export async function probeSearch(http: Http): Promise<void> {
  const now = http.now();
  await http.get(path, { ...between(now - position.DAY_MS, now), page: 1, page_size: 1 });
}

const TOO_MANY = Symbol("more transactions than a search gives");

/**
 * A page of a window. Of more than 10,000 transactions PayPal gives none and says no more than that: a refusal which is
 * an answer, and so is caught here.
 */
async function search(http: Http, { fromMs, toMs, page, spanMs }: position.FeedPosition): Promise<unknown> {
  try {
    return await http.get(path, {
      ...between(fromMs, toMs),
      fields: "transaction_info,payer_info",
      balance_affecting_records_only: "N", // also what is pending or was denied, and so moved no money
      page,
      page_size: PAGE_SIZE,
    });
  } catch (problem) {
    const isTooLarge = problem instanceof UpstreamError && problem.details.detail?.includes("RESULTSET_TOO_LARGE");
    if (isTooLarge === true && spanMs > SHORTEST_SPAN_MS) return TOO_MANY;
    throw problem;
  }
}

function between(fromMs: number, toMs: number): Query {
  return { start_date: new Date(fromMs).toISOString(), end_date: new Date(toMs).toISOString() };
}

/** How far PayPal's own data go; null where it does not say. */
function refreshedMs(reply: unknown): number | null {
  const time = Date.parse(textAt(reply, "last_refreshed_datetime") ?? "");
  return Number.isNaN(time) ? null : time;
}
