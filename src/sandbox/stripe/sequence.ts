// The keys of a resource's records in the order of creation, and binary search in it.

export interface Sequence {
  readonly length: number;
  /** The key at a position, oldest first. */
  at(position: number): number;
}

/** 0, 1, ... length - 1: records whose key is their serial. */
export function serials(length: number): Sequence {
  return { length, at: (position) => position };
}

/** Given keys, oldest first. */
export function keys(ordered: readonly number[]): Sequence {
  return {
    length: ordered.length,
    at(position) {
      const key = ordered[position];
      if (key === undefined) throw new RangeError(`position ${position} of ${ordered.length} keys`);
      return key;
    },
  };
}

export interface TimedKey {
  readonly key: number;
  /** Unix seconds. */
  readonly created: number;
}

/** Distinct keys in any order, put in order of creation and then of key. */
export function sortedKeys(timed: readonly TimedKey[]): Sequence {
  const sorted = timed.toSorted((left, right) => left.created - right.created || left.key - right.key);
  return keys(sorted.map(({ key }) => key));
}

/** The first position whose key passes; `length` when none does. Everything after a key that passes must pass too. */
export function firstPosition(sequence: Sequence, passes: (key: number) => boolean): number {
  let low = 0;
  let high = sequence.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (passes(sequence.at(middle))) high = middle;
    else low = middle + 1;
  }
  return low;
}
