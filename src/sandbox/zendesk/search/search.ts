// One search over all types, and the export of one type page by page.
import type { Desk } from "../desk.ts";
import { invalidSearch } from "../errors.ts";
import { countBefore, reversed } from "../listing.ts";
import { parseSearch } from "./parse-search.ts";
import type { Clause } from "./parse-search.ts";
import { createGroupSearch, createOrganizationSearch } from "./other-search.ts";
import { scan } from "./scan.ts";
import { createTicketSearch } from "./ticket-search.ts";
import { searchTypes, sortFields } from "./type-search.ts";
import type { Hit, SearchType, SortField, TypeSearch } from "./type-search.ts";
import { createUserSearch } from "./user-search.ts";

/** Results past this number cannot be paged to; they are counted. */
export const maxResults = 1_000;

export interface SearchOrder {
  readonly field: SortField;
  readonly isDescending: boolean;
}

export interface Found {
  readonly count: number;
  /** The first 1,000. */
  readonly hits: readonly Hit[];
}

export interface ExportPage {
  readonly hits: readonly Hit[];
  /** The serial to go on after; null at the end. */
  readonly next: number | null;
}

export interface Search {
  /** Everything that matches, of the types given or those that the query names. Throws Zendesk's 422 for a bad value. */
  find(query: string, types?: readonly SearchType[], order?: Partial<SearchOrder>): Promise<Found>;
  /** Up to `size` results, newest first, after the record with serial `after`. Throws Zendesk's 422 for a `type:`. */
  exportPage(query: string, type: SearchType, size: number, after: number | null): Promise<ExportPage>;
  render(hit: Hit, origin: string): Record<string, unknown>;
}

export function createSearch(desk: Desk): Search {
  const searches: Readonly<Record<SearchType, TypeSearch>> = {
    ticket: createTicketSearch(desk),
    user: createUserSearch(desk),
    organization: createOrganizationSearch(desk),
    group: createGroupSearch(desk),
  };

  return {
    async find(query, types, order) {
      const clauses = parseSearch(query);
      const { field, isDescending } = { ...orderIn(clauses), ...order };
      const conditions = clauses.filter((clause) => !isInstruction(clause));
      let count = 0;
      const hits: Hit[] = [];
      for (const type of types ?? typesIn(clauses)) {
        const plan = await searches[type].plan(conditions, field);
        if (plan === null) continue;
        const found = scan(plan, { isDescending, start: 0, maxHits: maxResults, isCounting: true });
        count += found.count;
        hits.push(...found.serials.map((serial) => plan.hit(serial)));
      }
      return { count, hits: merged(hits, field, isDescending).slice(0, maxResults) };
    },
    async exportPage(query, type, size, after) {
      const clauses = parseSearch(query);
      if (clauses.some((clause) => clause.keyword === "type")) {
        throw invalidSearch("the type goes into filter[type], not into the query");
      }
      const conditions = clauses.filter((clause) => !isInstruction(clause));
      const plan = await searches[type].plan(conditions, "created_at");
      if (plan === null) return { hits: [], next: null };
      const newestFirst = reversed(plan.serials);
      const start = after === null ? 0 : countBefore(newestFirst, [after, after], true);
      const found = scan(plan, { isDescending: true, start, maxHits: size, isCounting: false });
      return {
        hits: found.serials.map((serial) => plan.hit(serial)),
        next: found.stoppedAt === null ? null : newestFirst.at(found.stoppedAt - 1),
      };
    },
    render: (hit, origin) => ({ ...searches[hit.type].render(hit.serial, origin), result_type: hit.type }),
  };
}

function isInstruction(clause: Clause): boolean {
  return clause.keyword === "type" || clause.keyword === "order_by" || clause.keyword === "sort";
}

/** Nothing said is every type. */
function typesIn(clauses: readonly Clause[]): readonly SearchType[] {
  const wanted = clauses.filter((clause) => clause.keyword === "type");
  for (const { value } of wanted) {
    if (!searchTypes.some((type) => type === value.toLowerCase())) throw invalidSearch(`there is no type ${value}`);
  }
  const named = wanted.filter((clause) => !clause.isNegated);
  const excluded = wanted.filter((clause) => clause.isNegated);
  return searchTypes.filter((type) => (named.length === 0 || names(named, type)) && !names(excluded, type));
}

function names(clauses: readonly Clause[], type: SearchType): boolean {
  return clauses.some((clause) => clause.value.toLowerCase() === type);
}

/** `order_by:updated sort:asc` says the same as the parameters sort_by and sort_order. */
function orderIn(clauses: readonly Clause[]): SearchOrder {
  const wish = clauses.findLast((clause) => clause.keyword === "order_by")?.value.toLowerCase();
  const direction = clauses.findLast((clause) => clause.keyword === "sort")?.value.toLowerCase();
  const field = sortFields.find((known) => known === wish || known === `${wish}_at`) ?? "created_at";
  return { field, isDescending: direction !== "asc" };
}

/** Hits of several types in one order; those are sorted already, and fields that only tickets have leave it so. */
function merged(hits: readonly Hit[], field: SortField, isDescending: boolean): readonly Hit[] {
  if (field !== "created_at" && field !== "updated_at") return hits;
  const timeOf = (hit: Hit) => (field === "created_at" ? hit.createdAt : hit.updatedAt);
  const direction = isDescending ? -1 : 1;
  return [...hits].sort((left, right) => (timeOf(left) - timeOf(right)) * direction);
}
