/** A record's place in an order: the sorted value, then the id that breaks ties. */
export type SortKey = readonly [value: number, id: number];

/** An ordered list of records that is never held in memory as a whole. */
export interface Listing<T> {
  /** Names the order in cursors, with `-` for descending; a cursor of one order is refused by another. */
  readonly order: string;
  readonly size: number;
  /** Keys never go down along the list, or never up when the order is descending. */
  keyAt(position: number): SortKey;
  at(position: number): T;
}

/** A list in memory, ordered by id. */
export function listOf<T>(records: readonly T[], idOf: (record: T) => number): Listing<T> {
  const at = (position: number) => elementAt(records, position);
  return {
    order: "id",
    size: records.length,
    keyAt: (position) => [idOf(at(position)), idOf(at(position))],
    at,
  };
}

/** Every serial of a collection, in id order. */
export function allSerials(size: number): Listing<number> {
  return { order: "id", size, keyAt: (position) => [position, position], at: (position) => position };
}

/** The same list with each record looked up. */
export function mapListing<T, U>(listing: Listing<T>, map: (record: T) => U): Listing<U> {
  return { ...listing, at: (position) => map(listing.at(position)) };
}

/** The list backwards. */
export function reversed<T>(listing: Listing<T>): Listing<T> {
  const last = listing.size - 1;
  return {
    order: isDescending(listing) ? listing.order.slice(1) : `-${listing.order}`,
    size: listing.size,
    keyAt: (position) => listing.keyAt(last - position),
    at: (position) => listing.at(last - position),
  };
}

export function isDescending(listing: Listing<unknown>): boolean {
  return listing.order.startsWith("-");
}

/** How many records come before `key`, counting the one at `key` itself when `isInclusive`. */
export function countBefore(listing: Listing<unknown>, key: SortKey, isInclusive: boolean): number {
  const direction = isDescending(listing) ? -1 : 1;
  let low = 0;
  let high = listing.size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compareKeys(listing.keyAt(middle), key) * direction;
    if (order < 0 || (isInclusive && order === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function compareKeys(left: SortKey, right: SortKey): number {
  return left[0] - right[0] || left[1] - right[1];
}

/** Throws RangeError outside the array. */
export function elementAt<T>(array: ArrayLike<T>, position: number): T {
  const element = array[position];
  if (element === undefined) throw new RangeError(`no element ${position} in a list of ${array.length}`);
  return element;
}
