// Pages made of one or several lists: one after the other, or merged in one order. Cursors hold a position in each.
import { RequestError } from "../errors.ts";
import type { Order } from "../connectors/contract.ts";
import type {
  Activity,
  BillingSubscription,
  Company,
  Contact,
  Deal,
  Entity,
  Invoice,
  Payment,
  Player,
  Refund,
  Ticket,
  TicketComment,
} from "../mapping/entities.ts";
import type { Ids } from "../runtime/opaque.ts";
import { compareBy } from "./arrange.ts";
import type { ListItem, ListSlice } from "./load-related.ts";

export interface ConnectionItem<E> {
  /** The entity, or why its record could not be read. */
  readonly node: E | Error;
  /** Opaque, made when asked for: most clients want the last one only. */
  cursor(): string;
}

export interface Connection<E> {
  readonly items: readonly ConnectionItem<E>[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Null where not every source can tell. */
  totalCount(): Promise<number | null>;
}

export type ContactConnection = Connection<Contact>;
export type ContactItem = ConnectionItem<Contact>;
export type CompanyConnection = Connection<Company>;
export type CompanyItem = ConnectionItem<Company>;
export type DealConnection = Connection<Deal>;
export type DealItem = ConnectionItem<Deal>;
export type ActivityConnection = Connection<Activity>;
export type ActivityItem = ConnectionItem<Activity>;
export type TicketConnection = Connection<Ticket>;
export type TicketItem = ConnectionItem<Ticket>;
export type TicketCommentConnection = Connection<TicketComment>;
export type TicketCommentItem = ConnectionItem<TicketComment>;
export type PaymentConnection = Connection<Payment>;
export type PaymentItem = ConnectionItem<Payment>;
export type PlayerConnection = Connection<Player>;
export type PlayerItem = ConnectionItem<Player>;
export type RefundConnection = Connection<Refund>;
export type RefundItem = ConnectionItem<Refund>;
export type InvoiceConnection = Connection<Invoice>;
export type InvoiceItem = ConnectionItem<Invoice>;
export type BillingSubscriptionConnection = Connection<BillingSubscription>;
export type BillingSubscriptionItem = ConnectionItem<BillingSubscription>;

/** A list that can be read from any of its positions. */
export interface Stream<E> {
  /** Names the stream in cursors; unique in its connection. */
  readonly key: string;
  /** Up to `count` items behind a position. May throw UpstreamError. */
  read(after: string | null, count: number): Promise<ListSlice<E>>;
}

export interface PageRequest {
  /** What is listed; a cursor of something else is refused. */
  readonly kind: string;
  readonly first: number;
  /** The cursor of the client's. */
  readonly after: string | null;
  readonly totalCount?: () => Promise<number | null>;
}

const unknownCount = async (): Promise<null> => null;

function foreignCursor(kind: string): RequestError {
  return new RequestError(
    "BAD_USER_INPUT",
    `"after" is a cursor of another list: pass one that this list of ${kind} gave`,
    {
      argument: "after",
    },
  );
}

function positionsIn(page: PageRequest, ids: Ids): readonly (readonly [key: string, position: string])[] {
  if (page.after === null) return [];
  const [kind, positions] = ids.decodeCursor(page.after) as [string, [string, string][]];
  if (kind !== page.kind) throw foreignCursor(page.kind);
  return positions;
}

/** The streams one after the other, each to its end. */
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
    const { key } = stream;
    const slice = await stream.read(position, page.first - items.length);
    for (const { entity, position: behind } of slice.items) {
      items.push({ node: entity, cursor: () => ids.encodeCursor([page.kind, [[key, behind]]]) });
    }
    hasNextPage = slice.hasMore;
    if (hasNextPage) break;
    index += 1;
    position = null;
    if (items.length >= page.first) {
      hasNextPage = await hasAny(streams.slice(index));
      break;
    }
  }
  return { items, hasNextPage, hasPreviousPage: page.after !== null, totalCount: page.totalCount ?? unknownCount };
}

/** Is anything left in these streams? One that can't be read may hold something: its failure is the next page's. */
async function hasAny<E>(streams: readonly Stream<E>[]): Promise<boolean> {
  for (const stream of streams) {
    const slice = await stream.read(null, 1).catch(() => null);
    if (slice === null || slice.items.length > 0 || slice.hasMore) return true;
  }
  return false;
}

/** The streams merged in one order, which each of them must have already. */
export async function merged<E extends Entity>(
  streams: readonly Stream<E>[],
  order: Order,
  page: PageRequest,
  ids: Ids,
): Promise<Connection<E>> {
  const starts = new Map(positionsIn(page, ids));
  const [only] = streams;
  const slices =
    only !== undefined && streams.length === 1 // most often: it is not worth a Promise.all
      ? [await only.read(starts.get(only.key) ?? null, page.first)]
      : await Promise.all(streams.map((stream) => stream.read(starts.get(stream.key) ?? null, page.first)));
  const picked = pick(slices, order, page.first);
  const items = picked.map(({ item }, index): ConnectionItem<E> => {
    const cursor = (): string => {
      const positions = new Map(starts);
      for (const { stream, item: passed } of picked.slice(0, index + 1)) {
        positions.set(streams[stream]?.key ?? "", passed.position);
      }
      return ids.encodeCursor([page.kind, [...positions]]);
    };
    return { node: item.entity, cursor };
  });
  const available = slices.reduce((sum, slice) => sum + slice.items.length, 0);
  return {
    items,
    hasNextPage: available > picked.length || slices.some(({ hasMore }) => hasMore),
    hasPreviousPage: page.after !== null,
    totalCount: page.totalCount ?? unknownCount,
  };
}

interface Picked<E> {
  readonly stream: number;
  readonly item: ListItem<E>;
}

/** The first items of the merge. A record that could not be read keeps its place in its stream. */
function pick<E extends Entity>(slices: readonly ListSlice<E>[], order: Order, count: number): Picked<E>[] {
  const only = slices[0];
  if (slices.length === 1 && only !== undefined) return only.items.slice(0, count).map((item) => ({ stream: 0, item }));
  const compare = compareBy(order);
  const next = slices.map(() => 0);
  const picked: Picked<E>[] = [];
  while (picked.length < count) {
    let best: Picked<E> | null = null;
    for (const [stream, slice] of slices.entries()) {
      const item = slice.items[next[stream] ?? 0];
      if (item !== undefined && (best === null || comesBefore(item, best.item, compare))) best = { stream, item };
    }
    if (best === null) break;
    picked.push(best);
    next[best.stream] = (next[best.stream] ?? 0) + 1;
  }
  return picked;
}

function comesBefore<E extends Entity>(
  a: ListItem<E>,
  b: ListItem<E>,
  compare: (a: Entity, b: Entity) => number,
): boolean {
  if (a.entity instanceof Error) return true; // nothing to compare by: it goes out where it stands
  return !(b.entity instanceof Error) && compare(a.entity, b.entity) < 0;
}
