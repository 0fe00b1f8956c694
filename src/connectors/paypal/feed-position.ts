// How far the feed has come: a window of time, a page of it, and how long the next window may be.
import type { Http } from "../../upstream/http.ts";
import { countOption } from "../options.ts";

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** The most that PayPal searches at once. */
const LONGEST_WINDOW_MS = 31 * DAY_MS;

export interface FeedPosition {
  readonly fromMs: number;
  /** Where the window ends, fixed while its pages are read; 0 before the first of them. */
  readonly toMs: number;
  readonly page: number;
  /** The longest that the window may be. */
  readonly spanMs: number;
  /** When what was not settled was last read again. */
  readonly settledMs: number;
}

/** A search that begins before this is refused. */
function oldestMs(http: Http): number {
  return http.now() - countOption(http, "historyDays") * DAY_MS;
}

/** Where a feed begins: an hour is in hand, for clocks that differ and for the pages of the first window. */
function beginning(http: Http): FeedPosition {
  const fromMs = oldestMs(http) + HOUR_MS;
  return { fromMs, toMs: 0, page: 1, spanMs: LONGEST_WINDOW_MS, settledMs: http.now() };
}

/**
 * Where to go on: from the beginning for what is no position of ours, which gives all records again and does no harm, and
 * where the feed has rested so long that its window is too old by now.
 */
export function positionAt(after: string | null, http: Http): FeedPosition {
  const held = positionIn(after);
  return held === null || held.fromMs < oldestMs(http) ? beginning(http) : held;
}

/** The window behind one that was read to its end: a longer one, as this one was not too long. */
export function nextWindow({ toMs, spanMs, settledMs }: FeedPosition): FeedPosition {
  return { fromMs: toMs, toMs: 0, page: 1, spanMs: Math.min(LONGEST_WINDOW_MS, 2 * spanMs), settledMs };
}

/** The same window, half as long. */
export function shorterWindow(position: FeedPosition): FeedPosition {
  return { ...position, toMs: 0, page: 1, spanMs: Math.floor(position.spanMs / 2) };
}

/**
 * The next round, after what PayPal knew ended at `knownMs`. Transactions appear hours late, and a search goes by when
 * they began: once a day the round begins so early that it finds what has been settled since.
 */
export function nextRound(http: Http, knownMs: number, { spanMs, settledMs }: FeedPosition): FeedPosition {
  const now = http.now();
  const lateMs = knownMs - countOption(http, "reportingLagHours") * HOUR_MS - HOUR_MS;
  const unsettledMs = now - countOption(http, "settlingDays") * DAY_MS;
  const isSettlingDue = now - settledMs >= DAY_MS;
  const fromMs = Math.max(beginning(http).fromMs, isSettlingDue ? Math.min(lateMs, unsettledMs) : lateMs);
  return { fromMs, toMs: 0, page: 1, spanMs, settledMs: isSettlingDue ? now : settledMs };
}

export function positionText({ fromMs, toMs, page, spanMs, settledMs }: FeedPosition): string {
  return [fromMs, toMs, page, spanMs, settledMs].join(" ");
}

function positionIn(text: string | null): FeedPosition | null {
  if (text === null || !/^\d{1,15}(?: \d{1,15}){4}$/.test(text)) return null;
  const [fromMs = 0, toMs = 0, page = 1, spanMs = 0, settledMs = 0] = text.split(" ").map(Number);
  return { fromMs, toMs, page, spanMs, settledMs };
}
