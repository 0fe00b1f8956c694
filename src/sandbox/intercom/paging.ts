// https://developers.intercom.com/docs/build-an-integration/learn-more/rest-apis/pagination
import { z } from "zod";
import { invalid } from "./errors.ts";
import type { Key, Results } from "./search/results.ts";

export const maxPageSize = 150;

/** One page of serials, and what leads to the next. */
export interface Page {
  readonly serials: readonly number[];
  readonly totalCount: number;
  readonly pages: Readonly<Record<string, unknown>>;
}

/** The page after the cursor; the first without one. Throws Intercom's 400 for what is no cursor of this order. */
export function pageOf(results: Results, perPage: number, startingAfter: string | undefined): Page {
  const start = startingAfter === undefined ? 0 : startAfter(results, startingAfter);
  const end = Math.min(results.size, start + perPage);
  const serials = Array.from({ length: Math.max(0, end - start) }, (_, index) => results.at(start + index));
  const page = Math.floor(start / perPage) + 1;
  return {
    serials,
    totalCount: results.size,
    pages: {
      type: "pages",
      ...(end < results.size && {
        next: { page: page + 1, per_page: perPage, starting_after: encode(results.keyAt(end - 1)) },
      }),
      page,
      per_page: perPage,
      total_pages: Math.ceil(results.size / perPage),
    },
  };
}

const cursorShape = z.union([
  z.tuple([z.int().min(0)]),
  z.tuple([z.union([z.string(), z.number(), z.null()]), z.int().min(0)]),
]);

function encode(key: Key): string {
  return Buffer.from(JSON.stringify(key)).toString("base64");
}

function startAfter(results: Results, cursor: string): number {
  const key = cursorShape.safeParse(parsed(cursor));
  const count = key.success ? results.countThrough(key.data) : null;
  if (count === null) throw invalid("starting_after is not a cursor of this list", "starting_after");
  return count;
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64").toString("utf8"));
  } catch {
    return null; // not a cursor: the shape check refuses it
  }
}
