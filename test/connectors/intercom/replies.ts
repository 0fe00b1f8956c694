// Intercom's envelopes around records, and what is asked for them.
import type { Exchange } from "../../support/fake-http.ts";
import type { Query } from "../../../src/upstream/http.ts";

/** Where a page stands; a cursor where there is a next. */
export interface PageEnd {
  readonly next?: string;
  readonly total?: number;
}

const TYPES = { data: "list", conversations: "conversation.list", tickets: "ticket.list" } as const;

export const page = (key: keyof typeof TYPES, records: readonly unknown[], { next, total }: PageEnd = {}) => ({
  type: TYPES[key],
  [key]: records,
  total_count: total ?? records.length,
  pages: {
    type: "pages",
    page: 1,
    per_page: 50,
    total_pages: 1,
    ...(next !== undefined && { next: { per_page: 50, starting_after: next } }),
  },
});

export const get = (path: string, query: Query, reply: unknown): Exchange => ({
  ask: { method: "GET", path, query },
  reply,
});

export type Condition = readonly [field: string, operator: string, value: unknown];

export interface Asked {
  readonly sort?: readonly [field: string, order: string];
  readonly after?: string;
  readonly size?: number;
}

/** A search that all conditions hold for. */
export const search = (
  path: "/contacts" | "/conversations" | "/tickets",
  conditions: readonly Condition[],
  { sort, after, size = 150 }: Asked,
  reply: unknown,
): Exchange => ({
  ask: {
    method: "POST",
    path: `${path}/search`,
    body: {
      query: { operator: "AND", value: conditions.map(([field, operator, value]) => ({ field, operator, value })) },
      pagination: { per_page: size, ...(after !== undefined && { starting_after: after }) },
      ...(sort && { sort: { field: sort[0], order: sort[1] } }),
    },
  },
  reply,
});
