// What a source's own search finds for words.
import type { Cached } from "../cache/entity-cache.ts";
import type { Filter, List } from "../connectors/contract.ts";
import { simplified } from "../filters/filter.ts";
import type { EntityByType, EntityType } from "../mapping/entities.ts";
import type { Select } from "../mapping/field-map.ts";
import { recordMapper } from "../mapping/map-record.ts";
import type { Http } from "../upstream/http.ts";
import { checkSupported } from "./arrange.ts";
import { callSource, type LoadScope } from "./load-scope.ts";
import { asError, readThrough, valueOrError, type Priority } from "./read-through.ts";
import { isSeen, rowSightOf, seenOnly, withSight, type RowSight } from "./row-sight.ts";
import { entitySourceOf, entityTag, listTag, type Source } from "./source.ts";

export interface MatchQuery {
  readonly words: readonly string[];
  /** Fields of ours in which the words are to be, where the vendor can be told. */
  readonly fields: readonly string[];
  readonly size: number;
  readonly select: Select;
}

/** Can the source be searched for words in these fields: by its vendor's own search, else by a filter of its list? */
export function canSearch(source: Source, type: EntityType, fields: readonly string[]): boolean {
  const { search, list } = entitySourceOf(source, type) ?? {};
  return search !== undefined || (list !== undefined && searchableIn(list, fields).length > 0);
}

/** Of these fields those that a list can look for words in, each in any. */
function searchableIn({ filters, combines = "and" }: List, fields: readonly string[]): readonly string[] {
  const searchable = fields.filter((field) => filters[field]?.includes("contains") === true);
  return combines === "and" && searchable.length > 1 ? [] : searchable;
}

/** The records found that the caller may see, without those whose id can't be read. Throws UpstreamError. */
export async function loadMatches<T extends EntityType>(
  scope: LoadScope,
  source: Source,
  type: T,
  asked: MatchQuery,
): Promise<readonly EntityByType[T][]> {
  type E = EntityByType[T];
  const entitySource = entitySourceOf(source, type);
  if (entitySource === undefined || !canSearch(source, type, asked.fields)) return [];
  const sight = rowSightOf(scope, source, type);
  const select = withSight(asked.select, sight);
  const lifetime = source.lifetimeOf(type);
  const toEntity = recordMapper(type, entitySource.fields, select, source.mapping);
  const tag = listTag(source.name, type); // a new record may be one that was not found
  const key = `${tag}~${JSON.stringify([asked.words, asked.fields, asked.size, select, sight?.brandIds ?? null])}`;
  const tagsOf = (found: readonly E[]): string[] => found.map(({ id }) => entityTag(source.name, type, id));

  const fetch = async (_: readonly string[], priority: Priority): Promise<Map<string, readonly E[] | Error>> => {
    const mark = scope.cache.mark();
    try {
      const find = (http: Http): Promise<readonly unknown[]> => findIn(source, type, { ...asked, select }, sight, http);
      const records = await callSource(scope, source, find, priority);
      const found: E[] = [];
      for (const record of records) {
        const entity = valueOrError(() => toEntity(record));
        if (entity instanceof Error) continue;
        found.push(entity);
        scope.cache.putEntity(entityTag(source.name, type, entity.id), entity, { fields: select, lifetime, mark });
      }
      scope.cache.putList(key, found, [tag, ...tagsOf(found)], mark);
      return new Map([[key, found]]);
    } catch (error) {
      return new Map([[key, asError(error)]]);
    }
  };

  const [found] = await readThrough<readonly E[]>(scope, source, {
    space: key,
    keys: [key],
    lifetime,
    held: () => scope.cache.list(key, lifetime) as Cached<readonly E[]> | undefined,
    fetch,
    absent: [],
  });
  if (found === undefined || found instanceof Error)
    throw found ?? new Error("readThrough gives a result for each key");
  for (const each of [tag, ...tagsOf(found)]) scope.observer.onTag(each);
  return found.filter((entity) => isSeen(sight, entity));
}

/** Throws RequestError where the vendor can't be asked for these words, UpstreamError. */
async function findIn<T extends EntityType>(
  source: Source,
  type: T,
  { words, fields, size, select }: MatchQuery,
  sight: RowSight | null,
  http: Http,
): Promise<readonly unknown[]> {
  const { search, list } = entitySourceOf(source, type) ?? {};
  if (search !== undefined) return search.find(http, words, { select, size });
  if (list === undefined) return [];
  const searched = searchableIn(list, fields);
  const inSome = (word: string): Filter => ({
    or: searched.map((field) => ({ field, operator: "contains", value: word })),
  });
  const filter = seenOnly(simplified({ and: words.map(inSome) }), sight);
  checkSupported({ source: source.name, list: type }, list, { filter, order: null });
  const page = { select, filter, order: null, after: null, size: Math.min(size, list.pageSize) };
  return (await list.read(http, page)).records;
}
