import { badQuery } from "../errors.ts";
import { maxPageSize } from "../odata/prefer.ts";
import type { Preferences } from "../odata/prefer.ts";
import type { OptionName, QueryOptions } from "../odata/query-options.ts";
import type { ManyNavigation, Table, TableName } from "../table.ts";
import { aggregate } from "./aggregate.ts";
import { changesSince, deltaLinkOf } from "./changes.ts";
import { toExpandedWire } from "./expand.ts";
import { findMatches, pageLimit } from "./list.ts";
import type { Environment, Matches } from "./list.ts";
import { readSkipToken, skipTokenOf } from "./paging.ts";
import type { WireObject } from "./record.ts";
import { contextOf, readSelection } from "./selection.ts";

export interface CollectionRequest {
  readonly table: Table;
  /** Of a one-to-many property: whose. */
  readonly owner?: { readonly navigation: ManyNavigation; readonly table: TableName; readonly serial: number };
  /** Below the root, without the query: `contacts`, `accounts(..)/contact_customer_accounts`. */
  readonly path: string;
  readonly options: QueryOptions;
  readonly preferences: Preferences;
}

const globalMetadataVersion = "84271433";

/** The body of a collection's page. Throws DataverseError. */
export function collectionBody(environment: Environment, request: CollectionRequest): WireObject {
  const { table, options, preferences } = request;
  const apply = options.get("$apply");
  if (apply !== undefined) return aggregateBody(environment, request, apply);
  const deltaToken = options.get("$deltatoken");
  const isTracking = preferences.isTracking || deltaToken !== undefined || hasTrackingToken(options);
  if (isTracking) refuseWhenTracking(options);

  const selection = readSelection(environment.catalog, table, options.get("$select"), options.get("$expand"));
  const matches =
    deltaToken === undefined ? allMatches(environment, request) : changesSince(environment, table, deltaToken);
  const position = readSkipToken(table, options.get("$skiptoken"));
  const trackedFrom = isTracking ? (position.trackedFrom ?? environment.now) : null;
  const limit = pageLimit(options.get("$top"), preferences);
  const isPaged = options.get("$top") === undefined || preferences.maxPageSize !== null;
  const found = matches.page(position.after, isPaged ? limit + 1 : limit);
  const serials = found.slice(0, limit);
  const [first, last] = [serials[0], serials.at(-1)];
  const hasMore = found.length > serials.length && first !== undefined && last !== undefined;
  const linkWith = (...added: readonly string[]): string =>
    `${environment.root}/${request.path}?${[options.repeated, ...added].filter((part) => part !== "").join("&")}`;
  const sameDelta = deltaToken === undefined ? "" : `$deltatoken=${encodeURIComponent(deltaToken)}`;

  return {
    "@odata.context": `${environment.root}/$metadata#${table.setName}${contextOf(selection)}${sameDelta === "" ? "" : "/$delta"}`,
    ...(trackedFrom !== null && !hasMore && { "@odata.deltaLink": linkWith(deltaLinkOf(trackedFrom)) }),
    ...countAnnotations(matches, options, preferences),
    value: serials.flatMap((serial) => {
      const record = table.at(serial);
      return record === null ? [] : [toExpandedWire(environment, record, selection, preferences)];
    }),
    ...(hasMore && {
      "@odata.nextLink": linkWith(
        sameDelta,
        `$skiptoken=${skipTokenOf(table, {
          page: position.page,
          first: table.guids.idOf(first),
          last: table.guids.idOf(last),
          trackedFrom,
        })}`,
      ),
    }),
  };
}

/** What `/$count` answers: no more than 5,000, as Dataverse. */
export function collectionCount(environment: Environment, request: CollectionRequest): number {
  const deltaToken = request.options.get("$deltatoken");
  const matches =
    deltaToken === undefined ? allMatches(environment, request) : changesSince(environment, request.table, deltaToken);
  return matches.count(maxPageSize);
}

function allMatches(environment: Environment, { table, options, owner }: CollectionRequest): Matches {
  const query = {
    filter: options.get("$filter"),
    orderBy: options.get("$orderby"),
    top: options.get("$top"),
    aliases: options.aliases,
  };
  return findMatches(environment, table, query, owner);
}

function aggregateBody(environment: Environment, request: CollectionRequest, apply: string): WireObject {
  const { table, options, preferences } = request;
  const others: readonly OptionName[] = ["$filter", "$select", "$expand", "$orderby", "$top", "$count"];
  const other = others.find((name) => options.get(name) !== undefined);
  if (other !== undefined) throw badQuery(`The query option '${other}' can't be used with '$apply'.`);
  return {
    "@odata.context": `${environment.root}/$metadata#${table.setName}`,
    value: aggregate(environment, table, apply, options.aliases, preferences),
  };
}

function refuseWhenTracking(options: QueryOptions): void {
  const names: readonly OptionName[] = ["$filter", "$orderby", "$expand", "$top"];
  const refused = names.find((name) => options.get(name) !== undefined);
  if (refused === undefined) return;
  throw badQuery(`The "${refused}" query parameter isn't supported when Change Tracking is enabled.`);
}

// The later pages of a tracked list ask without the preference.
function hasTrackingToken(options: QueryOptions): boolean {
  return options.get("$skiptoken")?.includes('istracking="True"') ?? false;
}

function countAnnotations(matches: Matches, options: QueryOptions, preferences: Preferences): WireObject {
  const isCounted = options.get("$count") === "true";
  const total = isCounted ? matches.count(maxPageSize + 1) : -1;
  const shown = Math.min(total, maxPageSize);
  const annotations = {
    "Microsoft.Dynamics.CRM.totalrecordcount": shown,
    "Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded": total > maxPageSize,
    "Microsoft.Dynamics.CRM.globalmetadataversion": globalMetadataVersion,
  };
  return {
    ...(isCounted && { "@odata.count": shown }),
    ...Object.fromEntries(
      Object.entries(annotations)
        .filter(([name]) => preferences.wants(name))
        .map(([name, value]) => [`@${name}`, value]),
    ),
  };
}
