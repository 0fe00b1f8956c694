// Reads what changed, oldest first, at a vendor that finds records by the instant of their last change. It never counts
// places in a list, which move while records change, nor stops at a vendor's last place: it asks for what is later than an
// instant of which everything is read. Where one instant has more records than a page, they are read on their own.
import { RequestError } from "../errors.ts";
import type { Http } from "../upstream/http.ts";
import type { ChangesPage } from "./contract.ts";
import { countOption } from "./options.ts";
import { advanced } from "./read-pages.ts";

/** How a vendor is asked. Instants are milliseconds since the epoch. */
export interface ChangeReader {
  /** What changed later than this (null: everything), by the instant of change, ascending. */
  later(instantMs: number | null): Promise<{ readonly records: readonly unknown[]; readonly isWhole: boolean }>;
  /** What changed at this instant, behind a cursor that this gave; null for the first. */
  at(
    instantMs: number,
    cursor: string | null,
  ): Promise<{ readonly records: readonly unknown[]; readonly next: string | null }>;
  /** Throws ReplyShapeError for a record that does not say when it changed. */
  instantOf(record: unknown): number;
}

interface Tie {
  readonly instantMs: number;
  readonly cursor: string | null;
  /** Whether it was settled when its first page was asked for. */
  readonly isSettled: boolean;
}

/** Up to which instant everything is read, and up to which of these everything was already there to be read. */
interface Place {
  readonly readMs: number | null;
  readonly settledMs: number | null;
  readonly tie: Tie | null;
}

/**
 * The next page behind a place. A vendor may show a record later than another that changed after it: what changed in the
 * last `changesOverlapSeconds` (an option of the source) before it was read is read again in the next round.
 * Throws RequestError for what is no place.
 */
export async function readChanges(http: Http, reader: ChangeReader, after: string | null): Promise<ChangesPage> {
  const place = placeIn(after);
  const settledBeforeMs = http.now() - countOption(http, "changesOverlapSeconds") * 1_000;
  return place.tie === null ? readLater(reader, place, settledBeforeMs) : readTie(reader, place, place.tie);
}

async function readLater(reader: ChangeReader, place: Place, settledBeforeMs: number): Promise<ChangesPage> {
  const { records, isWhole } = await reader.later(place.readMs);
  const last = records.at(-1);
  if (isWhole || last === undefined) {
    // What follows begins again at what had not settled.
    const settledMs = settledBy(place, records.map(reader.instantOf), settledBeforeMs);
    return { records, next: written({ readMs: settledMs, settledMs, tie: null }), isAtEnd: true };
  }
  const lastMs = reader.instantOf(last);
  const taken = records.filter((record) => reader.instantOf(record) !== lastMs); // of the last instant there may be more
  const lastTaken = taken.at(-1);
  if (lastTaken === undefined) {
    const tie = { instantMs: lastMs, cursor: null, isSettled: lastMs <= settledBeforeMs };
    return { records: [], next: written({ ...place, tie }), isAtEnd: false };
  }
  const settledMs = settledBy(place, taken.map(reader.instantOf), settledBeforeMs);
  return {
    records: taken,
    next: written({ readMs: reader.instantOf(lastTaken), settledMs, tie: null }),
    isAtEnd: false,
  };
}

async function readTie(reader: ChangeReader, place: Place, tie: Tie): Promise<ChangesPage> {
  const { records, next } = await reader.at(tie.instantMs, tie.cursor);
  if (next !== null) {
    const cursor = advanced(tie.cursor, next);
    return { records, next: written({ ...place, tie: { ...tie, cursor } }), isAtEnd: false };
  }
  const settledMs = tie.isSettled && place.settledMs === place.readMs ? tie.instantMs : place.settledMs;
  return { records, next: written({ readMs: tie.instantMs, settledMs, tie: null }), isAtEnd: false };
}

// Once something unsettled is read, the place of the next round stays before it.
function settledBy({ readMs, settledMs }: Place, instants: readonly number[], settledBeforeMs: number): number | null {
  if (settledMs !== readMs) return settledMs;
  return instants.findLast((instantMs) => instantMs <= settledBeforeMs) ?? settledMs;
}

function written({ readMs, settledMs, tie }: Place): string {
  return JSON.stringify([readMs, settledMs, ...(tie === null ? [] : [tie.instantMs, tie.cursor, tie.isSettled])]);
}

const isMs = (value: unknown): value is number => Number.isSafeInteger(value);
const isMsOrNull = (value: unknown): value is number | null => value === null || isMs(value);

function placeIn(after: string | null): Place {
  if (after === null) return { readMs: null, settledMs: null, tie: null };
  const [readMs, settledMs, instantMs, cursor, isSettled] = listIn(after);
  if (isMsOrNull(readMs) && isMsOrNull(settledMs)) {
    if (instantMs === undefined) return { readMs, settledMs, tie: null };
    if (isMs(instantMs) && (cursor === null || typeof cursor === "string")) {
      return { readMs, settledMs, tie: { instantMs, cursor, isSettled: isSettled === true } };
    }
  }
  throw notAPlace();
}

/** The parts of a place. Throws RequestError for what is none. */
export function listIn(after: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(after);
    if (Array.isArray(parts)) return parts;
  } catch {
    // said below
  }
  throw notAPlace();
}

export function notAPlace(): RequestError {
  return new RequestError("BAD_USER_INPUT", "The place is not one that these changes gave");
}
