// One list after the other: a page asks no more of them than it takes to fill it.
import { UpstreamError } from "../errors.ts";
import type { Ids } from "../runtime/opaque.ts";
import {
  cursorOf,
  foreignCursor,
  positionBehind,
  positionsIn,
  unknownCount,
  type Connection,
  type ConnectionItem,
  type PageRequest,
  type Stream,
} from "./connection.ts";

/**
 * The streams one after the other, each to its end. A page ends before a stream that can't be read, where it has
 * something to show: the failure is the next page's. Throws UpstreamError where the page begins there, so that no page is
 * silent about what it lacks.
 */
export async function concatenated<E>(
  streams: readonly Stream<E>[],
  page: PageRequest,
  ids: Ids,
): Promise<Connection<E>> {
  const [at] = positionsIn(page, ids);
  let index = at === undefined ? 0 : streams.findIndex(({ key }) => key === at[0]);
  if (index < 0) throw foreignCursor(page.kind);
  let position = at?.[1] ?? null;
  const items: ConnectionItem<E>[] = [];
  let hasNextPage = false;
  for (let stream = streams[index]; stream !== undefined; stream = streams[index]) {
    if (items.length >= page.first) {
      hasNextPage = await hasAny(streams.slice(index));
      break;
    }
    const { key } = stream;
    const slice = await readUnlessPageHas(items, () => stream.read(position, page.first - items.length));
    if (slice === null) {
      hasNextPage = true;
      break;
    }
    for (const { entity, position: behind } of slice.items) {
      items.push({ node: entity, cursor: () => cursorOf(page, [[key, behind]], ids) });
    }
    if (!slice.hasMore) {
      index += 1;
      position = null;
    } else if (items.length >= page.first) {
      hasNextPage = true;
      break;
    } else {
      position = positionBehind(slice, position);
    }
  }
  return {
    items,
    hasNextPage,
    hasPreviousPage: page.after !== null,
    failures: [],
    totalCount: page.totalCount ?? unknownCount,
  };
}

/** What is read; null where the source fails and the page has something already. */
async function readUnlessPageHas<R>(items: readonly unknown[], read: () => Promise<R>): Promise<R | null> {
  try {
    return await read();
  } catch (error) {
    if (items.length > 0 && error instanceof UpstreamError) return null;
    throw error;
  }
}

/** Is anything left in these streams? One that can't be read may hold something: its failure is the next page's. */
async function hasAny<E>(streams: readonly Stream<E>[]): Promise<boolean> {
  for (const stream of streams) {
    const slice = await stream.read(null, 1).catch(() => null);
    if (slice === null || slice.items.length > 0 || slice.hasMore) return true;
  }
  return false;
}
