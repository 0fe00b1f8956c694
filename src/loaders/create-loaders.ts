// The data loaders of one operation: what is asked for in one tick is read together, and once.
import DataLoader from "dataloader";
import { UpstreamError } from "../errors.ts";
import type { Filter, Order } from "../connectors/contract.ts";
import type { EntityByType, EntityType } from "../mapping/entities.ts";
import type { Select } from "../mapping/field-map.ts";
import { checkSupported, fieldsOf } from "./arrange.ts";
import { findByEmail, findByExternalId, type Found } from "./load-people.ts";
import { loadCount, listOf, loadSlice } from "./load-list.ts";
import { loadEntities } from "./load-entities.ts";
import { arrangeSlice, loadRelated, relatedOf, type ListSlice, type SliceRequest } from "./load-related.ts";
import { selectOf, type LoadScope } from "./load-scope.ts";
import type { Source } from "./source.ts";

export interface Parent {
  readonly source: string;
  readonly type: EntityType;
  readonly id: string;
}

/** What of a list: order null for the list's own. */
export interface Arrangement {
  readonly filter: Filter;
  readonly order: Order | null;
}

export interface Loaders {
  /** The sources that the caller may see, in the order of the configuration. */
  readonly sources: readonly Source[];
  /** Null where the source is not the caller's to see, or has no such record. */
  entity<T extends EntityType>(
    type: T,
    source: string,
    id: string,
    alsoNeeded?: Select,
  ): Promise<EntityByType[T] | null>;
  /** What hangs on a parent that names them all by id, from a position on. Throws RequestError UNSUPPORTED_BY_SOURCE. */
  entities<T extends EntityType>(
    type: T,
    parent: Parent,
    ids: readonly string[],
    arrangement: { filter: Filter; order: Order },
    after: string | null,
    first: number,
  ): Promise<ListSlice<EntityByType[T]>>;
  /** What hangs on a parent, from a position on. Throws RequestError UNSUPPORTED_BY_SOURCE. */
  related<T extends EntityType>(
    type: T,
    parent: Parent,
    arrangement: Arrangement,
    after: string | null,
    first: number,
  ): Promise<ListSlice<EntityByType[T]>>;
  /** A source's list of a type, from a position on. Throws RequestError UNSUPPORTED_BY_SOURCE. */
  list<T extends EntityType>(
    type: T,
    source: Source,
    arrangement: Arrangement,
    after: string | null,
    count: number,
    alsoNeeded?: Select,
  ): Promise<ListSlice<EntityByType[T]>>;
  count(type: EntityType, source: Source, filter: Filter): Promise<number | null>;
  /** People of a source by e-mail, in the vendor's batches. `alsoNeeded` fields come with them. */
  peopleByEmail(source: Source, emails: readonly string[], alsoNeeded: Select): Promise<Found>;
  peopleByExternalId(
    source: Source,
    field: { field: string; source: string },
    ids: readonly string[],
    alsoNeeded: Select,
  ): Promise<Found>;
}

/** @param sources only those that the caller may see: rows are restricted here, before anything is read. */
export function createLoaders(scope: LoadScope, sources: readonly Source[]): Loaders {
  const byName = new Map(sources.map((source) => [source.name, source]));
  const entityLoaders = new Map<string, DataLoader<string, unknown>>();
  const relatedLoaders = new Map<string, DataLoader<string, unknown>>();

  function entityLoader<T extends EntityType>(
    type: T,
    source: Source,
    select: Select,
  ): DataLoader<string, EntityByType[T] | null> {
    const key = `${source.name}/${type}/${select.join()}`;
    let loader = entityLoaders.get(key);
    if (loader === undefined) {
      loader = new DataLoader<string, unknown>((ids) => loadEntities(scope, source, type, ids, select));
      entityLoaders.set(key, loader);
    }
    return loader as DataLoader<string, EntityByType[T] | null>;
  }

  function relatedLoader<T extends EntityType>(
    type: T,
    source: Source,
    parentType: EntityType,
    request: SliceRequest,
  ): DataLoader<string, ListSlice<EntityByType[T]>> {
    const key = `${source.name}/${type}/${parentType}/${JSON.stringify(request)}`;
    let loader = relatedLoaders.get(key);
    if (loader === undefined) {
      loader = new DataLoader<string, unknown>((ids) =>
        loadRelated(scope, source, type, { type: parentType, ids }, request),
      );
      relatedLoaders.set(key, loader);
    }
    return loader as DataLoader<string, ListSlice<EntityByType[T]>>;
  }

  return {
    sources,
    entity: async (type, sourceName, id, alsoNeeded) => {
      const source = byName.get(sourceName);
      return source === undefined ? null : entityLoader(type, source, selectOf(scope, type, alsoNeeded)).load(id);
    },
    entities: async (type, parent, ids, { filter, order }, after, first) => {
      const source = byName.get(parent.source);
      const related = source === undefined ? undefined : relatedOf(source, type, parent.type);
      if (source === undefined || related === undefined || ids.length === 0) return { items: [], hasMore: false };
      checkSupported({ source: source.name, list: `${type} of a ${parent.type}` }, related, { filter, order });
      const loader = entityLoader(type, source, selectOf(scope, type, fieldsOf(filter, order)));
      const loaded = await loader.loadMany(ids);
      const items = loaded.flatMap((entity, index) =>
        entity === null ? [] : [{ entity, position: ids[index] ?? "" }],
      );
      const failed = items.find(({ entity }) => entity instanceof UpstreamError)?.entity;
      if (failed instanceof Error) throw failed; // with a part of the list unread, neither order nor end is known
      return arrangeSlice(items, { filter, order, first, after });
    },
    related: async (type, parent, { filter, order }, after, first) => {
      const source = byName.get(parent.source);
      const related = source === undefined ? undefined : relatedOf(source, type, parent.type);
      if (source === undefined || related === undefined) return { items: [], hasMore: false };
      checkSupported({ source: source.name, list: `${type} of a ${parent.type}` }, related, { filter, order });
      const asked = order ?? related.defaultOrder;
      const alsoNeeded = related.arrangedBy === "core" ? fieldsOf(filter, asked) : [asked.field];
      const request = { filter, order: asked, first, after, select: selectOf(scope, type, alsoNeeded) };
      if (after === null) return relatedLoader(type, source, parent.type, request).load(parent.id);
      const [slice] = await loadRelated(scope, source, type, { type: parent.type, ids: [parent.id] }, request);
      if (slice === undefined || slice instanceof Error)
        throw slice ?? new Error("loadRelated gives a slice for each parent");
      return slice;
    },
    list: async (type, source, { filter, order }, after, count, alsoNeeded) => {
      const list = listOf(source, type);
      if (list === undefined) return { items: [], hasMore: false };
      checkSupported({ source: source.name, list: `${type}` }, list, { filter, order });
      return loadSlice(scope, source, type, { filter, order, select: selectOf(scope, type, alsoNeeded) }, after, count);
    },
    count: (type, source, filter) => loadCount(scope, source, type, filter),
    peopleByEmail: (source, emails, alsoNeeded) =>
      findByEmail(scope, source, emails, selectOf(scope, "Contact", alsoNeeded)),
    peopleByExternalId: (source, field, ids, alsoNeeded) =>
      findByExternalId(scope, source, field, ids, selectOf(scope, "Contact", alsoNeeded)),
  };
}
