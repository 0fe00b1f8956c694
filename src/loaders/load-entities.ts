// Entities by id: cache first, misses in the vendor's batches, one answer a key in key order.
import type { Cached } from "../cache/entity-cache.ts";
import type { EntityByType, EntityType } from "../mapping/entities.ts";
import type { Select } from "../mapping/field-map.ts";
import { recordMapper } from "../mapping/map-record.ts";
import { callSource, chunksOf, type LoadScope } from "./load-scope.ts";
import { asError, readThrough, valueOrError, type Priority } from "./read-through.ts";
import { isSeen, rowSightOf, withSight } from "./row-sight.ts";
import { entitySourceOf, entityTag, type Source } from "./source.ts";

/** The entity, null where the source has no such record, or why it could not be read. */
export type Loaded<E> = E | null | Error;

/** Reads entities of one type from one source: a result for each id, in order. Never rejects. */
export async function loadEntities<T extends EntityType>(
  scope: LoadScope,
  source: Source,
  type: T,
  asked: readonly string[],
  wanted: Select,
): Promise<Loaded<EntityByType[T]>[]> {
  type E = EntityByType[T];
  const { connector } = source;
  const ids = connector.canonicalId === undefined ? asked : asked.map((id) => connector.canonicalId?.(type, id) ?? id);
  const entitySource = entitySourceOf(source, type);
  if (entitySource?.getMany === undefined) return ids.map(() => null);
  const lifetime = source.lifetimeOf(type);
  const sight = rowSightOf(scope, source, type);
  const select = withSight(wanted, sight);
  const toEntity = recordMapper(type, entitySource.fields, select, source.mapping);
  const tagOf = (id: string): string => entityTag(source.name, type, id);
  const tags = ids.map(tagOf);
  for (const tag of tags) scope.observer.onTag(tag);

  const fetch = async (missing: readonly string[], priority: Priority): Promise<Map<string, Loaded<E>>> => {
    const results = new Map<string, Loaded<E>>();
    const { batchSize = Infinity, vendorTypes = 1 } = entitySource;
    const idsAtOnce = Math.min(batchSize, source.connector.limits.batchSize) * vendorTypes;
    const fetchChunk = async (chunk: readonly string[]): Promise<void> => {
      const mark = scope.cache.mark();
      try {
        const call = async (): Promise<readonly unknown[]> =>
          callSource(
            scope,
            source,
            async (http) => (await entitySource.getMany?.(http, chunk, select)) ?? [],
            priority,
          );
        for (const record of await call()) {
          const entity = valueOrError(() => toEntity(record));
          if (!(entity instanceof Error)) results.set(entity.id, entity); // without a readable id it answers to no key
        }
        for (const id of scope.cache.isOn ? chunk : []) {
          const entity = results.get(id) ?? null;
          if (!(entity instanceof Error)) scope.cache.putEntity(tagOf(id), entity, { fields: select, lifetime, mark });
        }
      } catch (error) {
        for (const id of chunk) results.set(id, asError(error));
      }
    };
    await Promise.all(chunksOf(missing, idsAtOnce).map(fetchChunk));
    return results;
  };

  const loaded = await readThrough<E | null>(scope, source, {
    space: `${tagOf("")}?${select.join()}`,
    keys: ids,
    lifetime,
    held: (_, index) => scope.cache.entity(tags[index] ?? "", select, lifetime) as Cached<E | null> | undefined,
    fetch,
    absent: null,
  });
  if (sight === null) return loaded;
  // Only now: what is cached and shared is everybody's.
  return loaded.map((one) => (one === null || one instanceof Error || isSeen(sight, one) ? one : null));
}
