import { invalidSearch } from "./errors.ts";
import { offsetEnvelope, offsetOf } from "./paging.ts";
import type { Call } from "./router.ts";
import { maxResults } from "./search/search.ts";
import type { Found } from "./search/search.ts";
import type { Hit } from "./search/type-search.ts";

/**
 * The page of results that the call asks for. Throws Zendesk's 422 past 1,000 results, to which `next_page` leads all
 * the same: https://developer.zendesk.com/api-reference/ticketing/ticket-management/search/#results-limit
 */
export function searchResults(
  found: Found,
  call: Call,
): { readonly hits: readonly Hit[]; readonly envelope: Readonly<Record<string, unknown>> } {
  const { page, perPage } = offsetOf(call.query);
  if ((page - 1) * perPage >= maxResults) {
    throw invalidSearch("Requested response size was greater than Search Response Limits");
  }
  return {
    hits: found.hits.slice((page - 1) * perPage, page * perPage),
    envelope: offsetEnvelope(call, found.count),
  };
}
