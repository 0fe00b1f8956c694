// What a connection is to whoever asks for it.
import type { Connection, ConnectionItem } from "../../loaders/connection.ts";

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
      // Where a record or a source could not be read its Error stands in the list, and execution makes it the error at
      // that place.
      edges: ({ items, failures }) => [...items, ...(failures as readonly unknown[] as ConnectionItem<E>[])],
      nodes: ({ items, failures }) => [...items.map(({ node }) => node), ...failures].map((node) => node as E),
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
