import type { Children, Rows } from "../world.ts";

/** Rows that are made when asked for. `at` throws RangeError outside 0..size-1. */
export function createRows<T>(name: string, size: number, make: (serial: number) => T): Rows<T> {
  return {
    size,
    at(serial) {
      checkSerial(name, size, serial);
      return make(serial);
    },
  };
}

/** Which children a parent has, as three typed arrays. */
export interface Family {
  readonly size: number;
  parentOf(serial: number): number;
  /** Ascending. Throws RangeError for a parent that does not exist. */
  childrenOf(parent: number): readonly number[];
}

/** Counting sort: `parents[child]` is the child's parent. */
export function createFamily(name: string, parents: Uint32Array, parentCount: number): Family {
  const starts = new Uint32Array(parentCount + 1);
  for (const parent of parents) starts[parent + 1] = numberAt(starts, parent + 1) + 1;
  for (let parent = 0; parent < parentCount; parent += 1) {
    starts[parent + 1] = numberAt(starts, parent + 1) + numberAt(starts, parent);
  }
  const next = starts.slice();
  const sorted = new Uint32Array(parents.length);
  for (let child = 0; child < parents.length; child += 1) {
    const parent = numberAt(parents, child);
    const place = numberAt(next, parent);
    sorted[place] = child;
    next[parent] = place + 1;
  }
  return {
    size: parents.length,
    parentOf: (serial) => numberAt(parents, serial),
    childrenOf(parent) {
      checkSerial(`parent of ${name}`, parentCount, parent);
      return [...sorted.subarray(numberAt(starts, parent), numberAt(starts, parent + 1))];
    },
  };
}

/** Rows over a family. */
export function createChildren<T>(
  name: string,
  family: Family,
  make: (serial: number, parent: number) => T,
): Children<T> {
  return {
    ...createRows(name, family.size, (serial) => make(serial, family.parentOf(serial))),
    of: (parent) => family.childrenOf(parent),
  };
}

/** Reads a typed array; throws RangeError instead of giving undefined. */
export function numberAt(array: Uint32Array, index: number): number {
  const value = array[index];
  if (value === undefined) throw new RangeError(`index ${index} is outside 0..${array.length - 1}`);
  return value;
}

function checkSerial(name: string, size: number, serial: number): void {
  if (!Number.isInteger(serial) || serial < 0 || serial >= size) {
    throw new RangeError(`${name} ${serial} does not exist: serials go from 0 to ${size - 1}`);
  }
}
