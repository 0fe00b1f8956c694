// A source's list of everything of a type, page by page.
import type { Cached } from "../cache/entity-cache.ts";
import type { Filter, List, Order } from "../connectors/contract.ts";
import { UpstreamError } from "../errors.ts";
import { isNothing } from "../filters/filter.ts";
import type { EntityByType, EntityType } from "../mapping/entities.ts";
import type { Select } from "../mapping/field-map.ts";
import { recordMapper } from "../mapping/map-record.ts";
import { inTime } from "./in-time.ts";
import { callSource, type LoadScope } from "./load-scope.ts";
import { tagsOf, type ListItem, type ListSlice } from "./load-related.ts";
import { asError, readThrough, valueOrError, type Priority } from "./read-through.ts";
import { rowSightOf, seenOnly, withSight } from "./row-sight.ts";
import { entitySourceOf, entityTag, listTag, type Source } from "./source.ts";

export interface ListQuery {
  readonly filter: Filter;
  /** Null for the list's own default. */
  readonly order: Order | null;
  readonly select: Select;
}

/** The source's list of a type, undefined where its vendor has none. */
export function listOf(source: Source, type: EntityType): List | undefined {
  return entitySourceOf(source, type)?.list;
}

interface Page<E> extends ListSlice<E> {
  readonly next: string | null;
}

/**
 * Up to `count` items from a position on, over as many of the vendor's pages as it takes. A position is the vendor's own
 * cursor where it can go on behind each record, else the page's cursor, how many to skip there, and the last id seen, so
 * that a record deleted meanwhile shifts nothing. Throws UpstreamError.
 */
export async function loadSlice<T extends EntityType>(
  scope: LoadScope,
  source: Source,
  type: T,
  asked: ListQuery,
  after: string | null,
  count: number,
): Promise<ListSlice<EntityByType[T]>> {
  type E = EntityByType[T];
  const list = listOf(source, type);
  if (list === undefined) return { items: [], hasMore: false };
  const sight = rowSightOf(scope, source, type);
  const query = { ...asked, filter: seenOnly(asked.filter, sight), select: withSight(asked.select, sight) };
  if (isNothing(query.filter)) return { items: [], hasMore: false };
  const items: ListItem<E>[] = [];
  let { token, skip, lastId } = parsePosition(after);
  while (true) {
    const size = Math.min(list.pageSize, count - items.length + skip);
    const page = await loadPage(scope, source, type, query, token, size);
    const seen =
      lastId === null ? -1 : page.items.findIndex(({ entity }) => !(entity instanceof Error) && entity.id === lastId);
    const start = seen >= 0 ? seen + 1 : Math.min(skip, page.items.length);
    items.push(...page.items.slice(start));
    // More than asked for where records that were skipped before are gone since.
    if (page.next === null) return { items: items.slice(0, count), hasMore: items.length > count };
    if (items.length >= count) return { items: items.slice(0, count), hasMore: true };
    token = page.next;
    skip = 0;
    lastId = null;
  }
}

interface Position {
  readonly token: string | null;
  readonly skip: number;
  readonly lastId: string | null;
}

function parsePosition(position: string | null): Position {
  if (position === null) return { token: null, skip: 0, lastId: null };
  if (position.startsWith("t")) return { token: position.slice(1), skip: 0, lastId: null };
  const [token, skip, lastId] = JSON.parse(position) as [string | null, number, string | null];
  return { token, skip, lastId };
}

/** One page of the vendor's. Throws UpstreamError. */
async function loadPage<T extends EntityType>(
  scope: LoadScope,
  source: Source,
  type: T,
  query: ListQuery,
  after: string | null,
  size: number,
): Promise<Page<EntityByType[T]>> {
  type E = EntityByType[T];
  const entitySource = entitySourceOf(source, type);
  const list = entitySource?.list;
  if (entitySource === undefined || list === undefined) return { items: [], hasMore: false, next: null };
  const lifetime = source.lifetimeOf(type);
  const toEntity = recordMapper(type, entitySource.fields, query.select, source.mapping);
  const tag = listTag(source.name, type);
  const key = tag + JSON.stringify([query, after, size]);

  const fetch = async (_: readonly string[], priority: Priority): Promise<Map<string, Page<E> | Error>> => {
    const mark = scope.cache.mark();
    try {
      const request = { ...query, after, size };
      const page = await callSource(scope, source, (http) => list.read(http, request), priority);
      const items = page.records.map((record, index): ListItem<E> => {
        const entity = valueOrError(() => toEntity(record));
        const isLast = index === page.records.length - 1;
        const exact = page.positions?.[index] ?? (isLast ? page.next : null);
        const behind = JSON.stringify([after, index + 1, entity instanceof Error ? null : entity.id]);
        return { entity, position: exact === null ? behind : `t${exact}` };
      });
      const result: Page<E> = { items, hasMore: page.next !== null, next: page.next };
      for (const { entity } of items) {
        if (entity instanceof Error) continue;
        scope.cache.putEntity(entityTag(source.name, type, entity.id), entity, {
          fields: query.select,
          lifetime,
          mark,
        });
      }
      scope.cache.putList(key, result, [tag, ...tagsOf(result)], mark);
      return new Map([[key, result]]);
    } catch (error) {
      return new Map([[key, asError(error)]]);
    }
  };

  const [page] = await readThrough<Page<E>>(scope, source, {
    space: key,
    keys: [key],
    lifetime,
    held: () => scope.cache.list(key, lifetime) as Cached<Page<E>> | undefined,
    fetch,
    absent: { items: [], hasMore: false, next: null },
  });
  if (page === undefined || page instanceof Error) throw page ?? new Error("readThrough gives a result for each key");
  scope.observer.onTag(tag);
  for (const itemTag of tagsOf(page)) scope.observer.onTag(itemTag);
  return page;
}

/** How many the filter lets through, null where the vendor can't tell. Throws UpstreamError. */
export async function loadCount(
  scope: LoadScope,
  source: Source,
  type: EntityType,
  filter: Filter,
): Promise<number | null> {
  const list = listOf(source, type);
  if (list?.count === undefined) return null;
  const seen = seenOnly(filter, rowSightOf(scope, source, type));
  if (isNothing(seen)) return 0;
  scope.observer.onTag(listTag(source.name, type));
  scope.observer.onLifetime(source.lifetimeOf(type).freshMs);
  const read = async (): Promise<number | null> =>
    callSource(scope, source, async (http) => (await list.count?.(http, seen)) ?? null);
  const counted = (
    await inTime(scope, source.name, [""], async () => new Map([["", await read().catch(asError)]]))
  ).get("");
  if (counted instanceof UpstreamError) scope.observer.onLost(source.name, counted.failure);
  if (counted instanceof Error) throw counted;
  return counted ?? null;
}
