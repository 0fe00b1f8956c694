// What conversations and tickets have in common, and how a filter of ours is said to the search of each.
import type { EnumConverter } from "../../mapping/converters.ts";
import { valueAtPath } from "../../mapping/field-map.ts";
import { vendorValuesFor } from "../../mapping/vendor-values.ts";
import type { Conditions, Filter, List } from "../contract.ts";
import { conjunctionOf } from "../../filters/conjunction.ts";
import { dateConditions, dateFilters, meetsDates } from "./dates.ts";
import type { Collection, SearchCondition } from "./search.ts";
import { conversationPriority, conversationStatus, ticketStatus } from "./ticket-fields.ts";
import type { TicketType } from "./ticket-id.ts";

export const ticketFilters: List["filters"] = { status: ["in"], priority: ["in"], ...dateFilters };

/** One kind's search for a filter. */
export interface TicketSearch {
  readonly collection: Collection;
  readonly conditions: readonly SearchCondition[];
  /** The search finds more than the filter lets through: what counts of it. */
  readonly keeps: (record: unknown) => boolean;
  /** Nothing that it finds is left out: its total is the filter's. */
  readonly isExact: boolean;
  /** Of what it finds, most may be left out. */
  readonly isSparse: boolean;
}

export const collections: Readonly<Record<TicketType, Collection>> = {
  conversation: { path: "/conversations", key: "conversations" },
  ticket: { path: "/tickets", key: "tickets" },
};

/** The searches for a filter: of neither kind, of one, or of both. Throws RequestError. */
export function ticketSearches(filter: Filter): TicketSearch[] {
  const conditions = conjunctionOf(filter);
  if (conditions === null) return [];
  return [conversationSearch(conditions), ticketSearch(conditions)].filter((search) => search !== null);
}

// The search means seconds, and "greater than" may mean "or equal": one second off at most.
const SLACK_SECONDS = 1;

function conversationSearch(filter: Conditions): TicketSearch | null {
  const states = wordsFor("status", conversationStatus, filter);
  const urgencies = wordsFor("priority", conversationPriority, filter);
  if (states?.length === 0 || urgencies?.length === 0) return null;
  const dates = dateConditions(filter, SLACK_SECONDS);
  return {
    collection: collections.conversation,
    conditions: [
      ...(states === null ? [] : [{ field: "state", operator: "IN" as const, value: states }]),
      ...(urgencies === null ? [] : [{ field: "priority", operator: "IN" as const, value: urgencies }]),
      ...dates,
    ],
    keeps: meetsDates(filter),
    isExact: dates.length === 0,
    isSparse: false,
  };
}

/**
 * Tickets have no priority, and none is found by one. Which of a state's words their search takes is not documented: it
 * is asked for what is open or closed, and the rest is done here.
 */
function ticketSearch(filter: Conditions): TicketSearch | null {
  if (filter["priority"] !== undefined) {
    wordsFor("priority", conversationPriority, filter); // refuses what nobody can filter by
    return null;
  }
  const categories = wordsFor("status", ticketStatus, filter);
  const wanted = filter["status"]?.in;
  const isClosedWanted = wanted === undefined || wanted.includes("CLOSED");
  const isOpenOnly = !isClosedWanted && !wanted.includes("SOLVED");
  if (categories?.length === 0 && !isClosedWanted) return null;
  const dates = dateConditions(filter, SLACK_SECONDS);
  const meets = meetsDates(filter);
  return {
    collection: collections.ticket,
    conditions: [...(isOpenOnly ? [{ field: "open", operator: "=" as const, value: true }] : []), ...dates],
    keeps: (record) => meets(record) && (categories === null || hasStatus(record, categories, isClosedWanted)),
    isExact: dates.length === 0 && categories === null,
    isSparse: categories !== null,
  };
}

// As the mapping table has it.
function hasStatus(record: unknown, categories: readonly string[], isClosedWanted: boolean): boolean {
  const category = valueAtPath(record, ["ticket_state", "category"]);
  const isClosed = valueAtPath(record, ["open"]) === false && category !== "resolved";
  return isClosed ? isClosedWanted : categories.some((wanted) => wanted === category);
}

/** Intercom's words for what a filter wants of a field, null where it wants any. Throws RequestError. */
function wordsFor(
  field: string,
  converter: Pick<EnumConverter<string>, "vendorValues">,
  filter: Conditions,
): string[] | null {
  const wanted = filter[field]?.in;
  return wanted === undefined ? null : vendorValuesFor("Intercom", field, converter, wanted.map(String));
}
