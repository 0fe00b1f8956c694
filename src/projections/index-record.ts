// From a vendor's record to a row: its id, what finds it, and how new it is, by the mapping table that reads it too.
import { createHash } from "node:crypto";
import type { EntitySource, Projection } from "../connectors/contract.ts";
import { comparable } from "../filters/filter.ts";
import { MappingError } from "../errors.ts";
import { emailKey } from "../loaders/load-people.ts";
import type { Entity, EntityType, ExternalId } from "../mapping/entities.ts";
import type { MappingContext } from "../mapping/field-map.ts";
import { recordMapper } from "../mapping/map-record.ts";
import { FIELD_VALUES_VERSION, fieldValuesOf } from "./field-values.ts";
import { externalIdKey, keyOf } from "./keys.ts";
import type { IndexedRecord } from "./record-table.ts";
import { isTooDeep } from "./storable.ts";

const UNFILTERED: ReadonlySet<string> = new Set(["externalIds", "missions", "predictions"]);

/** An index entry, which holds both, must be short. */
const MAX_ID_LENGTH = 250;
const MAX_ORDER_KEY_LENGTH = 200;

/**
 * Throws MappingError for a record whose id or brand can't be read, since nobody can be shown it, and for one that the
 * database would refuse, and all that come with it. Another bad value finds nothing.
 */
export type IndexRecord = (record: unknown) => IndexedRecord;

export function createIndexRecord(
  type: EntityType,
  { fields }: EntitySource<Entity>,
  projection: Projection,
  mapping: MappingContext,
): IndexRecord {
  const { orderBy, filters = [], brand, merge } = projection;
  const parents = Object.entries(projection.parents ?? {}) as [EntityType, string][];
  const filtered = filterableFields(fields);
  const found = [...new Set([...parents.map(([, field]) => field), ...filters])].filter((field) => field !== brand);
  const select = [
    ...new Set([
      "id",
      ...(brand === undefined ? [] : [brand]),
      orderBy,
      "updatedAt",
      "email",
      "externalIds",
      ...found,
      ...filtered,
    ]),
  ];
  const toEntity = recordMapper(type, fields, select, mapping);

  const index: IndexRecord = (record) => {
    const entity = toEntity(record);
    const valueOf = (field: string): unknown => (entity as Entity & Record<string, unknown>)[field];
    if (entity.id.length > MAX_ID_LENGTH) {
      throw new MappingError(mapping.source, `${entity.id.slice(0, 40)}...`, `${type}.id`, "is too long");
    }
    if (isTooDeep(record)) throw new MappingError(mapping.source, entity.id, type, "is nested too deeply");
    const brandId = brand === undefined ? null : valueOf(brand);
    if (brandId instanceof Error) throw brandId;
    const orderKey = textOf(valueOf(orderBy));
    const email = textOf(valueOf("email"));
    return {
      type,
      id: entity.id,
      record,
      orderKey: orderKey === null ? null : orderKey.slice(0, MAX_ORDER_KEY_LENGTH),
      version: textOf(valueOf("updatedAt")),
      fieldValues: fieldValuesOf(entity, filtered),
      brandId: textOf(brandId) ?? "",
      parents: parents.flatMap(([parent, field]) => textsOf(valueOf(field)).map((id) => ({ type: parent, id }))),
      keys: [
        ...(brand === undefined ? [] : [keyOf(brand, textOf(brandId) ?? "")]),
        ...found.flatMap((field) => textsOf(valueOf(field)).map((text) => keyOf(field, comparable(field, text)))),
        ...(email === null ? [] : [keyOf("email", emailKey(email))]),
        ...externalIdsIn(valueOf("externalIds")).map(({ source, id }) => externalIdKey(source, id)),
      ],
      ...(merge !== undefined && { mergedWith: (held: unknown) => index(merge(held, record)) }),
    };
  };
  return index;
}

/** Fields that lists can be filtered by: all but those that have no operator. */
export function filterableFields(fields: object): string[] {
  return Object.keys(fields).filter((field) => !UNFILTERED.has(field));
}

/** Names the settings that keys are made by: those made by others are made anew. */
export function layoutOf(
  projections: readonly (readonly [EntityType, Projection | undefined])[],
  { externalIds, customFields, options }: MappingContext,
): string {
  return createHash("sha256")
    .update(JSON.stringify([projections, externalIds, customFields ?? [], options, FIELD_VALUES_VERSION]))
    .digest("hex")
    .slice(0, 16);
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** A list is found by each of its items. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return ["string", "number", "boolean"].includes(typeof value) ? [String(value)] : [];
}

function externalIdsIn(value: unknown): readonly ExternalId[] {
  return Array.isArray(value) ? (value as readonly ExternalId[]) : []; // a mapping line gave it, or an error
}
