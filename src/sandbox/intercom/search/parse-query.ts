// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/searchcontacts (nesting and limitations)
import { z } from "zod";
import { invalid } from "../errors.ts";
import { inRange, readBody } from "../inputs.ts";

export const operators = ["=", "!=", "IN", "NIN", "<", "<=", ">", ">=", "~", "!~", "^", "$"] as const;
export type Operator = (typeof operators)[number];
export type Scalar = string | number | boolean;

export interface Condition {
  readonly field: string;
  readonly operator: Operator;
  readonly value: Scalar | readonly (string | number)[] | null;
}

export interface Group {
  readonly operator: "AND" | "OR";
  readonly filters: readonly Filter[];
}

export type Filter = Condition | Group;

export interface SearchRequest {
  readonly query: Filter;
  readonly perPage: number | undefined;
  readonly startingAfter: string | undefined;
  readonly sort: { readonly field: string; readonly isDescending: boolean } | null;
}

const maxDepth = 2;
const maxFilters = 15;

const condition = z.object({
  field: z.string(),
  operator: z.enum(operators),
  value: z.union([z.string(), z.int(), z.boolean(), z.array(z.union([z.string(), z.int()]))]).nullable(),
});
const group = z.object({ operator: z.enum(["AND", "OR"]), value: z.array(z.looseObject({})) });

const body = z.object({
  query: z.looseObject({}),
  pagination: z
    .object({ per_page: z.int().optional(), starting_after: z.string().nullish() })
    .nullish()
    .transform((given) => given ?? {}),
  // Not in the contract file, but on Intercom's page of common structures ("Pagination & Sorting").
  sort: z.object({ field: z.string(), order: z.enum(["ascending", "descending"]).default("ascending") }).optional(),
});

/** Checks a search's body. Throws Intercom's 400 for what it refuses, and for more nesting or filters than it takes. */
export function readSearch(given: unknown, maxPageSize: number): SearchRequest {
  const { query, pagination, sort } = readBody(body, given);
  const { per_page: perPage } = pagination;
  return {
    query: parseFilter(query, 1),
    perPage: perPage === undefined ? undefined : inRange(perPage, "per_page", maxPageSize),
    startingAfter: pagination.starting_after ?? undefined,
    sort: sort === undefined ? null : { field: sort.field, isDescending: sort.order === "descending" },
  };
}

export function isGroup(filter: Filter): filter is Group {
  return "filters" in filter;
}

function parseFilter(given: Readonly<Record<string, unknown>>, depth: number): Filter {
  if (!isGroupLike(given)) return readBody(condition, given);
  const { operator, value } = readBody(group, given);
  if (depth > maxDepth) throw invalid(`Filters can be nested ${maxDepth} deep at most`, "query");
  if (value.length === 0) throw invalid(`${operator} needs filters in its value`, "query");
  if (value.length > maxFilters) throw invalid(`${operator} takes ${maxFilters} filters at most`, "query");
  if (new Set(value.map(isGroupLike)).size > 1) {
    throw invalid(`${operator} takes either single filters or groups of filters, not both`, "query");
  }
  return { operator, filters: value.map((one) => parseFilter(one, depth + 1)) };
}

function isGroupLike(given: Readonly<Record<string, unknown>>): boolean {
  return !("field" in given);
}
