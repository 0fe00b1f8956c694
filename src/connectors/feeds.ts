// The parts of the contract that go through everything a vendor has, behind everybody's back: feeds and changes.
import type { EntityType } from "../mapping/entities.ts";
import type { Select } from "../mapping/field-map.ts";
import type { Http } from "../upstream/http.ts";

/** How a type is kept in our own store. */
export interface Projection {
  /** The field of ours that lists are ordered by (ascending and descending). */
  readonly orderBy: string;
  /** Fields of ours that hold the id of a parent: what `related` finds by. */
  readonly parents?: { readonly [P in EntityType]?: string };
  /** Fields of ours that have an index: `in` finds by it. Lists can be filtered by all others too. */
  readonly filters?: readonly string[];
  /**
   * The field of ours that holds the source's id of the brand that a record belongs to, where the source has several: who
   * may see the brand sees the record. One without a brand belongs to none.
   */
  readonly brand?: string;
  /**
   * The vendor's field that has the record's amount, as a decimal number or its text: what the store adds up. A dotted path,
   * and one of those that the mapping reads `amount` from.
   */
  readonly amount?: string;
  /** What is kept of a record that is given again: both in one. The newer in the older's place where left out. Pure. */
  merge?(held: unknown, given: unknown): unknown;
}

export interface Changes {
  /** Milliseconds between two rounds, once the end is reached. */
  readonly intervalMs: number;
  /**
   * `after` is a `next` that it gave before, null for the very first call. Throws UpstreamError; `rejected` for a place
   * that the vendor no longer knows: the core then starts again from null.
   */
  read(http: Http, after: string | null, select: Select): Promise<ChangesPage>;
}

export interface ChangesPage {
  readonly records: readonly unknown[];
  /** Ids of records that are gone, where the vendor tells. */
  readonly gone?: readonly string[];
  /** Where to go on. */
  readonly next: string;
  /** Nothing more for now: go on from `next` after the interval. */
  readonly isAtEnd: boolean;
}

/**
 * Pages through what changed at the vendor, oldest first, for entity types that are kept in our own store since the
 * vendor can't be asked for them.
 */
export interface Feed {
  /** Milliseconds between two rounds, once the end is reached. */
  readonly intervalMs: number;
  /**
   * `after` is a `next` that this feed gave before, null for the very first call. Called under the background share of
   * the quota. May give records again.
   */
  read(http: Http, after: string | null): Promise<FeedPage>;
}

export interface FeedPage {
  readonly records: readonly FeedRecord[];
  /** Where to go on, kept in the store once the page's records are. */
  readonly next: string;
  /** Nothing more for now: go on from `next` after the interval. */
  readonly isAtEnd: boolean;
}

export interface FeedRecord {
  readonly type: EntityType;
  readonly record: unknown;
}
