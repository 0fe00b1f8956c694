import type { BookName, PersonRecords, World } from "../world.ts";
import { bookNames } from "./membership.ts";

/** A person and all records of them. */
export interface PersonTruth {
  /** `Person.index`. */
  readonly person: number;
  /** In the order of the books asked for, then of serials; never empty. */
  readonly records: readonly { readonly source: BookName; readonly serial: number }[];
}

/**
 * Which records are the same person's: what identity resolution should find. In the order of `Person.index`; of the books
 * named (all when left out), and without the people who are in none of these. One person is in memory at a time.
 */
export function* groundTruth(world: World, sources: readonly BookName[] = bookNames): Iterable<PersonTruth> {
  const books = sources.map((source) => ({ source, known: personRecordsOf(world, source) }));
  for (let person = 0; person < world.people.size; person += 1) {
    const records = books.flatMap(({ source, known }) => known.serialsOf(person).map((serial) => ({ source, serial })));
    if (records.length > 0) yield { person, records };
  }
}

/** The person records of a book, whatever its kind. */
export function personRecordsOf({ books }: World, source: BookName): PersonRecords {
  switch (source) {
    case "hubspot":
    case "salesforce":
    case "dynamics":
      return books[source].contacts;
    case "zendesk":
    case "intercom":
      return books[source].users;
    case "stripe":
    case "paypal":
      return books[source].payers;
    case "smartico":
      return books.smartico.players;
  }
}
