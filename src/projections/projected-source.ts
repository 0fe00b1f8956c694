// A type of entity that is read from our own store, in the shape of one that is read from its vendor.
import type {
  Abilities,
  EntitySource,
  Filter,
  List,
  Operator,
  Order,
  Projection,
  Related,
  RelatedRecords,
} from "../connectors/contract.ts";
import { RequestError } from "../errors.ts";
import { emailKey } from "../loaders/load-people.ts";
import type { Entity, EntityType } from "../mapping/entities.ts";
import type { MappingContext } from "../mapping/field-map.ts";
import type { AskStore } from "./ask-store.ts";
import { filterableFields } from "./index-record.ts";
import { externalIdKey, keyOf } from "./keys.ts";
import { projectedChanges } from "./projected-changes.ts";
import { projectedSums } from "./projected-sums.ts";
import type { Kind, Place, RecordTable, Selection, StoredRecord } from "./record-table.ts";

export interface ProjectedSourceDeps {
  readonly table: RecordTable;
  readonly ask: AskStore;
  /** Does a feed fill it? */
  readonly isFed: boolean;
  readonly mapping: MappingContext;
}

/** Keys or parents a query. */
const BATCH_SIZE = 100;
const PAGE_SIZE = 200;
const OPERATORS: readonly Operator[] = ["in", "notIn", "gte", "lt", "contains", "startsWith", "isNull"];

/** The source with what its projection says it can be read by, the newest first. */
export function projectedSource(
  type: EntityType,
  source: EntitySource<Entity>,
  projection: Projection,
  deps: ProjectedSourceDeps,
): EntitySource<Entity> {
  const { table, ask, isFed, mapping } = deps;
  const kind: Kind = { source: mapping.source, type };
  const { orderBy, parents = {}, filters = [], brand } = projection;
  const can = {
    filters: Object.fromEntries(filterableFields(source.fields).map((field) => [field, OPERATORS])),
    combines: "any",
    orders: { [orderBy]: ["ASC", "DESC"] },
  } satisfies Abilities;
  const keyed = [...filters, ...(brand === undefined ? [] : [brand]), ...Object.values(parents)];
  const select = (filter: Filter): Selection => ({ filter, indexed: { orderBy, keyed } });

  const list: List = {
    ...can,
    pageSize: PAGE_SIZE,
    async read(http, { filter, order, after, size }) {
      const page = { direction: directionOf(order), size: size + 1, after: after === null ? null : placeIn(after) };
      const found = await ask(http, () => table.page(kind, select(filter), page));
      const { records, positions = [], hasMore } = cut(found, size);
      return { records, positions, next: hasMore ? (positions.at(-1) ?? null) : null };
    },
    count: (http, filter) => ask(http, () => table.count(kind, select(filter))),
  };

  const relatedBy = (field: string): Related => ({
    ...can,
    batchSize: BATCH_SIZE,
    arrangedBy: "source",
    defaultOrder: { field: orderBy, direction: "DESC" },
    async find(http, parentIds, { filter, order, after, first }) {
      const keys = parentIds.map((id) => keyOf(field, id));
      const page = { direction: order.direction, size: first + 1 };
      const found = await ask(http, async () => {
        const [key = ""] = keys;
        if (after === null) return table.firstOfEach(kind, keys, select(filter), page);
        const ofParent = { ...select(filter), keys: [key] };
        const behind = await table.page(kind, ofParent, { ...page, after: placeIn(after) });
        return new Map([[key, behind]]);
      });
      return new Map(parentIds.map((id, index) => [id, cut(found.get(keys[index] ?? "") ?? [], first)]));
    },
  });

  const isRead = async (): Promise<boolean> => !isFed || (await table.checkpoint(mapping.source)).restedMs !== null;

  const byKeys = async (keys: readonly string[]): Promise<readonly unknown[]> =>
    recordsOf(await table.byKeys(kind, keys));
  const lookups: Pick<EntitySource<Entity>, "byEmail" | "byExternalId"> = {
    byEmail: {
      batchSize: BATCH_SIZE,
      find: (http, emails) => ask(http, () => byKeys(emails.map((email) => keyOf("email", emailKey(email))))),
    },
    byExternalId: {
      batchSize: BATCH_SIZE,
      find(http, field, values) {
        const named = mapping.externalIds.filter((each) => each.field === field);
        const keys = named.flatMap((each) => values.map((value) => externalIdKey(each.source, value)));
        return ask(http, () => byKeys(keys));
      },
    },
  };

  return {
    ...source,
    getMany: (http, ids) => ask(http, async () => recordsOf(await table.byIds(kind, ids))),
    list,
    sums: projectedSums(source, projection, { kind, table, ask, isRead, select }),
    related: Object.fromEntries(Object.entries(parents).map(([parent, field]) => [parent, relatedBy(field)])),
    ...(type === "Contact" && { ...lookups, changes: projectedChanges(kind, table, ask) }),
  };
}

function directionOf(order: Order | null): Order["direction"] {
  return order?.direction ?? "DESC";
}

function recordsOf(found: readonly StoredRecord[]): unknown[] {
  return found.map(({ record }) => record);
}

/** The first of what was found, and whether there is more. */
function cut(found: readonly StoredRecord[], size: number): RelatedRecords {
  const kept = found.slice(0, size);
  return { records: recordsOf(kept), positions: kept.map(positionOf), hasMore: found.length > size };
}

function positionOf({ orderKey, id }: Place): string {
  return JSON.stringify([orderKey, id]);
}

function placeIn(position: string): Place {
  const [, key, id] = /^\[(null|"(?:[^"\\]|\\.)*"),("(?:[^"\\]|\\.)*")\]$/.exec(position) ?? [];
  if (key === undefined || id === undefined) {
    throw new RequestError("BAD_USER_INPUT", "The cursor is not one of this list's");
  }
  return { orderKey: JSON.parse(key) as string | null, id: JSON.parse(id) as string };
}
