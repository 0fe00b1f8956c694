// HubSpot's search: https://developers.hubspot.com/docs/api/crm/search
import { RequestError } from "../../errors.ts";
import { numberAt, recordsAt, textAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { Order, RecordPage } from "../contract.ts";
import { pathOf, propertyOf, type CrmObject } from "./crm-object.ts";
import type { FilterGroups } from "./filter-groups.ts";

export const SEARCH_PAGE_SIZE = 200;

/** Results past this number can't be had. */
const MAX_RESULTS = 10_000;

export interface Search {
  readonly groups: FilterGroups;
  readonly order: Order | null;
  readonly properties: readonly string[];
  readonly after: string | null;
  readonly size: number;
}

/** A page of what matches. Its positions are offsets. Throws RequestError past the 10,000th. */
export async function searchPage(object: CrmObject, http: Http, search: Search): Promise<RecordPage> {
  const { groups, order, properties, after } = search;
  const offset = offsetOf(object, after);
  const reply = await http.read(`${pathOf(object)}/search`, {
    filterGroups: groups.map((filters) => ({ filters })),
    sorts: order === null ? [] : [`${order.direction === "DESC" ? "-" : ""}${propertyOf(object, order.field)}`],
    properties,
    limit: Math.min(search.size, SEARCH_PAGE_SIZE, MAX_RESULTS - offset),
    ...(after !== null && { after }),
  });
  const records = recordsAt(reply, "results");
  return {
    records,
    next: textAt(reply, "paging.next.after"),
    positions: records.map((_, index) => String(offset + index + 1)),
  };
}

/** How many match. */
export async function searchTotal(object: CrmObject, http: Http, groups: FilterGroups): Promise<number> {
  const body = { filterGroups: groups.map((filters) => ({ filters })), sorts: [], properties: [], limit: 1 };
  return numberAt(await http.read(`${pathOf(object)}/search`, body), "total");
}

function offsetOf(object: CrmObject, after: string | null): number {
  const offset = after === null ? 0 : Number(after);
  if (!Number.isSafeInteger(offset) || offset < 0) {
    throw new RequestError("BAD_USER_INPUT", "The cursor is not one of this list's");
  }
  if (offset < MAX_RESULTS) return offset;
  throw new RequestError(
    "UNSUPPORTED_BY_SOURCE",
    `HubSpot gives no more than ${MAX_RESULTS} ${object.type} of a list that is ordered by text: ` +
      "filter by createdAt, and go on from range to range, or order by a time",
  );
}
