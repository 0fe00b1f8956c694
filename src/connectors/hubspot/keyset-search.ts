// HubSpot's search gives the first 10,000 results and sorts by one property. So a long list is asked for by keyset: what
// comes behind the last value seen, and, where several records share a value, those of them behind the last id.
// https://developers.hubspot.com/docs/api/crm/search#limits
import { RequestError } from "../../errors.ts";
import { recordsAt, textAt } from "../../mapping/reply.ts";
import { valueAtPath } from "../../mapping/field-map.ts";
import type { Http } from "../../upstream/http.ts";
import type { RecordPage } from "../contract.ts";
import { pathOf, type CrmObject } from "./crm-object.ts";
import { withinAll, type FilterGroups, type PropertyFilter } from "./filter-groups.ts";
import { SEARCH_PAGE_SIZE } from "./search.ts";

export interface KeysetSearch {
  readonly groups: FilterGroups;
  /** Null for the order of ids. */
  readonly order: KeysetOrder | null;
  readonly properties: readonly string[];
  readonly after: string | null;
  readonly size: number;
}

export interface KeysetOrder {
  readonly property: string;
  readonly direction: "ASC" | "DESC";
  /** Do all records have it? */
  readonly isAlwaysThere: boolean;
}

const ID = "hs_object_id";

/**
 * Where a list goes on: behind a value; behind an id among the records with one value; behind an id among those without
 * a value, which come last.
 */
type Place = { readonly value: string } | { readonly value: string | null; readonly id: string };

/** A page, and whether there is anything where it says that the list goes on. */
interface Step extends Required<RecordPage> {
  readonly isNextSure: boolean;
}

/** A page of what matches, in the order asked for, equal values by id. It may be shorter than asked for, and even empty. */
export async function keysetPage(object: CrmObject, http: Http, search: KeysetSearch): Promise<RecordPage> {
  const { records, positions, ...end } = await step(object, http, search);
  let { next, isNextSure } = end;
  // A full page says whether another follows: now and then that takes a look.
  while (records.length >= search.size && next !== null && !isNextSure) {
    const look: Step = await step(object, http, { ...search, after: next, size: 1 });
    if (look.records.length > 0) break;
    ({ next, isNextSure } = look);
  }
  return { records, positions, next };
}

async function step(object: CrmObject, http: Http, search: KeysetSearch): Promise<Step> {
  const place = search.after === null ? null : placeOf(search.after);
  if (search.order === null) return byId(object, http, search, idIn(place), search.groups, null);
  const { property } = search.order;
  if (place !== null && "id" in place) {
    const own: PropertyFilter =
      place.value === null
        ? { propertyName: property, operator: "NOT_HAS_PROPERTY" }
        : { propertyName: property, operator: "EQ", value: place.value };
    return byId(object, http, search, place.id, withinAll(search.groups, [own]), place.value);
  }
  return byValue(object, http, { ...search, order: search.order }, place?.value ?? null);
}

/** Records behind an id, in the order of ids. */
async function byId(
  object: CrmObject,
  http: Http,
  search: KeysetSearch,
  after: string | null,
  groups: FilterGroups,
  value: string | null,
): Promise<Step> {
  const isDescending = search.order?.direction === "DESC";
  const behind: PropertyFilter[] =
    after === null || after === "" ? [] : [{ propertyName: ID, operator: isDescending ? "LT" : "GT", value: after }];
  const limit = Math.min(search.size + 1, SEARCH_PAGE_SIZE);
  const found = await find(object, http, {
    groups: withinAll(groups, behind),
    sort: isDescending ? `-${ID}` : ID,
    properties: search.properties,
    limit,
  });
  const records = found.slice(0, search.size);
  const positions = records.map((record) => written({ value, id: idOf(record) }));
  const last = positions.at(-1);
  if (found.length === limit && last !== undefined) {
    return { records, positions, next: last, isNextSure: found.length > records.length };
  }
  // Behind the records that share a value come those with the next one.
  return { records, positions, next: value === null ? null : written({ value }), isNextSure: false };
}

