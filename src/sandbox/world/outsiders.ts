import { laterBooks } from "./membership.ts";
import type { LaterBook } from "./membership.ts";

const outsiderShare = 0.015;

/** People who are in one of the later books and nowhere else. */
export interface Outsiders {
  /** The same number for each later book. */
  readonly size: number;
  /** In which slot of time an outsider came. No two came in the same one. */
  slotOf(outsider: number): number;
  /** Who came in a slot, or null. */
  cameIn(slot: number): number | null;
  bookOf(outsider: number): LaterBook;
}

/** Spreads the outsiders evenly over the slots of time, the books taking turns. */
export function createOutsiders(slots: number): Outsiders {
  const size = laterBooks.length * Math.floor(slots * outsiderShare);
  const slotOf = (outsider: number): number => Math.floor(((2 * outsider + 1) * slots) / (2 * size));
  return {
    size,
    slotOf,
    cameIn(slot) {
      // The only one whose slot it can be, as there are fewer outsiders than slots.
      const outsider = Math.floor((2 * slot * size + slots - 1) / (2 * slots));
      return outsider >= 0 && outsider < size && slotOf(outsider) === slot ? outsider : null;
    },
    bookOf(outsider) {
      const book = laterBooks[outsider % laterBooks.length];
      if (book === undefined) throw new RangeError(`outsider ${outsider} is not a whole number from 0 up`);
      return book;
    },
  };
}
