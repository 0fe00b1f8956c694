// A connector with the fields that the configuration adds: its mappings read them, its requests name them, and its lists
// are filtered by them where their vendor can.
import type { Connector, EntitySource } from "../connectors/contract.ts";
import { fieldsIn } from "../filters/filter.ts";
import { customLine, type CustomSource } from "../mapping/custom-field.ts";
import type { Entity, EntityType } from "../mapping/entities.ts";
import { vendorPath, type Select } from "../mapping/field-map.ts";
import { entriesOf } from "./account-gaps.ts";
import { inOwnNames, withOwnFilters, type CustomLines } from "./custom-filters.ts";
import { seenSource, type Ask } from "./seen-source.ts";

/** The connector itself where there are none. Fields of types that it does not have, or can't have, are left out. */
export function customConnector(connector: Connector, fields: readonly CustomSource[]): Connector {
  const { customField } = connector;
  if (fields.length === 0 || customField === undefined) return connector;
  const linesOf = (type: EntityType): CustomLines =>
    Object.fromEntries(
      fields
        .filter(({ entity }) => entity === type)
        .flatMap((source) => {
          const place = customField(type, source.field);
          return typeof place === "string" ? [] : [[source.name, { source, line: customLine(source, place) }] as const];
        }),
    );
  const entities = entriesOf(connector).map(
    ([type, source]) => [type, withLines(type, source, linesOf(type))] as const,
  );
  // `fromEntries` knows no keys; each type has kept its own source.
  return { ...connector, entities: Object.fromEntries(entities) as Connector["entities"] };
}

function withLines(type: EntityType, source: EntitySource<Entity>, lines: CustomLines): EntitySource<Entity> {
  if (Object.keys(lines).length === 0) return source;
  // What the core filters and orders by itself must be here.
  const ask: Ask = (_, http, { select, filter, order }, __, call) => {
    const arranging = [...(filter === undefined ? [] : fieldsIn(filter)), ...(order ? [order.field] : [])];
    const alsoNeeded = arranging.filter((field) => Object.hasOwn(lines, field));
    return call(http, inVendorPaths([...select, ...alsoNeeded], lines));
  };
  const own = Object.fromEntries(Object.entries(lines).map(([name, { line }]) => [name, line]));
  return { ...seenSource(type, filteredSource(source, lines), ask), fields: { ...source.fields, ...own } };
}

/** Its filters are in the vendor's words before the connector sees them. Relations that the core arranges, it filters. */
function filteredSource(source: EntitySource<Entity>, lines: CustomLines): EntitySource<Entity> {
  const { list, related = {}, sums } = source;
  const own = <R extends { readonly filter: Parameters<typeof inOwnNames>[0] }>(request: R): R => ({
    ...request,
    filter: inOwnNames(request.filter, lines),
  });
  return {
    ...source,
    ...(list && {
      list: {
        ...list,
        filters: withOwnFilters(list, lines),
        read: (http, request) => list.read(http, own(request)),
        ...(list.count && { count: async (http, filter) => list.count?.(http, inOwnNames(filter, lines)) ?? null }),
      },
    }),
    ...(sums?.compute && {
      sums: { ...sums, compute: async (http, request) => sums.compute?.(http, own(request)) ?? null },
    }),
    related: Object.fromEntries(
      Object.entries(related).map(([parent, each]) => [
        parent,
        each.arrangedBy === "core"
          ? each
          : {
              ...each,
              filters: withOwnFilters(each, lines),
              find: (...[http, ids, request]: Parameters<typeof each.find>) => each.find(http, ids, own(request)),
            },
      ]),
    ),
  };
}

/** Connectors know their own lines alone: of these they are told the paths. */
function inVendorPaths(select: Select, lines: CustomLines): Select {
  const names = select.flatMap((name) => {
    const found = Object.hasOwn(lines, name) ? lines[name] : undefined;
    return found === undefined ? [name] : found.line.asks.map(vendorPath);
  });
  return [...new Set(names)];
}
