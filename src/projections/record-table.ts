// The table of records that are kept here since their vendor can't be asked for them: see migrations/004.
import type { Filter } from "../connectors/contract.ts";
import type { EntityType } from "../mapping/entities.ts";

/** Whose records of which type. */
export interface Kind {
  readonly source: string;
  readonly type: EntityType;
}

/** A place in the order of a list: behind the record with this id. */
export interface Place {
  readonly id: string;
  /** Null for a record that has nothing to order by: those come last either way, by id. */
  readonly orderKey: string | null;
}

export interface StoredRecord extends Place {
  /** As the vendor gave it. */
  readonly record: unknown;
}

/** A record with what finds it. */
export interface IndexedRecord extends StoredRecord {
  readonly type: EntityType;
  readonly keys: readonly string[];
  /** Fields of ours as filters compare them: see `fieldValuesOf`. */
  readonly fieldValues: Readonly<Record<string, unknown>>;
  /** The source's id of the brand that it belongs to; "" for none, or where records have no brand of their own. */
  readonly brandId: string;
  /** What it hangs on, at its own source. */
  readonly parents: readonly { readonly type: EntityType; readonly id: string }[];
  /** When the vendor changed it, RFC 3339 in UTC with milliseconds; null where it does not say. */
  readonly version: string | null;
  /** Both in one, of a type whose records tell only a part each. Throws MappingError. */
  mergedWith?(held: unknown): IndexedRecord;
}

/** What of a projection has an index of its own. */
export interface Indexed {
  /** The field that the order key holds. */
  readonly orderBy: string;
  /** Fields whose values are among the keys. */
  readonly keyed: readonly string[];
}

/** Which records. */
export interface Selection {
  readonly filter: Filter;
  readonly indexed: Indexed;
  /** One of these keys at least must be the record's. */
  readonly keys?: readonly string[];
}

export interface PageOf {
  readonly direction: "ASC" | "DESC";
  readonly size: number;
}

/** A place in the order in which records were written. */
export interface WrittenPlace {
  /** The instant, as the database writes it. */
  readonly at: string;
  readonly id: string;
}

export interface WrittenRecord extends WrittenPlace {
  readonly record: unknown;
  /** Can nothing that was written before it show after it? */
  readonly isSettled: boolean;
}

/** Which records are counted together, in places of the vendor's own records. */
export interface GroupsBy {
  /** Those with the same values at these paths. */
  readonly paths: readonly (readonly string[])[];
  /** And with the same first seven characters of their order keys: of instants, the month. */
  readonly isByMonth: boolean;
  /** The amount that is added up, a decimal number or its text; null for none. */
  readonly amount: readonly string[] | null;
}

export interface StoredGroup {
  /** At each of the paths; null for nothing. */
  readonly values: readonly unknown[];
  readonly month: string | null;
  readonly count: number;
  /** What the amounts add up to, all its digits; what is no number, as it is; null for no amounts. */
  readonly amount: string | null;
}

/** How far a source's feed was read. */
export interface Checkpoint {
  /** Null before the first page. */
  readonly next: string | null;
  /** Milliseconds since the end was reached; null while there is more. */
  readonly restedMs: number | null;
}

/** A feed's step: from where its page was read, and where to go on. */
export interface Step {
  readonly after: string | null;
  readonly next: string;
  readonly isAtEnd: boolean;
}

/** All of it rejects with the store's errors. */
export interface RecordTable {
  /** Those that are there, in any order. */
  byIds(kind: Kind, ids: readonly string[]): Promise<readonly StoredRecord[]>;
  /** Those that have one of the keys, in any order. */
  byKeys(kind: Kind, keys: readonly string[]): Promise<readonly StoredRecord[]>;
  /** In order, from behind a place on. */
  page(kind: Kind, selection: Selection, page: PageOf & { after: Place | null }): Promise<readonly StoredRecord[]>;
  /** The first of those that have each key, in order: by key. A key that none has is left out. */
  firstOfEach(
    kind: Kind,
    keys: readonly string[],
    selection: Selection,
    page: PageOf,
  ): Promise<ReadonlyMap<string, readonly StoredRecord[]>>;
  count(kind: Kind, selection: Selection): Promise<number>;
  groups(kind: Kind, selection: Selection, by: GroupsBy): Promise<readonly StoredGroup[]>;
  /**
   * Keeps records, all or none, and the feed's step with them; merged with what is kept, where they can be. One that is older than what is kept, or the same, is left
   * out; of what has no version the later to come wins. Gives how many were kept. Rejects where another read the feed
   * meanwhile.
   */
  write(source: string, layout: string, records: readonly IndexedRecord[], step?: Step): Promise<number>;
  /** Records whose keys were made by other settings than these, by id. */
  ofOtherLayout(kind: Kind, layout: string, afterId: string, size: number): Promise<readonly StoredRecord[]>;
  /** Gives records their keys by these settings, unless they were written meanwhile. */
  index(source: string, layout: string, records: readonly IndexedRecord[]): Promise<void>;
  /** In the order in which they were last written, from behind a place on. */
  written(kind: Kind, after: WrittenPlace | null, size: number): Promise<readonly WrittenRecord[]>;
  checkpoint(source: string): Promise<Checkpoint>;
  /** Counts anew what is there, by which the database chooses its ways, and frees the places of what was replaced. */
  tidy(): Promise<void>;
}
