// Stripe's envelopes around objects.
import type { Query } from "../../../src/upstream/http.ts";
import type { Exchange } from "../../support/fake-http.ts";

export const list = (url: string, hasMore: boolean, ...data: readonly unknown[]) => ({
  object: "list",
  url,
  has_more: hasMore,
  data,
});

export const found = (data: readonly unknown[], nextPage: string | null = null) => ({
  object: "search_result",
  url: "/v1/customers/search",
  has_more: nextPage !== null,
  next_page: nextPage,
  data,
});

export const get = (path: string, query: Query, reply: unknown): Exchange => ({
  ask: { method: "GET", path, query },
  reply,
});