/** Records behind a value, in the order of values. */
async function byValue(
  object: CrmObject,
  http: Http,
  search: KeysetSearch & { readonly order: KeysetOrder },
  after: string | null,
): Promise<Step> {
  const { property, direction, isAlwaysThere } = search.order;
  const isDescending = direction === "DESC";
  // One more than asked for tells whether the last of them has others with its value behind it.
  const limit = Math.min(search.size + 1, SEARCH_PAGE_SIZE);
  const found = await find(object, http, {
    groups: withinAll(search.groups, [
      after === null
        ? { propertyName: property, operator: "HAS_PROPERTY" }
        : { propertyName: property, operator: isDescending ? "LT" : "GT", value: after },
    ]),
    sort: `${isDescending ? "-" : ""}${property}`,
    properties: [...new Set([...search.properties, property])],
    limit,
  });
  const groups = groupsOf(found, property, isDescending);
  // The last value's records may not all be here.
  const rest = found.length === limit ? groups.pop() : undefined;
  const records = groups.flatMap((group) => group.records);
  const positions = groups.flatMap(({ value, records: group }) =>
    group.map((record, index) => written(index === group.length - 1 ? { value } : { value, id: idOf(record) })),
  );
  if (rest === undefined) {
    const next = isAlwaysThere ? null : written({ value: null, id: "" });
    return { records, positions, next, isNextSure: false };
  }
  const last = groups.at(-1);
  const next = last === undefined ? written({ value: rest.value, id: "" }) : written(last);
  return { records, positions, next, isNextSure: true };
}

interface Group {
  readonly value: string;
  readonly records: readonly unknown[];
}

/** Records with the same value together, in the order of their ids. */
function groupsOf(found: readonly unknown[], property: string, isDescending: boolean): Group[] {
  const groups: { value: string; records: unknown[] }[] = [];
  for (const record of found) {
    const value = comparableValue(textAt(record, `properties.${property}`) ?? "");
    const last = groups.at(-1);
    if (last?.value === value) last.records.push(record);
    else groups.push({ value, records: [record] });
  }
  for (const { records } of groups) {
    records.sort((a, b) => (BigInt(idOf(a)) < BigInt(idOf(b)) === isDescending ? 1 : -1));
  }
  return groups;
}

/** Records carry instants in ISO 8601, filters take milliseconds. */
function comparableValue(value: string): string {
  return /^-?\d+(?:\.\d+)?$/.test(value) ? value : String(Date.parse(value));
}

interface Wanted {
  readonly groups: FilterGroups;
  readonly sort: string;
  readonly properties: readonly string[];
  readonly limit: number;
}

async function find(
  object: CrmObject,
  http: Http,
  { groups, sort, properties, limit }: Wanted,
): Promise<readonly unknown[]> {
  const body = { filterGroups: groups.map((filters) => ({ filters })), sorts: [sort], properties, limit };
  return recordsAt(await http.read(`${pathOf(object)}/search`, body), "results");
}

function idOf(record: unknown): string {
  const id = valueAtPath(record, ["id"]);
  return typeof id === "string" && /^\d{1,20}$/.test(id) ? id : "0";
}

const written = (place: Place): string => ("id" in place ? `${place.value ?? ""}/${place.id}` : place.value);

/** Throws RequestError for what this file did not write. */
function placeOf(text: string): Place {
  const [, value = "", id] = /^(-?\d+(?:\.\d+)?)?(?:\/(\d{0,20}))?$/.exec(text) ?? [];
  if (id !== undefined) return { value: value === "" ? null : value, id };
  if (value !== "") return { value };
  throw new RequestError("BAD_USER_INPUT", "The cursor is not one of this list's");
}

function idIn(place: Place | null): string | null {
  return place !== null && "id" in place ? place.id : null;
}
