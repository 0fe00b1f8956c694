// What a connector is: one vendor's API as data and a few functions that build a request and unwrap the reply.
// A connector never catches, retries, logs, caches, loops over batches or reads the environment: the core does, by this data.
import type { AuthScheme } from "../credentials/auth-scheme.ts";
import type { Entity, EntityByType, EntityType } from "../mapping/entities.ts";
import type { FieldMap, Select } from "../mapping/field-map.ts";
import type { QuotaRules } from "../upstream/governor/rules.ts";
import type { Http } from "../upstream/http.ts";

export type { QuotaReading, QuotaRules, WindowRule } from "../upstream/governor/rules.ts";

/** Conditions on our fields, all of which must hold. Values are our own (enum names, local ids, RFC 3339 instants). */
export type Filter = Readonly<Record<string, Condition>>;

export interface Condition {
  readonly in?: readonly string[];
  /** This or later. */
  readonly gte?: string;
  /** Before this. */
  readonly lt?: string;
}

/** Which conditions a list can carry upstream, by field of ours. */
export type Filters = Readonly<Record<string, readonly (keyof Condition)[]>>;

export interface Order {
  /** A field of ours. */
  readonly field: string;
  readonly direction: "ASC" | "DESC";
}

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
export interface List {
  readonly pageSize: number;
  readonly filters: Filters;
  /** Fields of ours that it can order by, and which way. */
  readonly orders: Readonly<Record<string, readonly Order["direction"][]>>;
  read(http: Http, request: ListRequest): Promise<RecordPage>;
  /** How many the filter lets through, null where they are more than the vendor counts; left out where it can't tell. */
  count?(http: Http, filter: Filter): Promise<number | null>;
}

/** The records that belong to parents of the same source: a requester's tickets. */
export interface Related {
  /** Parents a call; 1 where the vendor has no batch: the core then calls side by side. */
  readonly batchSize: number;
  /** For vendors that know people by their addresses alone: `find` is given these, in lower case, in place of ids. */
  readonly parentsBy?: "email";
  /**
   * "source": the vendor filters, orders, and cuts at `first`. "core": it gives all of a parent's records, and the core
   * filters, orders and cuts.
   */
  readonly arrangedBy: "source" | "core";
  readonly filters: Filters;
  readonly orders: Readonly<Record<string, readonly Order["direction"][]>>;
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

/** How a type is kept in our own store. */
export interface Projection {
  /** The field of ours that lists are ordered by (ascending and descending). */
  readonly orderBy: string;
  /** Fields of ours that hold the id of a parent: what `related` finds by. */
  readonly parents?: { readonly [P in EntityType]?: string };
  /** Fields of ours that a list or relation can be filtered by `in` (values compared as text). */
  readonly filters?: readonly string[];
  /**
   * The field of ours that holds the source's id of the brand that a record belongs to, where the source has several: who
   * may see the brand sees the record. One without a brand belongs to none.
   */
  readonly brand?: string;
  /** What is kept of a record that is given again: both in one. The newer in the older's place where left out. Pure. */
  merge?(held: unknown, given: unknown): unknown;
}

/** How one type of entity is read from a vendor. What is left out, the vendor can't do. */
export interface EntitySource<T extends Entity> {
  readonly fields: FieldMap<T>;
  /** Ids a call of `getMany`; the connector's `limits.batchSize` where left out, 1 where the vendor has no batch read. */
  readonly batchSize?: number;
  /**
   * How many types of the vendor's ours is made of, where a call by id reads one of them: `getMany` is then given as many
   * batches at once, so that ids of a type go out together, and puts no more than a batch into a call.
   */
  readonly vendorTypes?: number;
  /** Records in any order, gaps allowed. Never more ids than `batchSize`, times `vendorTypes`. */
  getMany?(http: Http, ids: readonly string[], select: Select): Promise<readonly unknown[]>;
  readonly list?: List;
  readonly related?: { readonly [P in EntityType]?: Related };
  /** People only. */
  readonly byEmail?: Lookup;
  readonly byExternalId?: ExternalIdLookup;
  /** People only: the vendor lets no two records have the same e-mail address. */
  readonly emailIsUnique?: boolean;
  /**
   * Kept in and read from our own store, filled by the connector's feed, webhooks or imports: then getMany, list, related,
   * byEmail and byExternalId are the core's.
   */
  readonly projection?: Projection;
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

/** The part a source plays: it decides which record a customer is anchored on. */
export type SourceKind = "crm" | "desk" | "payments" | "players";

export interface Limits {
  /** Ids a batch read. */
  readonly batchSize: number;
  /** Calls in flight at once. */
  readonly concurrency: number;
  /** Milliseconds one call may take. */
  readonly timeoutMs: number;
}

/**
 * The vendor's fields that an account has and lets us see, by the type of entity that they are read as, in the words of
 * the mapping's `paths`. A type whose id is not among them is not there at all; a type left out is there as documented.
 */
export type Description = { readonly [T in EntityType]?: readonly string[] };

export interface Connector {
  readonly name: string;
  readonly kind: SourceKind;
  /** The vendor's public address; null where each account has its own, which the configuration must give. */
  readonly baseUrl: string | null;
  /**
   * The ways to sign in that the vendor offers, the first whose credentials are configured is used. Values name
   * credentials (`sources[].credentials.<name>`), `user` may hold text around a name in braces: "{email}/token".
   */
  readonly auth: readonly AuthScheme[];
  /** Sent with every call; values may name options in braces: "{apiVersion}". */
  readonly headers?: Readonly<Record<string, string>>;
  /** Settings of this vendor's own, with defaults: what FACTS calls unverified is one of these, not a constant. */
  readonly options?: Readonly<Record<string, string | number | boolean>>;
  readonly limits: Limits;
  /** The vendor's rate limits, as documented, and how its replies tell of them. Without it only Retry-After is heeded. */
  readonly quota?: QuotaRules;
  readonly entities: { readonly [T in EntityType]?: EntitySource<EntityByType[T]> };
  /**
   * Types that the vendor has, and can't list of a person: a sentence that says so and what to do instead. Whoever asks
   * for them is told, beside what other sources gave. Without it a source that lists none of a type is not asked.
   */
  readonly cannot?: { readonly [T in EntityType]?: string };
  /** Where the vendor writes an id in several ways: the way in which its records have it. */
  canonicalId?(type: EntityType, id: string): string;
  /**
   * For vendors that refuse a whole request which names a field that the account hides. The core asks at the start, and
   * now and then; what is hidden is then not selected, is null, and is reported. Of other types than these nothing need
   * be told: the source does not serve them.
   */
  describe?(http: Http, types: readonly EntityType[]): Promise<Description>;
  /** Fills the types that are kept in our own store (`EntitySource.projection`). */
  readonly feed?: Feed;
  /**
   * The records in a body that a webhook or an import brings, for types that are kept in our own store. Throws an Error
   * that says what is wrong with the body.
   */
  recordsIn?(body: unknown): readonly FeedRecord[];
  /** A cheap call that shows the credentials work, for `tributary check`. Throws UpstreamError. */
  probe(http: Http): Promise<void>;
  /** What an administrator should know about this account, for `tributary check`. */
  advise?(http: Http): Promise<readonly string[]>;
}

/** Checks a connector's types where it is written. */
export function defineConnector(connector: Connector): Connector {
  return connector;
}
