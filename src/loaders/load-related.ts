// Lists that hang on a parent of the same source: a requester's tickets, a contact's deals.
import type { Cached } from "../cache/entity-cache.ts";
import type { Filter, Order, Related, RelatedRecords } from "../connectors/contract.ts";
import { isNothing } from "../filters/filter.ts";
import { UpstreamError } from "../errors.ts";
import type { EntityByType, EntityType } from "../mapping/entities.ts";
import type { Select } from "../mapping/field-map.ts";
import { recordMapper, type RecordMapper } from "../mapping/map-record.ts";
import { compareBy } from "./arrange.ts";
import { asArranged } from "./core-abilities.ts";
import { callSource, chunksOf, type LoadScope } from "./load-scope.ts";
import { matches } from "./matches.ts";
import { asError, readThrough, valueOrError, type Priority } from "./read-through.ts";
import { rowSightOf, seenOnly, withSight } from "./row-sight.ts";
import { entitySourceOf, entityTag, listTag, type Source } from "./source.ts";

/** An entity in a list, or why its record could not be read, and the position behind it. */
export interface ListItem<E> {
  readonly entity: E | Error;
  readonly position: string;
}

export interface ListSlice<E> {
  readonly items: readonly ListItem<E>[];
  readonly hasMore: boolean;
  /** Where to go on, where that is not behind the last item. */
  readonly behind?: string;
}

/** What is asked of each parent; equal requests are read together. */
export interface SliceRequest {
  readonly filter: Filter;
  readonly order: Order;
  readonly first: number;
  readonly after: string | null;
  readonly select: Select;
}

const EMPTY: ListSlice<never> = Object.freeze({ items: [], hasMore: false });

/** How a type hangs on a parent type at a source, undefined where it does not. */
export function relatedOf(source: Source, type: EntityType, parentType: EntityType): Related | undefined {
  const entitySource = entitySourceOf(source, type);
  const related = entitySource?.related?.[parentType];
  return entitySource === undefined || related === undefined ? undefined : asArranged(entitySource, related);
}

/** A slice for each parent, in order. Never rejects. */
export async function loadRelated<T extends EntityType>(
  scope: LoadScope,
  source: Source,
  type: T,
  parents: { type: EntityType; ids: readonly string[] },
  asked: SliceRequest,
): Promise<(ListSlice<EntityByType[T]> | Error)[]> {
  type E = EntityByType[T];
  const entitySource = entitySourceOf(source, type);
  const related = entitySource?.related?.[parents.type];
  if (entitySource === undefined || related === undefined) return parents.ids.map(() => EMPTY);
  const sight = rowSightOf(scope, source, type);
  const request = { ...asked, filter: seenOnly(asked.filter, sight), select: withSight(asked.select, sight) };
  if (isNothing(request.filter)) return parents.ids.map(() => EMPTY);
  const lifetime = source.lifetimeOf(type);
  const toEntity = recordMapper(type, entitySource.fields, request.select, source.mapping);
  const tagOf = (id: string): string => listTag(source.name, type, { type: parents.type, id });
  const text = JSON.stringify(request);
  const cacheKeyOf = (id: string): string => tagOf(id) + text;

  const fetch = async (missing: readonly string[], priority: Priority): Promise<Map<string, ListSlice<E> | Error>> => {
    const results = new Map<string, ListSlice<E> | Error>();
    const fetchChunk = async (chunk: readonly string[]): Promise<void> => {
      const mark = scope.cache.mark();
      try {
        const found = await callSource(scope, source, (http) => related.find(http, chunk, request), priority);
        for (const id of chunk) {
          const slice = sliceOf(found.get(id), related, request, toEntity, source.name);
          results.set(id, slice);
          if (scope.cache.isOn) scope.cache.putList(cacheKeyOf(id), slice, [tagOf(id), ...tagsOf(slice)], mark);
        }
      } catch (error) {
        for (const id of chunk) results.set(id, asError(error));
      }
    };
    await Promise.all(chunksOf(missing, related.batchSize).map(fetchChunk));
    return results;
  };

  const slices = await readThrough<ListSlice<E>>(scope, source, {
    space: cacheKeyOf(""),
    keys: parents.ids,
    lifetime,
    held: (id) =>
      scope.cache.isOn ? (scope.cache.list(cacheKeyOf(id), lifetime) as Cached<ListSlice<E>> | undefined) : undefined,
    fetch,
    absent: EMPTY,
  });
  for (const id of parents.ids) scope.observer.onTag(tagOf(id));
  for (const slice of slices) if (!(slice instanceof Error)) for (const tag of tagsOf(slice)) scope.observer.onTag(tag);
  return slices;
}

/** The tags of the entities in a slice. */
export function tagsOf(slice: ListSlice<EntityByType[EntityType]>): string[] {
  return slice.items.flatMap(({ entity }) =>
    entity instanceof Error ? [] : [entityTag(entity.source, entity.type, entity.id)],
  );
}

function sliceOf<E extends EntityByType[EntityType]>(
  found: RelatedRecords | undefined,
  related: Related,
  request: SliceRequest,
  toEntity: RecordMapper<E>,
  source: string,
): ListSlice<E> {
  if (found === undefined || found.records.length === 0) return EMPTY;
  const items = found.records.map((record, index): ListItem<E> => {
    const entity = valueOrError(() => toEntity(record));
    return { entity, position: found.positions?.[index] ?? (entity instanceof Error ? "" : entity.id) };
  });
  if (related.arrangedBy === "core") return arrangeSlice(items, request);
  if (found.positions !== undefined && found.positions.length !== found.records.length) {
    throw new UpstreamError(source, "malformed", { detail: "as many positions as records were expected" });
  }
  return { items: items.slice(0, request.first), hasMore: found.hasMore || items.length > request.first };
}

/** Filters, orders and cuts a parent's whole list. A record that could not be read comes last: nothing is known of it. */
export function arrangeSlice<E extends EntityByType[EntityType]>(
  items: readonly ListItem<E>[],
  request: Pick<SliceRequest, "filter" | "order" | "first" | "after">,
): ListSlice<E> {
  const compare = compareBy(request.order);
  const good: { entity: E; position: string }[] = [];
  const bad: ListItem<E>[] = [];
  for (const item of items) {
    if (item.entity instanceof Error) bad.push(item);
    else if (matches(item.entity, request.filter)) good.push({ entity: item.entity, position: item.position });
  }
  const arranged: ListItem<E>[] = [...good.sort((a, b) => compare(a.entity, b.entity)), ...bad];
  const start = request.after === null ? 0 : arranged.findIndex(({ position }) => position === request.after) + 1;
  const end = start + request.first;
  return { items: arranged.slice(start, end), hasMore: arranged.length > end };
}
