// How pages are read: lists of the sources one after the other, and what hangs on one thing merged from its records.
import { GraphQLError, responsePathAsArray, type GraphQLResolveInfo } from "graphql";
import type { Order } from "../../connectors/contract.ts";
import { RequestError } from "../../errors.ts";
import type { EntityByType, EntityType } from "../../mapping/entities.ts";
import { concatenated, merged, type Connection, type ConnectionItem, type Stream } from "../../loaders/connection.ts";
import type { Arrangement, Parent } from "../../loaders/create-loaders.ts";
import { listOf } from "../../loaders/load-list.ts";
import { relatedOf } from "../../loaders/load-related.ts";
import type { Source } from "../../loaders/source.ts";
import type { GraphqlContext } from "../context.ts";
import { arrangementOf, orderOf, pageSize, type ConnectionArguments } from "./arguments.ts";

/** Everything of a type, a source after the other. */
export async function listConnection<T extends EntityType>(
  type: T,
  args: ConnectionArguments,
  context: GraphqlContext,
): Promise<Connection<EntityByType[T]>> {
  const first = pageSize(args.first);
  const arrange = arrangementOf(args, context.ids);
  const read = context.loaders.sources.flatMap((source) => {
    const arrangement = arrange(source.name);
    return arrangement === null || listOf(source, type) === undefined ? [] : [{ source, arrangement }];
  });
  const streams = read.map(({ source, arrangement }): Stream<EntityByType[T]> => ({
    key: source.name,
    read: (after, count) => context.loaders.list(type, source, arrangement, after, count),
  }));
  const totalCount = (): Promise<number | null> => countAll(type, read, context);
  return concatenated(streams, { kind: type, first, after: args.after ?? null, totalCount }, context.ids);
}

async function countAll(
  type: EntityType,
  read: readonly { source: Source; arrangement: Arrangement }[],
  context: GraphqlContext,
): Promise<number | null> {
  const counts = await Promise.all(
    read.map(({ source, arrangement }) => context.loaders.count(type, source, arrangement.filter)),
  );
  return counts.reduce<number | null>((sum, count) => (sum === null || count === null ? null : sum + count), 0);
}

/** Where an error is that stands beside a field's answer. */
type FieldPlace = Pick<GraphQLResolveInfo, "path" | "fieldNodes">;

/** Something that entities of a type hang on, and their ids where its record lists them all. */
export interface ConnectionParent extends Parent {
  readonly childIds?: readonly string[] | null;
}

/**
 * What hangs on these parents, merged in the order asked for, else in the first parent's source's own. A source that
 * can't tell is an error beside what the others gave. Throws RequestError UNSUPPORTED_BY_SOURCE where none can.
 */
export async function relatedConnection<T extends EntityType>(
  type: T,
  parents: readonly ConnectionParent[],
  args: ConnectionArguments,
  context: GraphqlContext,
  { path, fieldNodes }: FieldPlace,
): Promise<Connection<EntityByType[T]>> {
  const { loaders, ids, shortfalls } = context;
  const first = pageSize(args.first);
  const arrange = arrangementOf(args, ids);
  const visible = parents.filter(({ source }) => loaders.sources.some(({ name }) => name === source));
  const refusals = refusalsOf(type, visible, loaders.sources);
  const known = visible.filter(({ source }) => !refusals.has(source));
  const [refusal] = refusals.values();
  if (refusal !== undefined && known.length === 0) throw refusal;
  for (const originalError of refusals.values()) {
    const place = { nodes: fieldNodes, path: responsePathAsArray(path) };
    shortfalls.push(new GraphQLError(originalError.message, { ...place, originalError }));
  }
  const order = orderOf(args) ?? defaultOrderOf(type, known, loaders.sources);
  const streams = known.flatMap((parent): Stream<EntityByType[T]>[] => {
    const arrangement = arrange(parent.source);
    if (arrangement === null) return [];
    const asked = { filter: arrangement.filter, order };
    return [
      {
        key: `${parent.source}/${parent.id}`,
        read: (after, count) =>
          parent.childIds == null
            ? loaders.related(type, parent, asked, after, count)
            : loaders.entities(type, parent, parent.childIds, asked, after, count),
      },
    ];
  });
  return merged(streams, order, { kind: type, first, after: args.after ?? null }, ids);
}

/** The parents' sources that can't list a type, and why, by name. */
function refusalsOf(
  type: EntityType,
  parents: readonly Parent[],
  sources: readonly Source[],
): ReadonlyMap<string, RequestError> {
  const refusals = new Map<string, RequestError>();
  for (const { name, connector } of sources) {
    const reason = connector.cannot?.[type];
    if (reason === undefined || !parents.some(({ source }) => source === name)) continue;
    refusals.set(name, new RequestError("UNSUPPORTED_BY_SOURCE", `${name}: ${reason}`, { source: name }));
  }
  return refusals;
}

function defaultOrderOf(type: EntityType, parents: readonly Parent[], sources: readonly Source[]): Order {
  for (const parent of parents) {
    const source = sources.find(({ name }) => name === parent.source);
    const order = source === undefined ? undefined : relatedOf(source, type, parent.type)?.defaultOrder;
    if (order !== undefined) return order;
  }
  return { field: "createdAt", direction: "DESC" };
}

/** Resolvers of a connection type and its edge type. */
export function connectionResolvers<E>(): {
  connection: {
    edges: (connection: Connection<E>) => ConnectionItem<E>[];
    nodes: (connection: Connection<E>) => E[];
    pageInfo: (connection: Connection<E>) => PageInfo;
    totalCount: (connection: Connection<E>) => Promise<number | null>;
  };
  edge: { cursor: (item: ConnectionItem<E>) => string };
} {
  return {
    connection: {
      edges: ({ items }) => [...items],
      // Where a record could not be read its Error stands in the list, and execution makes it the error at that place.
      nodes: ({ items }) => items.map(({ node }) => node as E),
      pageInfo: (connection) => ({
        hasNextPage: connection.hasNextPage,
        hasPreviousPage: connection.hasPreviousPage,
        get startCursor() {
          return connection.items[0]?.cursor() ?? null;
        },
        get endCursor() {
          return connection.items.at(-1)?.cursor() ?? null;
        },
      }),
      totalCount: (connection) => connection.totalCount(),
    },
    edge: { cursor: (item) => item.cursor() },
  };
}

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}
