// The tickets of many requesters by one search: Zendesk's list of a requester's tickets takes one requester and no filter.
import { idAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { Related, RelatedRecords, RelatedRequest } from "../contract.ts";
import { inChunks } from "../in-chunks.ts";
import { countOption } from "../options.ts";
import { PAGE_SIZE } from "./cursor-page.ts";
import { MAX_RESULTS, offsetOf, readSearch, readSearchPage } from "./search.ts";
import { filterTerms, isRecordId } from "./search-query.ts";
import { ticketFields, ticketFilters } from "./ticket-fields.ts";

export const ticketsOfRequesters: Related = {
  batchSize: 100,
  arrangedBy: "source",
  filters: ticketFilters,
  orders: { createdAt: ["ASC", "DESC"], updatedAt: ["ASC", "DESC"] },
  defaultOrder: { field: "updatedAt", direction: "DESC" },
  async find(http, parentIds, request) {
    const conditions = filterTerms(ticketFields, request.filter);
    if (conditions === null) return new Map();
    const requesters = parentIds.filter(isRecordId);
    const parts = await inChunks(requesters, countOption(http, "requestersPerSearch"), (chunk) => {
      const [only, ...others] = chunk;
      return only !== undefined && others.length === 0
        ? findAlone(http, only, conditions, request).then((found) => [[only, found] as const])
        : findTogether(http, chunk, conditions, request);
    });
    return new Map(parts.flat());
  },
};

type Entry = readonly [requester: string, found: RelatedRecords];

function queryOf(requesters: readonly string[], conditions: readonly string[]): string {
  return ["type:ticket", ...requesters.map((id) => `requester:${id}`), ...conditions].join(" ");
}

async function findAlone(
  http: Http,
  requester: string,
  conditions: readonly string[],
  request: RelatedRequest,
): Promise<RelatedRecords> {
  const offset = offsetOf(request.after);
  const query = queryOf([requester], conditions);
  const { records, total } = await readSearch(http, query, request.order, offset, request.first);
  return {
    records,
    hasMore: records.length > 0 && total > offset + records.length,
    positions: records.map((_, index) => String(offset + index + 1)),
  };
}

/**
 * Reads the common search until each requester has one ticket more than asked for, or all are read. When no more
 * requesters still lack some than there are pages left to read, or when there are more than a search gives, those are
 * asked alone.
 */
async function findTogether(
  http: Http,
  requesters: readonly string[],
  conditions: readonly string[],
  request: RelatedRequest,
): Promise<Entry[]> {
  const query = queryOf(requesters, conditions);
  const tickets = new Map(requesters.map((id) => [id, new Map<string | null, unknown>()]));
  let lacking: readonly string[] = requesters;
  for (let page = 1; ; page += 1) {
    const { records, total } = await readSearchPage(http, query, request.order, page, PAGE_SIZE);
    for (const record of records) {
      // By id: a ticket that changes between two pages can be on both.
      tickets.get(idAt(record, "requester_id") ?? "")?.set(idAt(record, "id"), record);
    }
    if (records.length === 0 || page * PAGE_SIZE >= total) {
      lacking = [];
      break;
    }
    lacking = requesters.filter((id) => (tickets.get(id)?.size ?? 0) <= request.first);
    const pagesLeft = Math.ceil(total / PAGE_SIZE) - page;
    if (lacking.length <= pagesLeft || total > MAX_RESULTS) break;
  }
  const alone = await Promise.all(
    lacking.map(async (id): Promise<Entry> => [id, await findAlone(http, id, conditions, request)]),
  );
  const together = requesters.map((id): Entry => [id, firstOf([...(tickets.get(id)?.values() ?? [])], request.first)]);
  return [...together, ...alone];
}

function firstOf(records: readonly unknown[], first: number): RelatedRecords {
  return {
    records: records.slice(0, first),
    hasMore: records.length > first,
    positions: records.slice(0, first).map((_, index) => String(index + 1)),
  };
}
