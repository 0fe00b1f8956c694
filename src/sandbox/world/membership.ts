import type { BookName } from "../world.ts";
import { hash, share } from "./random.ts";
import { streams } from "./streams.ts";

/** All books; a book's place decides what it draws, so new ones go to the end. */
export const bookNames = [
  "hubspot",
  "salesforce",
  "dynamics",
  "smartico",
  "zendesk",
  "intercom",
  "stripe",
  "paypal",
] as const satisfies readonly BookName[];

/** The seed of what a book draws for itself, so that no two books draw alike. */
export function bookSeed(seed: number, book: BookName): number {
  return hash(seed, streams.books, bookNames.indexOf(book));
}

// Percent of people. HubSpot 70, Zendesk 60, Stripe 55; 8 are in Zendesk and neither other, 8 in Stripe.
const firstBooks: readonly (readonly [percent: number, books: readonly BookName[]])[] = [
  [16, ["hubspot", "zendesk", "stripe"]],
  [22, ["hubspot", "zendesk"]],
  [17, ["hubspot", "stripe"]],
  [14, ["zendesk", "stripe"]],
  [15, ["hubspot"]],
  [8, ["zendesk"]],
  [8, ["stripe"]],
];
const byPercent = firstBooks.flatMap(([percent, books]) => Array.from({ length: percent }, () => books));

/** Share of people in a later book, whatever other books they are in; 1.5 % more are in that book alone. */
const laterShares = { salesforce: 0.385, dynamics: 0.235, intercom: 0.235, paypal: 0.185, smartico: 0.335 } as const;

/** A book that holds some people besides those who are in HubSpot, Zendesk or Stripe. */
export type LaterBook = keyof typeof laterShares;
export const laterBooks: readonly LaterBook[] = ["salesforce", "dynamics", "intercom", "paypal", "smartico"];

/** Whether a person has a record in a book: how that is asked, for people who are in HubSpot, Zendesk or Stripe at least. */
export function membershipIn(seed: number, book: BookName): (person: number) => boolean {
  if (isLater(book)) {
    const ownSeed = bookSeed(seed, book);
    return (person) => share(ownSeed, streams.membership, person) < laterShares[book];
  }
  return (person) => {
    const books = byPercent[Math.floor(share(seed, streams.membership, person) * byPercent.length)];
    if (books === undefined) throw new RangeError("the shares of the first books must add up to 100");
    return books.includes(book);
  };
}

function isLater(book: BookName): book is LaterBook {
  return Object.hasOwn(laterShares, book);
}
