// One search, read record by record over as many pages as it takes: what a merge of two needs of each.
import { advanced } from "../read-pages.ts";
import type { Order } from "../contract.ts";
import type { Http } from "../../upstream/http.ts";
import { PAGE_SIZE, searchPage } from "./search.ts";
import type { TicketSearch } from "./ticket-kinds.ts";

/** Where a search goes on: that many records that count behind a cursor, null for its start. */
export interface Place {
  readonly skip: number;
  readonly cursor: string | null;
}

export const START: Place = { skip: 0, cursor: null };

/** The records of one search that count, one after the other. */
export interface TicketReader {
  /** Sees to it that there is a head, where the search goes on. */
  fill(): Promise<void>;
  /** The record that comes next; undefined where there is none, or none is read. */
  head(): unknown;
  take(): unknown;
  /** Behind the record that was taken last; null at the end. */
  place(): Place | null;
  /** Is there more? Of pages that are not yet read it is assumed. */
  hasMore(): boolean;
  /** Does `fill` have to read a page? */
  readonly isEmpty: boolean;
  /** How many pages are still unread, where one was read. */
  readonly pagesLeft: number;
}

/**
 * @param place null for a search that is read to its end
 * @param count how many records are wanted; as many are asked for at once, but where most may not count
 */
export function createTicketReader(
  http: Http,
  { collection, conditions, keeps, isSparse }: TicketSearch,
  { order, place, count }: { order: Order; place: Place | null; count: number },
): TicketReader {
  let { cursor, skip: index } = place ?? START;
  let page: readonly unknown[] | null = place === null ? [] : null;
  let next: string | null = null;
  let pagesLeft = 0;

  const isEmpty = (): boolean => page === null || (index >= page.length && next !== null);

  async function readPage(): Promise<void> {
    if (page !== null && next !== null) {
      index -= page.length;
      cursor = advanced(cursor, next);
    }
    const size = isSparse ? PAGE_SIZE : Math.min(index + count, PAGE_SIZE);
    const found = await searchPage(http, collection, { conditions, order, after: cursor, size });
    pagesLeft = page === null ? Math.ceil(found.total / size) - 1 : pagesLeft - 1;
    page = found.records.filter(keeps);
    next = found.next;
  }

  return {
    async fill() {
      while (isEmpty()) await readPage();
    },
    head: () => page?.[index],
    take() {
      index += 1;
      return page?.[index - 1];
    },
    place() {
      if (page === null || index < page.length) return { skip: index, cursor };
      return next === null ? null : { skip: 0, cursor: next };
    },
    hasMore: () => isEmpty() || index < (page?.length ?? 0),
    get isEmpty() {
      return isEmpty();
    },
    get pagesLeft() {
      return next === null ? 0 : Math.max(pagesLeft, 1);
    },
  };
}
