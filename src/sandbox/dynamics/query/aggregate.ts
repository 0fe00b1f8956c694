// $apply: https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/aggregate-data
import { isoSecondsOf } from "../cell.ts";
import { badQuery, DataverseError } from "../errors.ts";
import type { Aliases } from "../odata/parse-filter.ts";
import { parseApply } from "../odata/parse-apply.ts";
import type { AggregateItem } from "../odata/parse-apply.ts";
import type { Preferences } from "../odata/prefer.ts";
import type { DataRecord, Table } from "../table.ts";
import { aggregateOf, checkItem } from "./aggregate-values.ts";
import { comparableOf } from "./comparable.ts";
import { formattedValue } from "./formatted.ts";
import { findMatches } from "./list.ts";
import type { Environment, Matches } from "./list.ts";
import { bindProperty } from "./property.ts";
import type { BoundProperty } from "./property.ts";
import { formattedName, wireValue } from "./record.ts";
import type { WireObject } from "./record.ts";

/** Dataverse aggregates no more records than this. */
const maxRecords = 50_000;

interface BoundItem {
  readonly item: AggregateItem;
  readonly property: BoundProperty | null;
}

/** The rows of an aggregation. Throws DataverseError 400 for what Dataverse can't group, and above 50,000 records. */
export function aggregate(
  environment: Environment,
  table: Table,
  text: string,
  aliases: Aliases,
  preferences: Preferences,
): readonly WireObject[] {
  const { filter, groupBy, items } = parseApply(text);
  const { catalog } = environment;
  const keys = groupBy.map((path) => bindProperty(catalog, table, path));
  const dated = keys.find(({ column }) => column.type === "datetime");
  if (dated !== undefined) throw badQuery(`Grouping by the datetime property '${dated.column.name}' is not supported.`);
  const values = items.map((item): BoundItem => ({
    item,
    property: item.path === null ? null : bindProperty(catalog, table, item.path),
  }));
  for (const { item, property } of values) checkItem(item, property);

  const matches = findMatches(environment, table, { filter, orderBy: undefined, top: undefined, aliases });
  const groups = groupsOf(environment, matches, keys);
  return groups.map((records) => rowOf(environment, preferences, keys, values, records));
}

// Without a key there is one group, also of nothing.
function groupsOf(
  { catalog }: Environment,
  { table, page }: Matches,
  keys: readonly BoundProperty[],
): readonly (readonly DataRecord[])[] {
  const serials = page(null, maxRecords + 1);
  if (serials.length > maxRecords) {
    throw new DataverseError(400, "0x8004e023", "AggregateQueryRecordLimit exceeded. Cannot perform this operation.");
  }
  const groups = new Map<string, DataRecord[]>(keys.length === 0 ? [["[]", []]] : []);
  for (const serial of serials) {
    const record = table.at(serial);
    if (record === null) continue;
    const key = JSON.stringify(keys.map(({ column, read }) => comparableOf(catalog, column, read(record))));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [record]);
    else group.push(record);
  }
  return [...groups.values()];
}

function rowOf(
  { catalog }: Environment,
  preferences: Preferences,
  keys: readonly BoundProperty[],
  values: readonly BoundItem[],
  records: readonly DataRecord[],
): WireObject {
  const wire: WireObject = {};
  const [first] = records;
  const add = (name: string, formatted: string | null, value: unknown): void => {
    if (value === null) return;
    if (formatted !== null && preferences.wants(formattedName)) wire[`${name}@${formattedName}`] = formatted;
    wire[name] = value;
  };
  for (const { table, column, isRelated, read } of keys) {
    if (first === undefined) continue;
    const cell = read(first);
    // Of a related property: `contact_fullname` for primarycontactid/fullname.
    const name = isRelated ? `${table.name}_${column.property}` : column.property;
    add(name, formattedValue(catalog, first, column, cell), wireValue(catalog, column, cell));
  }
  for (const { item, property } of values) {
    const value = aggregateOf(catalog, item, property, records);
    const isExtreme = item.method === "min" || item.method === "max";
    // A count says nothing of the column's own kind of value.
    const isOfColumn = isExtreme || (property?.column.type === "money" && item.method !== "countdistinct");
    const formatted =
      isOfColumn && property !== null && first !== undefined
        ? formattedValue(catalog, first, property.column, value)
        : (value?.toLocaleString("en-US") ?? null);
    const isInstant = isExtreme && property?.column.type === "datetime" && typeof value === "number";
    add(item.alias, formatted, isInstant ? isoSecondsOf(value) : value);
  }
  return wire;
}
