// The data loaders of one operation: what is asked for in one tick is read together, and once.
import DataLoader from "dataloader";
import { UpstreamError } from "../errors.ts";
import type { Filter, Order } from "../connectors/contract.ts";
import type { EntityByType, EntityType } from "../mapping/entities.ts";
import type { Select } from "../mapping/field-map.ts";
import { checkSupported, fieldsOf } from "./arrange.ts";
import { findByEmail, findByExternalId, type Found } from "./load-people.ts";
import { loadCount, listOf, loadSlice } from "./load-list.ts";
import { loadEntities, type Loaded } from "./load-entities.ts";
import { loadMatches } from "./load-matches.ts";
import {
  arrangeSlice,
  loadRelated,
  relatedOf,
  type ListItem,
  type ListSlice,
  type SliceRequest,
} from "./load-related.ts";
import { selectOf, type LoadScope } from "./load-scope.ts";
import { rowSightOf } from "./row-sight.ts";
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
    arrangement: Arrangement,
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
  /** What a source finds for words, in these fields where it can be told, as it ranks them. Throws UpstreamError. */
  search<T extends EntityType>(
    type: T,
    source: Source,
    words: readonly string[],
    size: number,
    fields: readonly string[],
    alsoNeeded: Select,
  ): Promise<readonly EntityByType[T][]>;
  /** The source's ids of the brands whose people the caller may see, "" for none; null where people have no brands of their own. */
  brandsSeen(source: Source): readonly string[] | null;
  /** Tells that the answer depends on what has these tags, and is good for no longer: of what is known from elsewhere. */
  dependOn(tags: Iterable<string>, freshMs: number): void;
  /** People of a source by e-mail, in the vendor's batches. `alsoNeeded` fields come with them. */
  peopleByEmail(source: Source, emails: readonly string[], alsoNeeded: Select): Promise<Found>;
  peopleByExternalId(
    source: Source,
    field: { field: string; source: string },
    ids: readonly string[],
    alsoNeeded: Select,
  ): Promise<Found>;
}

/** A data loader, and its own promises by id: DataLoader's cache makes another promise each time that it is asked. */
interface EntityLoader {
  readonly loader: DataLoader<string, unknown>;
  readonly loaded: Map<string, Promise<unknown>>;
}

const NONE = Promise.resolve(null);

/** What the map has under the key, made and kept where it has nothing. */
function remembered<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

/** @param sources only those that the caller may see: rows are restricted here, before anything is read. */
export function createLoaders(scope: LoadScope, sources: readonly Source[]): Loaders {
  const byName = new Map(sources.map((source) => [source.name, source]));
  // By what is read and, as the same fields are always the same array, by the fields.
  const entityLoaders = new Map<string, Map<Select, EntityLoader>>();
  const idListLoaders = new Map<string, Map<Select, DataLoader<readonly string[], unknown>>>();
  const relatedLoaders = new Map<string, Map<Select, DataLoader<string, unknown>>>();

  function loadEntity<T extends EntityType>(
    type: T,
    source: Source,
    id: string,
    select: Select,
  ): Promise<EntityByType[T] | null> {
    const loaders = remembered(entityLoaders, `${source.name}/${type}`, () => new Map<Select, EntityLoader>());
    const { loader, loaded } = remembered(loaders, select, () => ({
      loader: new DataLoader<string, unknown>((ids) => loadEntities(scope, source, type, ids, select), {
        cache: false,
      }),
      loaded: new Map<string, Promise<unknown>>(),
    }));
    return remembered(loaded, id, () => loader.load(id)) as Promise<EntityByType[T] | null>;
  }

  /** Of lists of ids: one promise a list, where a promise an entity would be most of the work of a page. */
  function idListLoader<T extends EntityType>(
    type: T,
    source: Source,
    select: Select,
  ): DataLoader<readonly string[], ReadonlyMap<string, Loaded<EntityByType[T]>>> {
    const loaders = remembered(idListLoaders, `${source.name}/${type}`, () => new Map());
    const loader = remembered(loaders, select, () => {
      const loadLists = async (lists: readonly (readonly string[])[]): Promise<unknown[]> => {
        const ids = [...new Set(lists.flat())];
        const loaded = await loadEntities(scope, source, type, ids, select);
        const byId = new Map(ids.map((id, index) => [id, loaded[index] ?? null]));
        return lists.map(() => byId);
      };
      return new DataLoader<readonly string[], unknown>(loadLists, { cache: false });
    });
    return loader as DataLoader<readonly string[], ReadonlyMap<string, Loaded<EntityByType[T]>>>;
  }

  /** Of the first of a list: `request.after` is null. */
  function relatedLoader<T extends EntityType>(
    type: T,
    source: Source,
    parentType: EntityType,
    request: SliceRequest,
  ): DataLoader<string, ListSlice<EntityByType[T]>> {
    const { filter, order, first, select } = request;
    const asked = `${JSON.stringify(filter)}/${order.field}/${order.direction}/${first}`;
    const loaders = remembered(relatedLoaders, `${source.name}/${type}/${parentType}/${asked}`, () => new Map());
    const loader = remembered(
      loaders,
      select,
      () =>
        new DataLoader<string, unknown>((ids) => loadRelated(scope, source, type, { type: parentType, ids }, request)),
    );
    return loader as DataLoader<string, ListSlice<EntityByType[T]>>;
  }

  return {
    sources,
    entity: (type, sourceName, id, alsoNeeded) => {
      const source = byName.get(sourceName);
      return source === undefined ? NONE : loadEntity(type, source, id, selectOf(scope, type, alsoNeeded));
    },
    entities: async (type, parent, ids, { filter, order }, after, first) => {
      const source = byName.get(parent.source);
      const related = source === undefined ? undefined : relatedOf(source, type, parent.type);
      if (source === undefined || related === undefined || ids.length === 0) return { items: [], hasMore: false };
      checkSupported({ source: source.name, list: `${type} of a ${parent.type}` }, related, { filter, order });
      const asked = order ?? related.defaultOrder;
      const loaded = await idListLoader(type, source, selectOf(scope, type, fieldsOf(filter, asked))).load(ids);
      const items: ListItem<EntityByType[typeof type]>[] = [];
      for (const id of ids) {
        const entity = loaded.get(id) ?? null;
        if (entity instanceof UpstreamError) throw entity; // with a part unread, neither order nor end is known
        if (entity !== null) items.push({ entity, position: id });
      }
      return arrangeSlice(items, { filter, order: asked, first, after });
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
    search: (type, source, words, size, fields, alsoNeeded) =>
      loadMatches(scope, source, type, { words, fields, size, select: selectOf(scope, type, alsoNeeded) }),
    brandsSeen: (source) => rowSightOf(scope, source, "Contact")?.brandIds ?? null,
    dependOn: (tags, freshMs) => {
      for (const tag of tags) scope.observer.onTag(tag);
      scope.observer.onLifetime(freshMs);
    },
    peopleByEmail: (source, emails, alsoNeeded) =>
      findByEmail(scope, source, emails, selectOf(scope, "Contact", alsoNeeded)),
    peopleByExternalId: (source, field, ids, alsoNeeded) =>
      findByExternalId(scope, source, field, ids, selectOf(scope, "Contact", alsoNeeded)),
  };
}
