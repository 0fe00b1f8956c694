// Zendesk's search gives the first 1,000 results. So a long list is asked for by keyset: what begins where the last page
// ended, less what was seen of that very second.
// https://developer.zendesk.com/api-reference/ticketing/ticket-management/search/#results-limit
import { RequestError } from "../../errors.ts";
import { idAt, textAt } from "../../mapping/reply.ts";
import { wholeSecondOf } from "../../mapping/instants.ts";
import type { Http } from "../../upstream/http.ts";
import type { Order, RecordPage } from "../contract.ts";
import { PAGE_SIZE } from "./cursor-page.ts";
import { MAX_RESULTS, readSearchPage } from "./search.ts";

interface Place {
  /** A whole second: what is behind it has not been seen. */
  readonly at: string;
  /** Ids of what has been seen of this second. */
  readonly seen: readonly string[];
  /** Pages of the search before this one hold nothing but what has been seen. */
  readonly page: number;
}

const NOWHERE: Pick<Place, "seen" | "page"> = { seen: [], page: 1 };

const KEYS: Readonly<Record<string, { readonly keyword: string; readonly path: string }>> = {
  createdAt: { keyword: "created", path: "created_at" },
  updatedAt: { keyword: "updated", path: "updated_at" },
};

/** A page of what matches, in the order of a time. Throws RequestError where over 1,000 records have the same second. */
export async function keysetPage(
  http: Http,
  terms: readonly string[],
  order: Order,
  { after, size }: { after: string | null; size: number },
): Promise<RecordPage> {
  const key = Object.hasOwn(KEYS, order.field) ? KEYS[order.field] : undefined;
  if (key === undefined) {
    throw new RequestError("UNSUPPORTED_BY_SOURCE", `Zendesk's search has no order by ${order.field}`);
  }
  const place = after === null ? null : placeOf(after);
  const behind = place === null ? [] : [`${key.keyword}${order.direction === "DESC" ? "<=" : ">="}${place.at}`];
  const { page, seen } = place ?? NOWHERE;
  const pageSize = page === 1 ? Math.min(PAGE_SIZE, size + seen.length) : PAGE_SIZE;
  const found = await readSearchPage(http, [...terms, ...behind].join(" "), order, page, pageSize);
  const fresh = found.records.filter((record) => !seen.includes(idOf(record)));
  const records = fresh.slice(0, size);

  const positions: string[] = [];
  let last: Place | null = place;
  for (const record of records) {
    const at = wholeSecondOf(textAt(record, key.path) ?? "");
    const id = idOf(record);
    last = last?.at === at ? { ...last, seen: [...last.seen, id] } : { at, seen: [id], page: 1 };
    positions.push(JSON.stringify(last));
  }
  const isEnd = page * pageSize >= found.total && records.length === fresh.length;
  if (isEnd || last === null) return { records, positions, next: null };
  if (records.length > 0) return { records, positions, next: positions.at(-1) ?? null };
  if (page * pageSize >= MAX_RESULTS) {
    throw new RequestError(
      "UNSUPPORTED_BY_SOURCE",
      `Zendesk gives no more than ${MAX_RESULTS} records of one second (${last.at}) in this order: leave out orderBy`,
    );
  }
  return { records, positions, next: JSON.stringify({ ...last, page: page + 1 }) };
}

/** A record without a readable id is an error at its place in the list, and is not told from others such. */
function idOf(record: unknown): string {
  return idAt(record, "id") ?? "";
}

/** Throws RequestError for what this file did not write. */
function placeOf(text: string): Place {
  try {
    const { at, seen, page } = JSON.parse(text) as Record<string, unknown>;
    if (typeof at === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(at) && Array.isArray(seen)) {
      return { at, seen: seen.map(String), page: typeof page === "number" && page >= 1 ? Math.floor(page) : 1 };
    }
  } catch {
    // No JSON, so not ours either.
  }
  throw new RequestError("BAD_USER_INPUT", "The cursor is not one of this list's");
}
