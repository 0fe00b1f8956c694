// Conversations and tickets in one order: two searches, each of which has it already, and positions that hold a place in both.
import { RequestError } from "../../errors.ts";
import { valueAtPath } from "../../mapping/field-map.ts";
import type { Http } from "../../upstream/http.ts";
import type { Order, RelatedRecords } from "../contract.ts";
import { dateField } from "./dates.ts";
import { createTicketReader, START, type Place, type TicketReader } from "./ticket-reader.ts";
import type { TicketSearch } from "./ticket-kinds.ts";

/** The reader whose head comes first, undefined where none has one. Of two of the same second the earlier reader's. */
export function nextReader(readers: readonly TicketReader[], { field, direction }: Order): TicketReader | undefined {
  const path = [dateField(field)];
  let best: TicketReader | undefined;
  let bestRank = Infinity;
  for (const reader of readers) {
    const head = reader.head();
    if (head === undefined) continue;
    const seconds = valueAtPath(head, path);
    // What can't be read is taken, and told of, at once.
    const rank = typeof seconds !== "number" ? -Infinity : direction === "ASC" ? seconds : -seconds;
    if (best !== undefined && rank >= bestRank) continue;
    best = reader;
    bestRank = rank;
  }
  return best;
}

/** Up to `count` records of the searches behind a position, over as many pages as it takes. Throws RequestError. */
export async function readMerged(
  http: Http,
  searches: readonly TicketSearch[],
  { order, after, count }: { order: Order; after: string | null; count: number },
): Promise<Required<RelatedRecords>> {
  const places = placesOf(after, searches.length);
  const readers = searches.map((search, index) =>
    createTicketReader(http, search, { order, place: places[index] ?? null, count }),
  );
  const records: unknown[] = [];
  const positions: string[] = [];
  while (records.length < count) {
    await Promise.all(readers.map((reader) => reader.fill()));
    const reader = nextReader(readers, order);
    if (reader === undefined) break;
    records.push(reader.take());
    positions.push(positionOf(readers.map((each) => each.place())));
  }
  return { records, positions, hasMore: readers.some((reader) => reader.hasMore()) };
}

const END = "-";

/** A position as text: a place in each search. */
export function positionOf(places: readonly (Place | null)[]): string {
  return places.map((place) => (place === null ? END : textOf(place))).join(",");
}

function textOf({ skip, cursor }: Place): string {
  return `${skip}.${Buffer.from(cursor ?? "").toString("base64url")}`;
}

function placesOf(after: string | null, count: number): (Place | null)[] {
  if (after === null) return Array.from({ length: count }, () => START);
  const places = after.split(",");
  if (places.length === count) return places.map(placeIn);
  throw new RequestError("BAD_USER_INPUT", "The cursor is not one of this list's");
}

function placeIn(place: string): Place | null {
  if (place === END) return null;
  const [, skip, cursor] = /^(\d{1,9})\.([\w-]*)$/.exec(place) ?? [];
  if (skip === undefined) throw new RequestError("BAD_USER_INPUT", "The cursor is not one of this list's");
  return { skip: Number(skip), cursor: cursor ? Buffer.from(cursor, "base64url").toString() : null };
}
