// HubSpot's search: https://developers.hubspot.com/docs/api/crm/search
import { RequestError } from "../../errors.ts";
import { epochMillisOf } from "../../mapping/instants.ts";
import { numberAt, recordsAt, textAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { Bound, Condition, Filter, Order, RecordPage } from "../contract.ts";
import { ownFieldIn, type OwnFilters } from "../../filters/own-field.ts";
import { conjunctionOf } from "../../filters/conjunction.ts";
import { pathOf, type CrmObject } from "./crm-object.ts";

export const SEARCH_PAGE_SIZE = 200;

/** Results past this number can't be had. */
const MAX_RESULTS = 10_000;

export interface PropertyFilter {
  readonly propertyName: string;
  readonly operator: "EQ" | "GT" | "GTE" | "LT" | "IN" | "HAS_PROPERTY" | "NOT_HAS_PROPERTY";
  readonly value?: string;
  readonly values?: readonly string[];
}

/** Our conditions in HubSpot's words; all must hold. Null where nothing can pass. Dates are milliseconds. Throws RequestError. */
export function propertyFilters(object: CrmObject, filter: Filter): PropertyFilter[] | null {
  const asked = conjunctionOf(filter);
  return (
    asked &&
    Object.entries(asked).flatMap(([field, each]) => conditions(propertyOf(object, field), eitherCase(field, each)))
  );
}

function conditions(propertyName: string, condition: Condition): PropertyFilter[] {
  const filters: PropertyFilter[] = [];
  if (condition.in !== undefined) filters.push({ propertyName, operator: "IN", values: condition.in.map(String) });
  if (condition.gte !== undefined) filters.push({ propertyName, operator: "GTE", value: boundOf(condition.gte) });
  if (condition.lt !== undefined) filters.push({ propertyName, operator: "LT", value: boundOf(condition.lt) });
  return filters;
}

/** Dates are milliseconds. */
function boundOf(bound: Bound): string {
  return String(typeof bound === "number" ? bound : epochMillisOf(String(bound)));
}

/** What properties of the account's own can be filtered by. */
export const OWN_FILTERS: OwnFilters = {
  text: ["in"],
  word: ["in"],
  number: ["gte", "lt"],
  date: ["gte", "lt"],
  instant: ["gte", "lt"],
};

/** Texts are compared in lower case, and asked for so; options as they are. Which of the two a property is, is not said here. */
function eitherCase(field: string, condition: Condition): Condition {
  if (condition.in === undefined || ownFieldIn(field) === null) return condition;
  const words = condition.in.map(String);
  return { ...condition, in: [...new Set([...words, ...words.map((word) => word.toLowerCase())])] };
}

/** The property behind a field of ours. Throws RequestError. */
export function propertyOf(object: CrmObject, field: string): string {
  const own = ownFieldIn(field)?.path.replace(/^properties\./, "");
  const property = own ?? (Object.hasOwn(object.searchable, field) ? object.searchable[field] : undefined);
  if (property !== undefined) return property;
  throw new RequestError("UNSUPPORTED_BY_SOURCE", `HubSpot's search of ${object.type} has nothing for ${field}`);
}

export interface Search {
  readonly filters: readonly PropertyFilter[];
  readonly order: Order | null;
  readonly properties: readonly string[];
  readonly after: string | null;
  readonly size: number;
}

/** A page of what matches. Its positions are offsets. Throws RequestError past the 10,000th. */
export async function searchPage(object: CrmObject, http: Http, search: Search): Promise<RecordPage> {
  const { filters, order, properties, after } = search;
  const offset = offsetOf(object, after);
  const reply = await http.read(`${pathOf(object)}/search`, {
    filterGroups: filters.length === 0 ? [] : [{ filters }],
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
export async function searchTotal(object: CrmObject, http: Http, filters: readonly PropertyFilter[]): Promise<number> {
  const filterGroups = filters.length === 0 ? [] : [{ filters }];
  const body = { filterGroups, sorts: [], properties: [], limit: 1 };
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
