// Who is who, as the identity store knows it: people, each with the records that are this person.
import type { LinkRule } from "../generated/types.ts";

/** A record of a person in a source. */
export interface RecordKey {
  /** The source's name in the configuration. */
  readonly source: string;
  /** The source's own id of the record, as its mapping gives it. */
  readonly recordId: string;
}

/** A record that is a person, and why. */
export interface Member extends RecordKey {
  readonly rule: LinkRule;
  /** From 0, a guess, to 1, certain. */
  readonly confidence: number;
  /** When it was linked: RFC 3339. */
  readonly linkedAt: string;
  /** When the source first recorded it: RFC 3339; null where the source does not say. */
  readonly createdAt: string | null;
  /** The source's id of the brand that the record itself belongs to; null where it belongs to none. */
  readonly brandId: string | null;
}

export interface Person {
  /** The record that the customer's id is made of. It stays when people are merged, and when the record itself is gone. */
  readonly id: RecordKey;
  /** Every record that is this person; never empty, in no order. */
  readonly members: readonly Member[];
}

/** Reads who is who. Every function is one statement to the store, however many it is asked for. Rejects with UpstreamError of no source where the store can't be read. */
export interface People {
  /**
   * The person of each record, in the order given. `null` where the store can't tell, as it has not come across the record
   * yet: the sources have to be asked. A record that an id was once made of is found after it is gone, and after merges.
   */
  ofRecords(records: readonly RecordKey[]): Promise<readonly (Person | null)[]>;
  /** The person who has each address (as `emailKey` gives it) in any source; `null` where the store knows nobody. */
  byEmails(emails: readonly string[]): Promise<readonly (Person | null)[]>;
  /** Has the source's first crawl passed? Then a record that the store does not know is new. */
  isCrawled(source: string): boolean;
  /**
   * People anchored in a source, that is: with a record there and none in the sources `before` it (which rank higher), in
   * the order of their oldest record in it. `after` is a position that an item had before; null for the start.
   */
  anchoredIn(request: AnchoredRequest): Promise<readonly AnchoredPerson[]>;
  /** How many people have a record in any of these sources. */
  count(sources: readonly string[]): Promise<number>;
}

export interface AnchoredRequest {
  readonly source: string;
  readonly before: readonly string[];
  readonly after: string | null;
  readonly size: number;
}

export interface AnchoredPerson {
  readonly person: Person;
  /** What to give as `after` for going on behind this one. */
  readonly position: string;
}

/** What an administrator decides: it wins over every rule, for good, and is kept in the audit log. */
export interface PeopleDecisions {
  /** The records' people become one. The person of the first record keeps the id. Null where the store does not know a record. */
  merge(records: readonly RecordKey[], by: Decider): Promise<Person | null>;
  /** These records leave their person and become one of their own, which no rule joins to it again. Gives both. */
  split(from: RecordKey, records: readonly RecordKey[], by: Decider): Promise<SplitPeople | null>;
}

export interface SplitPeople {
  readonly kept: Person;
  readonly separated: Person;
}

export interface Decider {
  /** The token's subject. */
  readonly subject: string;
  readonly requestId: string;
  /** Why, in the administrator's words; null where nothing was said. */
  readonly reason: string | null;
}
