// Pages made of one or several lists, and their cursors, which hold a position in each.
import { RequestError } from "../errors.ts";
import type {
  Activity,
  BillingSubscription,
  Company,
  Contact,
  Deal,
  Invoice,
  Payment,
  Player,
  Refund,
  Ticket,
  TicketComment,
} from "../mapping/entities.ts";
import type { Ids } from "../runtime/opaque.ts";
import type { ListSlice } from "./load-related.ts";

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
  /** Sources that could not be read, where the page is made of the others: one error each. */
  readonly failures: readonly Error[];
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
  /** Where it is in an order: records without a value come last for sure. Vendors put them first, or last, or it depends. */
  readonly isEmptyLast?: boolean;
  /** Up to `count` items behind a position; fewer do not mean the end. May throw UpstreamError. */
  read(after: string | null, count: number): Promise<ListSlice<E>>;
}

export interface PageRequest {
  /** What is listed, and in which order; a cursor of something else is refused. */
  readonly kind: string;
  readonly first: number;
  /** The cursor of the client's. */
  readonly after: string | null;
  readonly totalCount?: () => Promise<number | null>;
}

/** By the key of a stream, the position behind what was given of it; null where that was its end. */
export type Positions = readonly (readonly [key: string, position: string | null])[];

/** Why a cursor can't be gone on from. */
export function foreignCursor(kind: string): RequestError {
  return new RequestError(
    "BAD_USER_INPUT",
    `"after" is a cursor of another list: pass one that this list of ${kind} gave`,
    { argument: "after" },
  );
}

/** The positions that the page goes on from; none at the start. Throws RequestError for a cursor of another list. */
export function positionsIn(page: PageRequest, ids: Ids): Positions {
  if (page.after === null) return [];
  // What was sealed here is what `cursorOf` made.
  const [kind, positions] = ids.decodeCursor(page.after) as [string, Positions];
  if (kind !== page.kind) throw foreignCursor(page.kind);
  return positions;
}

export function cursorOf(page: PageRequest, positions: Positions, ids: Ids): string {
  return ids.encodeCursor([page.kind, positions]);
}

/** The total of a list that can't tell it. */
export const unknownCount = async (): Promise<null> => null;

/** Where to go on behind a slice. Throws where it has nothing and leads nowhere, yet has more: reading would never end. */
export function positionBehind<E>(slice: ListSlice<E>, position: string | null): string | null {
  const behind = slice.behind ?? slice.items.at(-1)?.position ?? position;
  if (slice.hasMore && slice.items.length === 0 && behind === position) {
    throw new Error("A list says that it goes on, and gives neither an item nor a way on");
  }
  return behind;
}
