// The lists of the contract: what they are asked for, what they give, what they can carry; and look-ups of people.
import type { Select } from "../mapping/field-map.ts";
import type { Http } from "../upstream/http.ts";
import type { Abilities, Order } from "../filters/abilities.ts";
import type { Filter } from "../filters/filter.ts";

/** What a list is asked for. `order` is null for the list's own default. */
export interface ListRequest {
  readonly select: Select;
  readonly filter: Filter;
  readonly order: Order | null;
  /** A `next` or a position that this list gave before; null for the start. */
  readonly after: string | null;
  /** At most the list's `pageSize`. */
  readonly size: number;
}

export interface RecordPage {
  readonly records: readonly unknown[];
  /** Where the next page starts; null at the end. */
  readonly next: string | null;
  /** `after` for going on behind each record, where the vendor can start there; else the core starts at the page and skips. */
  readonly positions?: readonly string[];
}

/** A vendor's list of everything of a type. */
export interface List extends Abilities {
  readonly pageSize: number;
  read(http: Http, request: ListRequest): Promise<RecordPage>;
  /** How many the filter lets through, null where they are more than the vendor counts; left out where it can't tell. */
  count?(http: Http, filter: Filter): Promise<number | null>;
}

/** The records that belong to parents of the same source: a requester's tickets. */
export interface Related extends Abilities {
  /** Parents a call; 1 where the vendor has no batch: the core then calls side by side. */
  readonly batchSize: number;
  /** For vendors that know people by their addresses alone: `find` is given these, in lower case, in place of ids. */
  readonly parentsBy?: "email";
  /**
   * "source": the vendor filters, orders, and cuts at `first`. "core": it gives all of a parent's records, and the core
   * filters, orders and cuts, by every field that the mapping has; the abilities are what the vendor may be asked, to read
   * less (`carriedPart`).
   */
  readonly arrangedBy: "source" | "core";
  /** The order when none is asked for. */
  readonly defaultOrder: Order;
  /** The vendor's fields that it finds by. Where an account hides one (`describe`), nothing is found, and nothing asked. */
  readonly goesBy?: readonly string[];
  /** `after` is only ever given for one parent. A parent without an entry has none. */
  find(http: Http, parentIds: readonly string[], request: RelatedRequest): Promise<ReadonlyMap<string, RelatedRecords>>;
}

export interface RelatedRequest {
  readonly select: Select;
  readonly filter: Filter;
  readonly order: Order;
  readonly after: string | null;
  /** How many of each parent; may be more than the vendor's page. */
  readonly first: number;
}

export interface RelatedRecords {
  readonly records: readonly unknown[];
  readonly hasMore: boolean;
  /** `after` for going on behind each record; the record's id where left out. */
  readonly positions?: readonly string[];
}

/** Finds people by something other than their id. Records may come in any order; a key may have none or several. */
export interface Lookup {
  readonly batchSize: number;
  /** As in `Related`. */
  readonly goesBy?: readonly string[];
  find(http: Http, keys: readonly string[], select: Select): Promise<readonly unknown[]>;
}

/** Finds people by an external id field, as the source's `externalIds` setting names it. */
export interface ExternalIdLookup {
  readonly batchSize: number;
  find(http: Http, field: string, values: readonly string[], select: Select): Promise<readonly unknown[]>;
}

/** The vendor's own search for text. */
export interface TextSearch {
  /**
   * The best that the vendor finds for all of these words, up to `size`. Words have no white space and are the caller's own
   * text. What the vendor finds by a part of a record that its fields of ours do not show, the core leaves out.
   */
  find(http: Http, words: readonly string[], request: TextSearchRequest): Promise<readonly unknown[]>;
}

export interface TextSearchRequest {
  readonly select: Select;
  /** At most 100. */
  readonly size: number;
}
