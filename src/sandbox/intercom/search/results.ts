/** A value to sort by; text is compared without case, and what has none comes last in either direction. */
export type SortValue = string | number | null;
/** A place in an order: the sorted value where there is one, then the serial. */
export type Key = readonly [serial: number] | readonly [value: SortValue, serial: number];

/** Records found, in the order in which they are answered. */
export interface Results {
  readonly size: number;
  at(place: number): number;
  /** What stands for a record in a cursor. */
  keyAt(place: number): Key;
  /** How many come before the key or are at it; null when it is not of this order. */
  countThrough(key: Key): number | null;
}

/** Newest first, which is the order of serials backwards. `ascending` has the serials. */
export function newestFirst(ascending: Uint32Array): Results {
  const at = (place: number): number => serialAt(ascending, ascending.length - 1 - place);
  return {
    size: ascending.length,
    at,
    keyAt: (place) => [at(place)],
    countThrough: (key) =>
      key.length === 1 ? countWhile(ascending.length, (place) => at(place) >= Number(key[0])) : null,
  };
}

/** By a value, equal ones newest first. */
export function sortedBy(
  ascending: Uint32Array,
  valueOf: (serial: number) => SortValue,
  isDescending: boolean,
): Results {
  const values = new Map([...ascending].map((serial) => [serial, valueOf(serial)]));
  const compare = ([a, serialA]: SortedKey, [b, serialB]: SortedKey): number =>
    compareValues(a, b, isDescending) || serialB - serialA;
  const keyOf = (serial: number): SortedKey => [values.get(serial) ?? null, serial];
  const sorted = [...ascending].sort((a, b) => compare(keyOf(a), keyOf(b)));
  const keyAt = (place: number): SortedKey => keyOf(serialAt(sorted, place));
  return {
    size: sorted.length,
    at: (place) => serialAt(sorted, place),
    keyAt,
    countThrough: (key) =>
      key.length === 2 ? countWhile(sorted.length, (place) => compare(keyAt(place), key) <= 0) : null,
  };
}

type SortedKey = readonly [value: SortValue, serial: number];

function compareValues(a: SortValue, b: SortValue, isDescending: boolean): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  const order = typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : 1;
  return isDescending ? -order : order;
}

/** The first place of `size` at which `test` does not hold, when it holds for all before and none after. */
function countWhile(size: number, test: (place: number) => boolean): number {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function serialAt(serials: ArrayLike<number>, place: number): number {
  const serial = serials[place];
  if (serial === undefined) throw new RangeError(`no place ${place} in ${serials.length} results`);
  return serial;
}
