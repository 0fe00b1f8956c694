// One page of a collection: filter, order, page, expand.
import type { Catalog } from "../catalog.ts";
import { badQuery } from "../errors.ts";
import { parseFilter } from "../odata/parse-filter.ts";
import type { Aliases } from "../odata/parse-filter.ts";
import { maxPageSize } from "../odata/prefer.ts";
import type { Preferences } from "../odata/prefer.ts";
import type { ManyNavigation, Table, TableName } from "../table.ts";
import { bindFilter } from "./bind-filter.ts";
import type { BoundFilter } from "./bind-filter.ts";
import { serialsByCreation } from "./creation-order.ts";
import { readOrder, sortSerials } from "./order.ts";
import type { OrderItem } from "./order.ts";

export interface Environment {
  readonly catalog: Catalog;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** GUID of the user who asks. */
  readonly userId: string;
  /** `http://host/api/data/v9.2`, which links begin with. */
  readonly root: string;
}

/** What a collection is asked for, besides its columns. */
export interface ListQuery {
  readonly filter: string | undefined;
  readonly orderBy: string | undefined;
  readonly top: string | undefined;
  readonly aliases: Aliases;
}

/** The records of a table that a query is about, in its order, without a list of them all where none is needed. */
export interface Matches {
  readonly table: Table;
  /** Up to `limit` serials after that one; null is from the start. */
  page(after: number | null, limit: number): readonly number[];
  /** How many, but no more than `limit`. */
  count(limit: number): number;
}

/** `owner` narrows to the records that point at one: the other side of a one-to-many property. */
export function findMatches(
  environment: Environment,
  table: Table,
  query: ListQuery,
  owner?: { readonly navigation: ManyNavigation; readonly table: TableName; readonly serial: number },
): Matches {
  const { catalog } = environment;
  const own =
    query.filter === undefined ? null : bindFilter({ ...environment, table }, parseFilter(query.filter, query.aliases));
  const filter = owner === undefined ? own : restricted(environment, table, own, owner);
  const order = readOrder(catalog, table, query.orderBy, query.aliases);
  // Serials go up with the instant of creation, except where a row belongs to an older one.
  const [first] = order;
  const isByCreation = first?.column.name === "createdon" && table.name !== "annotation";
  if (order.length === 0 || (isByCreation && order.length === 1)) {
    return inKeyOrder(table, filter, first?.isDescending ?? false);
  }
  // Of few candidates a list may be sorted.
  return isByCreation && (filter?.candidates ?? null) === null
    ? inOrderOfCreation(table, filter, order)
    : inOtherOrder(table, filter, order);
}

function restricted(
  environment: Environment,
  table: Table,
  own: BoundFilter | null,
  owner: { readonly navigation: ManyNavigation; readonly table: TableName; readonly serial: number },
): BoundFilter {
  const { catalog } = environment;
  const id = catalog.table(owner.table).guids.idOf(owner.serial);
  const belongs = bindFilter(
    { ...environment, table },
    {
      kind: "compare",
      operator: "eq",
      left: { kind: "path", path: [`_${owner.navigation.column}_value`] },
      right: { kind: "literal", literal: { type: "guid", value: id } },
    },
  );
  return {
    candidates: belongs.candidates ?? own?.candidates ?? null,
    test: (record) => belongs.test(record) === true && (own === null || own.test(record)),
  };
}

function inKeyOrder(table: Table, filter: BoundFilter | null, isDescending: boolean): Matches {
  const candidates = filter?.candidates ?? null;
  const size = candidates?.length ?? table.capacity;
  const serialAt = (place: number): number => {
    const rank = isDescending ? size - 1 - place : place;
    return candidates === null ? rank : (candidates[rank] ?? rank);
  };
  const placeAfter = (after: number): number => {
    if (candidates === null) return isDescending ? size - after : after + 1;
    const rank = candidates.indexOf(after);
    if (rank < 0) throw badQuery("Malformed XML in the Paging Cookie");
    return isDescending ? size - rank : rank + 1;
  };

  function* matching(start: number): Iterable<number> {
    for (let place = start; place < size; place += 1) {
      const serial = serialAt(place);
      const record = table.at(serial);
      if (record !== null && (filter === null || filter.test(record) === true)) yield serial;
    }
  }

  return {
    table,
    page: (after, limit) => firstOf(matching(after === null ? 0 : placeAfter(after)), limit),
    count: (limit) => firstOf(matching(0), limit).length,
  };
}

function inOrderOfCreation(table: Table, filter: BoundFilter | null, order: readonly OrderItem[]): Matches {
  return {
    table,
    page: (after, limit) => firstOf(serialsByCreation(table, filter, order, after), limit),
    count: (limit) => firstOf(serialsByCreation(table, filter, order, null), limit).length,
  };
}

function inOtherOrder(table: Table, filter: BoundFilter | null, order: readonly OrderItem[]): Matches {
  const serials = inKeyOrder(table, filter, false).page(null, Infinity);
  return {
    table,
    count: (limit) => Math.min(limit, serials.length),
    page(after, limit) {
      const sorted = sortSerials(table, serials, order);
      const start = after === null ? 0 : sorted.indexOf(after) + 1;
      if (after !== null && start === 0) throw badQuery("Malformed XML in the Paging Cookie");
      return sorted.slice(start, start + limit);
    },
  };
}

function firstOf(serials: Iterable<number>, limit: number): readonly number[] {
  const found: number[] = [];
  if (limit <= 0) return found;
  for (const serial of serials) {
    found.push(serial);
    if (found.length >= limit) break;
  }
  return found;
}

/** How many records a page takes. A page size makes Dataverse ignore $top. Throws DataverseError 400. */
export function pageLimit(top: string | undefined, preferences: Preferences): number {
  if (preferences.maxPageSize !== null) return preferences.maxPageSize;
  if (top === undefined) return maxPageSize;
  if (!/^\d{1,9}$/.test(top)) {
    throw badQuery(
      `Invalid value '${top}' for $top query option found. The $top query option requires a non-negative integer value.`,
    );
  }
  return Math.min(Number(top), maxPageSize);
}
