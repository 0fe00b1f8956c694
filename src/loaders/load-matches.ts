// What a source's own search finds for words.
import type { Cached } from "../cache/entity-cache.ts";
import type { EntityByType, EntityType } from "../mapping/entities.ts";
import type { Select } from "../mapping/field-map.ts";
import { recordMapper } from "../mapping/map-record.ts";
import { callSource, type LoadScope } from "./load-scope.ts";
import { asError, readThrough, valueOrError, type Priority } from "./read-through.ts";
import { isSeen, rowSightOf, withSight } from "./row-sight.ts";
import { entitySourceOf, entityTag, listTag, type Source } from "./source.ts";

export interface MatchQuery {
  readonly words: readonly string[];
  readonly size: number;
  readonly select: Select;
}

/** Can the source be searched for this type? */
export function canSearch(source: Source, type: EntityType): boolean {
  return entitySourceOf(source, type)?.search !== undefined;
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
  const search = entitySource?.search;
  if (entitySource === undefined || search === undefined) return [];
  const sight = rowSightOf(scope, source, type);
  const select = withSight(asked.select, sight);
  const lifetime = source.lifetimeOf(type);
  const toEntity = recordMapper(type, entitySource.fields, select, source.mapping);
  const tag = listTag(source.name, type); // a new record may be one that was not found
  const key = `${tag}~${JSON.stringify([asked.words, asked.size, select])}`;
  const tagsOf = (found: readonly E[]): string[] => found.map(({ id }) => entityTag(source.name, type, id));

  const fetch = async (_: readonly string[], priority: Priority): Promise<Map<string, readonly E[] | Error>> => {
    const mark = scope.cache.mark();
    try {
      const request = { select, size: asked.size };
      const records = await callSource(scope, source, (http) => search.find(http, asked.words, request), priority);
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
