// A configured source as loaders use it: its connector, the way to it, and its settings.
import type { Lifetime } from "../cache/entity-cache.ts";
import type { Connector, EntitySource } from "../connectors/contract.ts";
import type { EntityByType, EntityType } from "../mapping/entities.ts";
import type { MappingContext } from "../mapping/field-map.ts";
import type { CallScope, UpstreamClient } from "../upstream/client.ts";

export interface Source {
  readonly name: string;
  /** Whose rows these are; empty for everybody's. */
  readonly brands: readonly string[];
  /** What brands are called, by the source's ids of them. */
  readonly brandNames: Readonly<Record<string, string>>;
  /** Of its vendor's types those that the source serves, and people where something of theirs is served. */
  readonly connector: Connector;
  /** Whether its people are customers of their own. Else they are read to be joined with other sources' only. */
  readonly hasCustomers: boolean;
  /** How long an operation waits for it, in milliseconds; until the operation's own deadline, if left out. */
  readonly deadlineMs?: number;
  readonly client: UpstreamClient;
  readonly mapping: MappingContext;
  lifetimeOf(type: EntityType): Lifetime;
}

export type { CallScope };

/** How a source is asked for a type, undefined where its vendor has none. */
export function entitySourceOf<T extends EntityType>(
  source: Source,
  type: T,
): EntitySource<EntityByType[T]> | undefined {
  return source.connector.entities[type] as EntitySource<EntityByType[T]> | undefined;
}

/** The cache tag of one entity, also its key. */
export function entityTag(source: string, type: EntityType, id: string): string {
  return `${source}/${type}/${id}`;
}

/** The cache tag of a source's lists of a type: all of them, or those of one parent. */
export function listTag(source: string, type: EntityType, parent?: { type: EntityType; id: string }): string {
  return parent === undefined ? `${source}/${type}[]` : `${source}/${type}[]/${parent.type}/${parent.id}`;
}
