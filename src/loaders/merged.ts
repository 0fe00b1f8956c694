// Several lists as one, in one order: what comes first of their heads is taken, until the page is full.
import type { Order } from "../connectors/contract.ts";
import { UpstreamError } from "../errors.ts";
import type { Entity } from "../mapping/entities.ts";
import type { Ids } from "../runtime/opaque.ts";
import { compareBy } from "./arrange.ts";
import {
  cursorOf,
  positionBehind,
  positionsIn,
  unknownCount,
  type Connection,
  type ConnectionItem,
  type PageRequest,
  type Stream,
} from "./connection.ts";
import type { ListItem } from "./load-related.ts";

/**
 * "throw": without one of the streams neither order nor end is known, so there is no page. "leave-out": the page is made
 * of the others, and names what it lacks; a later page tries again where the stream stopped.
 */
export type OnFailure = "throw" | "leave-out";

export interface MergeRequest extends PageRequest {
  readonly order: Order;
  readonly onFailure: OnFailure;
}

/**
 * The streams merged in one order, which each of them must have already. Throws UpstreamError, with "leave-out" only
 * where all of them fail.
 */
export async function merged<E extends Entity>(
  streams: readonly Stream<E>[],
  page: MergeRequest,
  ids: Ids,
): Promise<Connection<E>> {
  const starts = new Map(positionsIn(page, ids));
  const heads = streams.map((stream) => createHead(stream, starts.get(stream.key)));
  const [only] = heads;
  if (only !== undefined && heads.length === 1)
    await only.fill(page.first, "throw"); // most often: not worth a Promise.all
  else await Promise.all(heads.map((head) => head.fill(page.first, page.onFailure)));
  const failed = (): readonly UpstreamError[] => heads.flatMap(({ failure }) => failure() ?? []);
  const [first] = failed();
  if (first !== undefined && failed().length === heads.length) throw first;

  const taken = await take(heads, page);
  const items = taken.map(({ item }, index): ConnectionItem<E> => {
    const cursor = (): string => {
      const positions = new Map(starts);
      const counts = new Map<Head<E>, number>();
      for (const { head, item: passed } of taken.slice(0, index + 1)) {
        counts.set(head, (counts.get(head) ?? 0) + 1);
        positions.set(head.key, passed.position);
      }
      for (const head of heads) if (head.isEndBehind(counts.get(head) ?? 0)) positions.set(head.key, null);
      return cursorOf(page, [...positions], ids);
    };
    return { node: item.entity, cursor };
  });
  return {
    items,
    hasNextPage: heads.some((head) => head.hasMore()),
    hasPreviousPage: page.after !== null,
    failures: [...new Map(failed().map((failure) => [failure.source, failure])).values()],
    totalCount: page.totalCount ?? unknownCount,
  };
}

interface Taken<E> {
  readonly head: Head<E>;
  readonly item: ListItem<E>;
}

async function take<E extends Entity>(heads: readonly Head<E>[], page: MergeRequest): Promise<Taken<E>[]> {
  const compare = compareBy(page.order);
  const taken: Taken<E>[] = [];
  while (taken.length < page.first) {
    let best: Taken<E> | null = null;
    for (const head of heads) {
      // Nothing may be taken past a list whose next item is not known.
      while (head.item() === undefined && head.hasMore()) await head.fill(page.first - taken.length, page.onFailure);
      const item = head.item();
      if (item === undefined) continue;
      const candidate = { head, item };
      if (best === null || comesBefore(candidate, best, page.order.field, compare)) best = candidate;
    }
    if (best === null) break;
    best.head.advance();
    taken.push(best);
  }
  return taken;
}

/** A stream, read as far as the page needs it. */
interface Head<E> {
  readonly key: string;
  readonly isEmptyLast: boolean;
  /** Reads on. With "leave-out" a failure ends what there is. */
  fill(count: number, onFailure: OnFailure): Promise<void>;
  /** The first item that was not taken, where it was read. */
  item(): ListItem<E> | undefined;
  advance(): void;
  hasMore(): boolean;
  /** Is there nothing behind the first `count` items? */
  isEndBehind(count: number): boolean;
  failure(): UpstreamError | null;
}

/** @param start the position to go on from; undefined for the start, null for the end */
function createHead<E>(stream: Stream<E>, start: string | null | undefined): Head<E> {
  const items: ListItem<E>[] = [];
  let next = 0;
  let position = start ?? null;
  let isEnd = start === null;
  let failure: UpstreamError | null = null;
  return {
    key: stream.key,
    isEmptyLast: stream.isEmptyLast === true,
    async fill(count, onFailure) {
      if (isEnd || failure !== null) return;
      try {
        const slice = await stream.read(position, count);
        items.push(...slice.items);
        position = positionBehind(slice, position);
        isEnd = !slice.hasMore;
      } catch (error) {
        if (onFailure === "throw" || !(error instanceof UpstreamError)) throw error;
        failure = error;
      }
    },
    item: () => items[next],
    advance: () => {
      next += 1;
    },
    hasMore: () => next < items.length || (!isEnd && failure === null),
    isEndBehind: (count) => isEnd && count === items.length,
    failure: () => failure,
  };
}

function comesBefore<E extends Entity>(
  a: Taken<E>,
  b: Taken<E>,
  field: string,
  compare: (a: Entity, b: Entity) => number,
): boolean {
  const [left, right] = [comparable(a, field), comparable(b, field)];
  if (left === null) return true; // it goes out where it stands, so that what is behind it keeps its place
  return right !== null && compare(left, right) < 0;
}

/** Null where nothing is there to compare by: a record that could not be read, a bad value, or none, first of its list. */
function comparable<E extends Entity>({ head, item: { entity } }: Taken<E>, field: string): Entity | null {
  if (entity instanceof Error) return null;
  const value = (entity as Entity & Record<string, unknown>)[field];
  return value instanceof Error || (value === null && !head.isEmptyLast) ? null : entity;
}
