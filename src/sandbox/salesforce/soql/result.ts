import type { JsonObject } from "./json.ts";

/** What a query found, of which pages are made when asked for. */
export interface QueryResult {
  readonly total: number;
  /** How many of them there are to page through: none for COUNT(). */
  readonly size: number;
  /** A page holds no more than this, whatever the client asks for. */
  readonly largestPage: number;
  /** `baseUrl` is what record URLs begin with: /services/data/v60.0. */
  render(index: number, baseUrl: string): JsonObject;
}
