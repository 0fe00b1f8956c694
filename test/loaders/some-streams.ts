// Streams over rows in memory, for tests of what is made of several.
import type { Connection, Stream } from "../../src/loaders/connection.ts";
import type { Entity } from "../../src/mapping/entities.ts";
import { createIds, createOpaqueCodec } from "../../src/runtime/opaque.ts";

export const ids = createIds(createOpaqueCodec("a secret of sixteen characters or more"));

export type Row = Entity & { readonly at: number | null };

export interface StreamOptions {
  /** Told of each read: "key@after+count". */
  readonly reads?: string[];
  /** The most that a read gives, as where a vendor's page has few that count. */
  readonly atMost?: number;
  /** What a read throws, where it does: the numbers of the reads, from 0. */
  readonly failure?: { readonly error: Error; readonly reads: readonly number[] };
}

/** A stream of rows in the order given; positions are the rows' places, as a vendor's cursors would be. */
export function stream(key: string, values: readonly (number | null)[], options: StreamOptions = {}): Stream<Row> {
  const { reads, atMost = Infinity, failure } = options;
  const rows = values.map((at, index): Row => ({ type: "Deal", source: key, id: String(index), at }));
  let made = 0;
  return {
    key,
    read: async (after, count) => {
      reads?.push(`${key}@${after ?? "start"}+${count}`);
      made += 1;
      if (failure?.reads.includes(made - 1) === true) throw failure.error;
      const start = after === null ? 0 : Number(after);
      const end = start + Math.min(count, atMost);
      const items = rows.slice(start, end).map((entity, index) => ({ entity, position: String(start + index + 1) }));
      return { items, hasMore: end < rows.length };
    },
  };
}

/** Pages from the start to the end by `endCursor`. */
export async function readAll<E>(page: (after: string | null) => Promise<Connection<E>>): Promise<Connection<E>[]> {
  const pages: Connection<E>[] = [];
  let after: string | null = null;
  do {
    const connection: Connection<E> = await page(after);
    pages.push(connection);
    after = connection.hasNextPage ? (connection.items.at(-1)?.cursor() ?? null) : null;
  } while (after !== null);
  return pages;
}

export function rowsOf({ items }: Connection<Row>): Row[] {
  return items.map(({ node }) => {
    if (node instanceof Error) throw node;
    return node;
  });
}

export const nameOf = ({ source, id }: Row): string => `${source}${id}`;
