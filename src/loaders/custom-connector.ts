// A connector with the fields that the configuration adds: its mappings read them, and its requests name them.
import type { Connector, EntitySource } from "../connectors/contract.ts";
import { fieldsIn } from "../filters/filter.ts";
import { customLine, type CustomLine, type CustomSource } from "../mapping/custom-field.ts";
import type { Entity, EntityType } from "../mapping/entities.ts";
import { vendorPath, type Select } from "../mapping/field-map.ts";
import { entriesOf } from "./account-gaps.ts";
import { seenSource, type Ask } from "./seen-source.ts";

type Lines = Readonly<Record<string, CustomLine>>;

/** The connector itself where there are none. Fields of types that it does not have, or can't have, are left out. */
export function customConnector(connector: Connector, fields: readonly CustomSource[]): Connector {
  const { customField } = connector;
  if (fields.length === 0 || customField === undefined) return connector;
  const linesOf = (type: EntityType): Lines =>
    Object.fromEntries(
      fields
        .filter(({ entity }) => entity === type)
        .flatMap((field) => {
          const place = customField(type, field.field);
          return typeof place === "string" ? [] : [[field.name, customLine(field, place)] as const];
        }),
    );
  const entities = entriesOf(connector).map(
    ([type, source]) => [type, withLines(type, source, linesOf(type))] as const,
  );
  // `fromEntries` knows no keys; each type has kept its own source.
  return { ...connector, entities: Object.fromEntries(entities) as Connector["entities"] };
}

function withLines(type: EntityType, source: EntitySource<Entity>, lines: Lines): EntitySource<Entity> {
  if (Object.keys(lines).length === 0) return source;
  // What the core filters and orders by itself must be here.
  const ask: Ask = (_, http, { select, filter, order }, __, call) => {
    const arranging = [...(filter === undefined ? [] : fieldsIn(filter)), ...(order ? [order.field] : [])];
    const alsoNeeded = arranging.filter((field) => Object.hasOwn(lines, field));
    return call(http, inVendorPaths([...select, ...alsoNeeded], lines));
  };
  return { ...seenSource(type, source, ask), fields: { ...source.fields, ...lines } };
}

/** Connectors know their own lines alone: of these they are told the paths. */
function inVendorPaths(select: Select, lines: Lines): Select {
  const names = select.flatMap((name) => {
    const line = Object.hasOwn(lines, name) ? lines[name] : undefined;
    return line === undefined ? [name] : line.asks.map(vendorPath);
  });
  return [...new Set(names)];
}
