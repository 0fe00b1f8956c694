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

/** A stream, or those of a source that is still asked which they are: no other waits for it with its reading. */
export type Mergeable<E extends Entity> = Stream<E> | Promise<readonly Stream<E>[]>;

/**
 * The streams merged in one order, which each of them must have already. Throws UpstreamError, with "leave-out" only
 * where all of them fail.
 */
export async function merged<E extends Entity>(
  streams: readonly Mergeable<E>[],
  page: MergeRequest,
  ids: Ids,
): Promise<Connection<E>> {
  const starts = new Map(positionsIn(page, ids));
  const begin = async (stream: Stream<E>, onFailure: OnFailure): Promise<Head<E>> => {
    const head = headOf(stream, starts.get(stream.key));
    await fill(head, page.first, onFailure);
    return head;
  };
  const [only] = streams;
  const heads =
    only !== undefined && streams.length === 1 && !(only instanceof Promise)
      ? [await begin(only, "throw")] // most often: not worth a Promise.all
      : await beginAll(streams, (stream) => begin(stream, page.onFailure));
  if (heads.length > 0 && heads.every(({ failure }) => failure !== null)) throw heads[0]?.failure;

  const taken = await take(heads, page);
  const items = taken.map(({ item }, index): ConnectionItem<E> => {
    const cursor = (): string => {
      const positions = new Map(starts);
      const counts = new Map<Head<E>, number>();
      for (const { head, item: passed } of taken.slice(0, index + 1)) {
        counts.set(head, (counts.get(head) ?? 0) + 1);
        positions.set(head.stream.key, passed.position);
      }
      for (const head of heads) {
        const isAtEnd = head.isEnd && (counts.get(head) ?? 0) === head.items.length;
        if (isAtEnd) positions.set(head.stream.key, null);
      }
      return cursorOf(page, [...positions], ids);
    };
    return { node: item.entity, cursor };
  });
  const failures = heads.flatMap(({ failure }) => failure ?? []);
  return {
    items,
    hasNextPage: heads.some((head) => head.next < head.items.length || canGoOn(head)),
    hasPreviousPage: page.after !== null,
    failures: [...new Map(failures.map((failure) => [failure.source, failure])).values()],
    totalCount: page.totalCount ?? unknownCount,
  };
}

async function beginAll<E extends Entity>(
  streams: readonly Mergeable<E>[],
  begin: (stream: Stream<E>) => Promise<Head<E>>,
): Promise<Head<E>[]> {
  const begun = streams.map((stream) =>
    stream instanceof Promise ? stream.then((known) => Promise.all(known.map(begin))) : begin(stream),
  );
  return (await Promise.all(begun)).flat();
}

/** A stream, read as far as the page needs it. */
interface Head<E> {
  readonly stream: Stream<E>;
  readonly items: ListItem<E>[];
  /** How many of the items were taken. */
  next: number;
  /** Behind what was read. */
  position: string | null;
  isEnd: boolean;
  failure: UpstreamError | null;
}

/** @param start the position to go on from; undefined for the start, null for the end */
function headOf<E>(stream: Stream<E>, start: string | null | undefined): Head<E> {
  return { stream, items: [], next: 0, position: start ?? null, isEnd: start === null, failure: null };
}

function canGoOn({ isEnd, failure }: Head<unknown>): boolean {
  return !isEnd && failure === null;
}

/** Reads on. With "leave-out" a failure ends what there is. */
async function fill<E>(head: Head<E>, count: number, onFailure: OnFailure): Promise<void> {
  if (!canGoOn(head)) return;
  try {
    const slice = await head.stream.read(head.position, count);
    head.items.push(...slice.items);
    head.position = positionBehind(slice, head.position);
    head.isEnd = !slice.hasMore;
  } catch (error) {
    if (onFailure === "throw" || !(error instanceof UpstreamError)) throw error;
    head.failure = error;
  }
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
      while (head.next === head.items.length && canGoOn(head)) {
        await fill(head, page.first - taken.length, page.onFailure);
      }
      const item = head.items[head.next];
      if (item === undefined) continue;
      const candidate = { head, item };
      if (best === null || comesBefore(candidate, best, page.order.field, compare)) best = candidate;
    }
    if (best === null) break;
    best.head.next += 1;
    taken.push(best);
  }
  return taken;
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
  return value instanceof Error || (value === null && head.stream.isEmptyLast !== true) ? null : entity;
}
