// GET /v1/<resource>/search: https://docs.stripe.com/api/pagination/search
import { invalidParam } from "./fault.ts";
import { hashText } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import type { Params } from "./params.ts";
import type { Resource, SearchDefinition, View } from "./resource.ts";
import { createMatcher } from "./search-match.ts";
import type { Matcher } from "./search-match.ts";
import { parseSearchQuery } from "./search-query.ts";
import type { Sequence } from "./sequence.ts";
import { sortedKeys } from "./sequence.ts";

const maxLimit = 100;
const defaultLimit = 10;
// No request looks at more records than this: a page may then be short, and `next_page` goes on where it stopped.
const scanCap = 250_000;
// "Only accurate up to 10,000": the contract's words.
const countCap = 10_000;

/**
 * Answers a search, newest first. `withTotal` adds `total_count`, as `expand[]=total_count` does. Throws StripeFault.
 */
export function searchPage<Row>(
  resource: Resource<Row>,
  search: SearchDefinition<Row>,
  params: Params,
  view: View,
  withTotal: boolean,
): JsonObject {
  const query = params.requiredString("query");
  const limit = params.integer("limit", { min: 1, max: maxLimit }) ?? defaultLimit;
  const page = params.string("page");
  params.finish();

  const matcher = createMatcher(parseSearchQuery(query), resource, search, view);
  const sequence = sequenceOf(matcher, resource, view);
  const start = page === undefined ? sequence.length : positionOf(page, query, sequence);
  const scan = scanDown(resource, matcher, sequence, start, limit, view);
  return {
    object: "search_result",
    data: scan.found.map(({ row, key }) => resource.render(row, key, view)),
    has_more: scan.stoppedAt !== null,
    next_page: scan.stoppedAt === null ? null : pageToken(query, scan.stoppedAt),
    ...(withTotal
      ? { total_count: scanDown(resource, matcher, sequence, sequence.length, countCap, view).found.length }
      : {}),
    url: `/v1${resource.path}/search`,
  };
}

function sequenceOf<Row>(matcher: Matcher<Row>, resource: Resource<Row>, view: View): Sequence {
  if (matcher.candidates === null) return resource.all(view);
  const distinct = [...new Set(matcher.candidates)];
  return sortedKeys(distinct.map((key) => ({ key, created: resource.created(key, view) })));
}

interface Scan<Row> {
  readonly found: readonly { readonly row: Row; readonly key: number }[];
  /** Position below which the next page begins; null when nothing is left. */
  readonly stoppedAt: number | null;
}

function scanDown<Row>(
  resource: Resource<Row>,
  matcher: Matcher<Row>,
  sequence: Sequence,
  start: number,
  limit: number,
  view: View,
): Scan<Row> {
  const found: { row: Row; key: number }[] = [];
  const end = Math.max(0, start - scanCap);
  for (let position = start - 1; position >= end; position -= 1) {
    const key = sequence.at(position);
    const row = resource.row(key, view);
    if (row === null || !matcher.matches(row)) continue;
    if (found.length === limit) return { found, stoppedAt: position + 1 };
    found.push({ row, key });
  }
  return { found, stoppedAt: end > 0 ? end : null };
}

// The sandbox's data does not change between pages, so a position is a cursor. It counts for its own query only.
function pageToken(query: string, position: number): string {
  return Buffer.from(`${hashText(query)}:${position}`).toString("base64url");
}

function positionOf(page: string, query: string, sequence: Sequence): number {
  const [, hash, position] = /^(\d+):(\d+)$/.exec(Buffer.from(page, "base64url").toString()) ?? [];
  if (Number(hash) !== hashText(query) || Number(position) > sequence.length) {
    throw invalidParam("page", `Invalid page: ${page}`);
  }
  return Number(position);
}
