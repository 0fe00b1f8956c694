import type { Preferences } from "../odata/prefer.ts";
import { maxPageSize } from "../odata/prefer.ts";
import type { DataRecord } from "../table.ts";
import { findMatches, pageLimit } from "./list.ts";
import type { Environment } from "./list.ts";
import { relatedRecord } from "./property.ts";
import { toWire } from "./record.ts";
import type { WireObject } from "./record.ts";
import { skipTokenOf } from "./paging.ts";
import type { Expand, Selection } from "./selection.ts";

/** A record with what it is asked to bring along. */
export function toExpandedWire(
  environment: Environment,
  record: DataRecord,
  selection: Selection,
  preferences: Preferences,
  hasEtag = true,
): WireObject {
  const wire = toWire(environment.catalog, record, selection, preferences, hasEtag);
  const isNested = selection.expands.some((expand) => expand.selection.expands.length > 0);
  for (const expand of selection.expands) {
    if (expand.kind === "single") {
      const { navigation, selection: inner } = expand;
      const related = relatedRecord(environment.catalog, record.get(navigation.column), navigation.target);
      wire[navigation.name] = related === null ? null : toExpandedWire(environment, related, inner, preferences, false);
    } else Object.assign(wire, expandedCollection(environment, record, expand, preferences, isNested));
  }
  return wire;
}

// With a nested $expand anywhere the page size holds for the collections too; without, all related records come:
// https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/join-tables
function expandedCollection(
  environment: Environment,
  record: DataRecord,
  expand: Extract<Expand, { kind: "many" }>,
  preferences: Preferences,
  isNested: boolean,
): WireObject {
  const { navigation, selection } = expand;
  const { table } = selection;
  const matches = findMatches(
    environment,
    table,
    { filter: expand.filter, orderBy: expand.orderBy, top: undefined, aliases: new Map() },
    { navigation, table: record.table.name, serial: record.serial },
  );
  const limit = isNested ? (preferences.maxPageSize ?? maxPageSize) : pageLimit(expand.top, unpaged(preferences));
  const serials = matches.page(null, limit + (isNested ? 1 : 0));
  const page = serials.slice(0, limit);
  const options = expand.options.replaceAll(";", "&");
  const path = `${environment.root}/${record.table.setName}(${record.id})/${navigation.name}`;
  const [first, last] = [page[0], page.at(-1)];
  const hasMore = isNested && serials.length > page.length && first !== undefined && last !== undefined;
  const token = hasMore
    ? `$skiptoken=${skipTokenOf(table, { page: 1, first: table.guids.idOf(first), last: table.guids.idOf(last), trackedFrom: null })}`
    : "";
  const query = [options, token].filter((part) => part !== "").join("&");
  return {
    [navigation.name]: page.flatMap((serial) => {
      const related = table.at(serial);
      return related === null ? [] : [toExpandedWire(environment, related, selection, preferences, !isNested)];
    }),
    ...((!isNested || hasMore) && { [`${navigation.name}@odata.nextLink`]: query === "" ? path : `${path}?${query}` }),
  };
}

function unpaged(preferences: Preferences): Preferences {
  return { ...preferences, maxPageSize: null };
}
