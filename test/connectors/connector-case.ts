// One reading of a connector's: what is asked of it, what it must ask of its vendor, what the vendor answers, and what
// must come of that. A vendor's cases are its tests, and what the conformance suite varies.
import { where } from "../../src/filters/filter.ts";
import type {
  Conditions,
  Connector,
  EntitySource,
  Order,
  RecordPage,
  RelatedRecords,
} from "../../src/connectors/contract.ts";
import type { Entity, EntityType } from "../../src/mapping/entities.ts";
import type { MappingContext, Select } from "../../src/mapping/field-map.ts";
import { recordMapper } from "../../src/mapping/map-record.ts";
import { createFakeHttp } from "../support/fake-http.ts";
import type { Exchange, FakeHttp } from "../support/fake-http.ts";

export type Reading =
  | { readonly kind: "getMany"; readonly ids: readonly string[] }
  | {
      readonly kind: "list";
      readonly filter?: Conditions;
      readonly order?: Order;
      readonly after?: string;
      readonly size: number;
    }
  /** A list, read page by page to its end. */
  | { readonly kind: "pages"; readonly filter?: Conditions; readonly order?: Order; readonly size: number }
  | { readonly kind: "count"; readonly filter?: Conditions }
  | {
      readonly kind: "related";
      readonly to: EntityType;
      readonly parentIds: readonly string[];
      readonly filter?: Conditions;
      readonly order?: Order;
      readonly after?: string;
      readonly first: number;
    }
  | { readonly kind: "byEmail"; readonly keys: readonly string[] }
  | { readonly kind: "byExternalId"; readonly field: string; readonly keys: readonly string[] }
  /** A page of the connector's feed, of which the case's type is looked at. */
  | { readonly kind: "feed"; readonly after?: string; readonly nowMs: number }
  /** What a webhook or an import brings, for a type that is kept in the store. */
  | { readonly kind: "kept"; readonly body: unknown };

export interface ConnectorCase {
  readonly name: string;
  readonly type: EntityType;
  readonly reading: Reading;
  readonly select: Select;
  readonly options?: Readonly<Record<string, string | number | boolean>>;
  readonly mapping?: Partial<MappingContext>;
  readonly exchanges: readonly Exchange[];
  /**
   * getMany: an entity or null for each id. list: `{ entities, next, positions? }`. pages, byEmail, byExternalId, kept: entities.
   * related: by parent `{ entities, hasMore, positions? }`. count: the number. feed: `{ entities, next, isAtEnd }`.
   * Entities without `type` and `source`.
   */
  readonly expected: unknown;
}

export interface CaseResult {
  readonly result: unknown;
  /** The vendor's records, as the connector handed them on. */
  readonly records: readonly unknown[];
  readonly http: FakeHttp;
}

export function mappingContext(overrides: Partial<MappingContext> = {}): MappingContext {
  return {
    source: "source",
    defaultCurrency: null,
    defaultCountry: null,
    externalIds: [],
    onUnknownValue: () => undefined,
    ...overrides,
  };
}

export function sourceOf(connector: Connector, type: EntityType): EntitySource<Entity> {
  const source = connector.entities[type] as EntitySource<Entity> | undefined;
  if (source === undefined) throw new Error(`${connector.name} has no ${type}`);
  return source;
}

export function httpFor(connector: Connector, one: ConnectorCase, exchanges = one.exchanges): FakeHttp {
  return createFakeHttp(exchanges, {
    options: { ...connector.options, ...one.options },
    externalIdFields: (one.mapping?.externalIds ?? []).map(({ field }) => field),
    ...(one.reading.kind === "feed" && { now: one.reading.nowMs }),
  });
}

/** Plays a case. What the connector hands on is mapped as the loaders do it. */
export async function runCase(
  connector: Connector,
  one: ConnectorCase,
  http = httpFor(connector, one),
): Promise<CaseResult> {
  const source = sourceOf(connector, one.type);
  const toEntity = recordMapper<Entity>(one.type, source.fields, one.select, mappingContext(one.mapping));
  const entitiesOf = (records: readonly unknown[]): unknown[] => records.map((record) => plain(toEntity(record)));
  const { reading, select } = one;
  const {
    filter: conditions = {},
    order = null,
    after = null,
  } = { filter: undefined, order: undefined, after: undefined, ...reading };

  const filter = where(conditions);

  switch (reading.kind) {
    case "getMany": {
      const records = (await source.getMany?.(http, reading.ids, select)) ?? [];
      const byId = new Map(records.map((record) => [toEntity(record).id, record]));
      const result = reading.ids.map((id) => (byId.has(id) ? plain(toEntity(byId.get(id))) : null));
      return { result, records, http };
    }
    case "list": {
      const page = await source.list?.read(http, { select, filter, order, after, size: reading.size });
      const records = page?.records ?? [];
      const positions = page?.positions;
      const result = { entities: entitiesOf(records), next: page?.next, ...(positions && { positions }) };
      return { result, records, http };
    }
    case "pages": {
      const records: unknown[] = [];
      let next: string | null | undefined = null;
      do {
        const page: RecordPage | undefined = await source.list?.read(http, {
          select,
          filter,
          order,
          after: next,
          size: reading.size,
        });
        records.push(...(page?.records ?? []));
        next = page?.next;
      } while (typeof next === "string");
      return { result: entitiesOf(records), records, http };
    }
    case "count":
      return { result: await source.list?.count?.(http, filter), records: [], http };
    case "related": {
      const related = source.related?.[reading.to];
      const asked = { select, filter, order: order ?? related?.defaultOrder, after, first: reading.first };
      if (related === undefined || asked.order === undefined) throw new Error(`no ${one.type} of ${reading.to}`);
      const found = await related.find(http, reading.parentIds, { ...asked, order: asked.order });
      const shown = ({ records, hasMore, positions }: RelatedRecords): unknown => ({
        entities: entitiesOf(records),
        hasMore,
        ...(positions && { positions }),
      });
      const result = Object.fromEntries([...found].map(([parent, slice]) => [parent, shown(slice)]));
      return { result, records: [...found.values()].flatMap(({ records }) => records), http };
    }
    case "byEmail": {
      const records = (await source.byEmail?.find(http, reading.keys, select)) ?? [];
      return { result: entitiesOf(records), records, http };
    }
    case "kept": {
      const brought = connector.recordsIn?.(reading.body) ?? [];
      const records = brought.filter(({ type }) => type === one.type).map(({ record }) => record);
      return { result: entitiesOf(records), records, http };
    }
    case "byExternalId": {
      const records = (await source.byExternalId?.find(http, reading.field, reading.keys, select)) ?? [];
      return { result: entitiesOf(records), records, http };
    }
    case "feed": {
      const page = await connector.feed?.read(http, reading.after ?? null);
      const records = (page?.records ?? []).flatMap(({ type, record }) => (type === one.type ? [record] : []));
      const result = { entities: entitiesOf(records), next: page?.next, isAtEnd: page?.isAtEnd };
      return { result, records, http };
    }
  }
}

function plain(entity: Entity): unknown {
  const { type: _type, source: _source, ...fields } = entity;
  return fields;
}
