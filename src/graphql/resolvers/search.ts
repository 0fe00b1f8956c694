import type {
  QueryResolvers,
  SearchGapResolvers,
  SearchHitResolvers,
  SearchResultsResolvers,
} from "../../generated/resolvers.ts";
import type { SearchType } from "../../generated/types.ts";
import { LINKING_FIELDS } from "../../identity/find-links.ts";
import { ENTITY_TYPES } from "../../mapping/entity-types.ts";
import { search } from "../../search/search.ts";
import { SEARCHED_FIELDS, SEARCHED_TYPES, type SearchedType } from "../../search/searched-fields.ts";
import { wordsOf } from "../../search/words.ts";
import type { GraphqlContext } from "../context.ts";
import { pageSize } from "./arguments.ts";
import type { Needs } from "./needs.ts";

export const searchNeeds: Needs = {
  "SearchHit.node": [{ type: "Contact", fields: LINKING_FIELDS }],
};

const BY_NAME: Readonly<Record<SearchType, SearchedType>> = {
  CUSTOMER: "Contact",
  COMPANY: "Company",
  DEAL: "Deal",
  TICKET: "Ticket",
};

export const searchQueries: Pick<QueryResolvers, "search"> = {
  search: async (_, args, context) => {
    const first = pageSize(args.first);
    const words = wordsOf(args.text);
    const results = await search(context.within(context.searchDeadlineMs), {
      words,
      first,
      fields: searchedFields(args.types ?? null, context),
      isAsked: (source) => args.filter?.source == null || args.filter.source.in.includes(source),
    });
    // What is missing may be there the next time.
    if (results.gaps.some(({ code }) => code !== "UNSUPPORTED_BY_SOURCE")) context.observation.onLifetime(0);
    return results;
  },
};

/** What to look for, in what the caller may read. Throws RequestError FORBIDDEN for what is named and may not be read. */
function searchedFields(
  types: readonly SearchType[] | null,
  context: GraphqlContext,
): ReadonlyMap<SearchedType, Readonly<Record<string, number>>> {
  const named = types?.map((type) => BY_NAME[type]);
  for (const type of named ?? []) context.checkType(ENTITY_TYPES[type].schemaName);
  const asked = SEARCHED_TYPES.filter((type) => named === undefined || named.includes(type));
  return new Map(
    asked.flatMap((type) => {
      const weights = Object.entries(SEARCHED_FIELDS[type]).filter(([field]) =>
        context.mayRead(`${ENTITY_TYPES[type].schemaName}.${field}`),
      );
      return weights.length === 0 ? [] : [[type, Object.fromEntries(weights)] as const];
    }),
  );
}

export const searchResultsResolvers: SearchResultsResolvers = {
  isComplete: ({ gaps }) => gaps.length === 0,
};

export const searchHitResolvers: SearchHitResolvers = { node: ({ entity }) => entity };

export const searchGapResolvers: SearchGapResolvers = {
  type: ({ type }) => SEARCH_TYPES[type],
};

const SEARCH_TYPES: Readonly<Record<SearchedType, SearchType>> = {
  Contact: "CUSTOMER",
  Company: "COMPANY",
  Deal: "DEAL",
  Ticket: "TICKET",
};
