// Zendesk's envelopes around records.
import type { Exchange } from "../../support/fake-http.ts";
import type { Query } from "../../../src/upstream/http.ts";

/** A page of a cursor list; the link names another host, as it does behind a proxy, and is not to be followed. */
export const cursorPage = (key: string, records: readonly unknown[], after?: string) => ({
  [key]: records,
  meta: { has_more: after !== undefined, after_cursor: after ?? null, before_cursor: null },
  links: {
    prev: null,
    next: after === undefined ? null : `https://elsewhere.example/next?page%5Bafter%5D=not-this`,
  },
});

export const results = (count: number, records: readonly unknown[]) => ({
  results: records,
  count,
  facets: null,
  next_page: null,
  previous_page: null,
});

export const get = (path: string, query: Query, reply: unknown): Exchange => ({
  ask: { method: "GET", path: `/api/v2${path}`, query },
  reply,
});
