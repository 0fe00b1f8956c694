import type { BookName, Books } from "../world.ts";

/** Makes what a book makes only when it is read, so that no request has to wait for it. */
export function makeReady(book: Books[BookName]): void {
  Object.values(book);
}
