// https://developers.hubspot.com/docs/api/crm/search
import type { FastifyInstance } from "fastify";
import type { Associations } from "./associations.ts";
import type { Catalog } from "./catalog.ts";
import type { CrmObject } from "./crm-object.ts";
import { invalid } from "./errors.ts";
import { readBody, searchBody } from "./inputs.ts";
import type { Filter, Search } from "./inputs.ts";
import { toWire } from "./record.ts";
import { compareKeys, compileFilter, compileQuery, keyOf } from "./search-filter.ts";
import { isRange, serialRange } from "./serial-range.ts";
import type { Predicate } from "./search-filter.ts";

const maxReachable = 10_000;
const maxFilters = 18;

interface Parts {
  readonly catalog: Catalog;
  readonly associations: Associations;
}

/** Serials in ascending order, without making a list of all when nothing is filtered. */
interface Matches {
  readonly total: number;
  slice(start: number, end: number): readonly number[];
}

/** Search over one object type. */
export function registerSearchRoute(app: FastifyInstance, parts: Parts): void {
  app.post<{ Params: { type: string } }>("/crm/v3/objects/:type/search", async (request) => {
    const object = parts.catalog.find(request.params.type);
    const search = readBody(searchBody, request.body);
    const start = Number(search.after ?? 0);
    if (start + search.limit > maxReachable) {
      throw invalid(
        `paging beyond ${maxReachable} results is not supported: after + limit is ${start + search.limit}`,
        "after",
      );
    }
    if (search.filterGroups.flatMap((group) => group.filters).length > maxFilters) {
      throw invalid(`at most ${maxFilters} filters are allowed in all groups together`, "filterGroups");
    }
    const matches = matchesOf(object, search, parts);
    const serials = matches.slice(start, start + search.limit);
    const end = start + serials.length;
    const selection = { properties: search.properties, propertiesWithHistory: [] };
    return {
      total: matches.total,
      results: serials.map((serial) => toWire(object, object.at(serial), selection)),
      ...(end < matches.total && serials.length > 0 && { paging: { next: { after: String(end) } } }),
    };
  });
}

function matchesOf(object: CrmObject, search: Search, parts: Parts): Matches {
  const groups = search.filterGroups.filter((group) => group.filters.length > 0);
  const query = search.query === undefined || search.query.trim() === "" ? null : compileQuery(object, search.query);
  const matching =
    groups.length === 0 && query === null
      ? null
      : unionOf(
          (groups.length === 0 ? [[]] : groups.map((group) => group.filters)).map((filters) =>
            groupMatches(object, filters, query, parts),
          ),
        );
  return sorted(object, matching, search.sorts[0]);
}

function groupMatches(
  object: CrmObject,
  filters: readonly Filter[],
  query: Predicate | null,
  parts: Parts,
): readonly number[] {
  const associationFilters = filters.filter((filter) => filter.propertyName.startsWith("associations."));
  const predicates = filters
    .filter((filter) => !associationFilters.includes(filter))
    .map((filter) => compileFilter(object, filter));
  if (query !== null) predicates.push(query);
  const candidates = [
    ...associationFilters.map((filter) => linkedTo(object, filter, parts)),
    ...filters.flatMap((filter) => identified(object, filter) ?? []),
  ];
  if (candidates.length === 0) return inRange(object, filters, query);
  const narrowed = candidates.map((serials) => new Set(serials));
  const [first, ...others] = candidates;
  const matches: number[] = [];
  const test = (serial: number): void => {
    const record = object.at(serial);
    if (predicates.every((predicate) => predicate(record))) matches.push(serial);
  };
  if (first !== undefined) {
    const common = [...new Set(first)].filter((serial) => others.every((_, place) => narrowed[place + 1]?.has(serial)));
    for (const serial of common.sort((a, b) => a - b)) test(serial);
  }
  return matches;
}

