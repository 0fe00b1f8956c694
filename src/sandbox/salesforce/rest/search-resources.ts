// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_search.htm
import { badRequest } from "../errors.ts";
import type { Org } from "../schema/org.ts";
import { runSearch } from "../sosl/run-search.ts";
import type { Resource } from "./call.ts";

export function searchResources(org: Org, now: () => number): readonly Resource[] {
  return [
    {
      pattern: "search",
      methods: {
        GET({ query, baseUrl }) {
          const text = query.get("q");
          if (text === null) throw badRequest("MALFORMED_SEARCH", "a search must be given in the parameter q");
          return { searchRecords: runSearch(org, text, now(), baseUrl) };
        },
      },
    },
  ];
}