// What no identifying property narrows down is looked for in the serials that its ranges leave.
function inRange(object: CrmObject, filters: readonly Filter[], query: Predicate | null): readonly number[] {
  const predicates = filters.filter((filter) => !isRange(filter)).map((filter) => compileFilter(object, filter));
  if (query !== null) predicates.push(query);
  const { start, end } = serialRange(object, filters);
  const matches: number[] = [];
  for (let serial = start; serial < end; serial += 1) {
    if (predicates.every((predicate) => predicate(object.at(serial)))) matches.push(serial);
  }
  return matches;
}

// The few records that a filter on an identifying property can hold for; null for a filter that needs a scan.
function identified(object: CrmObject, filter: Filter): readonly (readonly number[])[] | null {
  const values =
    filter.operator === "EQ" ? [filter.value ?? ""] : filter.operator === "IN" ? (filter.values ?? []) : null;
  if (values === null) return null;
  if (filter.propertyName === "hs_object_id") {
    const serials = values.map((value) => object.ids.serialOf(value));
    return [serials.filter((serial) => serial !== null).filter((serial) => serial < object.size)];
  }
  const lookup = object.lookups[filter.propertyName];
  return lookup === undefined ? null : [values.flatMap((value) => lookup(value))];
}

// `associations.contact EQ 101` on deals: the deals of that contact.
function linkedTo(object: CrmObject, filter: Filter, parts: Parts): readonly number[] {
  const other = parts.catalog.find(filter.propertyName.slice("associations.".length));
  const ids = filter.operator === "EQ" ? [filter.value ?? ""] : filter.operator === "IN" ? (filter.values ?? []) : null;
  if (ids === null)
    throw invalid(`operator ${filter.operator} is not supported on ${filter.propertyName}`, filter.propertyName);
  return ids.flatMap((id) => {
    const serial = other.ids.serialOf(id);
    return serial === null || serial >= other.size ? [] : parts.associations.linked(other, serial, object);
  });
}

function unionOf(lists: readonly (readonly number[])[]): readonly number[] {
  const [only, ...more] = lists;
  if (only !== undefined && more.length === 0) return only;
  return [...new Set(lists.flat())].sort((a, b) => a - b);
}

// Records come in order of creation unless sorted; those without a value of the sort property come last.
function sorted(
  object: CrmObject,
  matching: readonly number[] | null,
  sort: Search["sorts"][number] | undefined,
): Matches {
  const all = (): readonly number[] => matching ?? Array.from({ length: object.size }, (_, serial) => serial);
  const total = matching?.length ?? object.size;
  const { name, isDescending } = readSort(sort);
  if (name !== undefined && !object.properties.has(name)) throw invalid(`property ${name} does not exist`, "sorts");
  if (name === undefined || name === "createdate" || name === "hs_object_id") {
    return { total, slice: (start, end) => inOrder(matching, total, isDescending, start, end) };
  }
  const facts = object.properties.get(name);
  const keyed = all().map((serial) => {
    const value = object.at(serial).value(name);
    return { serial, key: value === null || facts === undefined ? null : keyOf(facts, value) };
  });
  const direction = isDescending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null) || a.serial - b.serial;
    return direction * compareKeys(a.key, b.key) || a.serial - b.serial;
  });
  return { total, slice: (start, end) => keyed.slice(start, end).map(({ serial }) => serial) };
}

function inOrder(
  matching: readonly number[] | null,
  total: number,
  isDescending: boolean,
  start: number,
  end: number,
): readonly number[] {
  const length = Math.max(0, Math.min(end, total) - start);
  return Array.from({ length }, (_, place) => {
    const rank = isDescending ? total - 1 - start - place : start + place;
    return matching === null ? rank : (matching[rank] ?? rank);
  });
}

function readSort(sort: Search["sorts"][number] | undefined): { name: string | undefined; isDescending: boolean } {
  if (sort === undefined) return { name: undefined, isDescending: false };
  if (typeof sort === "object") return { name: sort.propertyName, isDescending: sort.direction === "DESCENDING" };
  return { name: sort.replace(/^-/, ""), isDescending: sort.startsWith("-") };
}
