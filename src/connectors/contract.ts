// What a connector is: one vendor's API as data and a few functions that build a request and unwrap the reply.
// A connector never catches, retries, logs, caches, loops over batches or reads the environment: the core does, by this data.
import type { AuthScheme } from "../credentials/auth-scheme.ts";
import type { Entity, EntityByType, EntityType } from "../mapping/entities.ts";
import type { CustomPlace } from "../mapping/custom-place.ts";
import type { FieldMap, Select } from "../mapping/field-map.ts";
import type { QuotaRules } from "../upstream/governor/rules.ts";
import type { Http } from "../upstream/http.ts";
import type { Changes, Feed, FeedRecord, Projection } from "./feeds.ts";
import type { ExternalIdLookup, List, Lookup, Related, TextSearch } from "./lists.ts";
import type { Metadata } from "./metadata.ts";
import type { Sums } from "./sums.ts";

export type * from "../filters/abilities.ts";
export type * from "./feeds.ts";
export type { Bound, Clause, Condition, Conditions, Filter, Operands, Operator, Scalar } from "../filters/filter.ts";
export type * from "./lists.ts";
export type * from "./metadata.ts";
export type * from "./sums.ts";
export type { QuotaReading, QuotaRules, WindowRule } from "../upstream/governor/rules.ts";

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
  readonly sums?: Sums;
  readonly related?: { readonly [P in EntityType]?: Related };
  readonly search?: TextSearch;
  /** People only. */
  readonly byEmail?: Lookup;
  readonly byExternalId?: ExternalIdLookup;
  /**
   * Pages through what changed, oldest change first: from null everything there is. Called under the background share of
   * the quota; may give records again, and must not miss one that changes while it is read. For types of which something
   * is kept about every record: of people, who they are.
   */
  readonly changes?: Changes;
  /** People only: the vendor lets no two records have the same e-mail address. */
  readonly emailIsUnique?: boolean;
  /**
   * Kept in and read from our own store, filled by the connector's feed, webhooks or imports: then getMany, list, related,
   * byEmail and byExternalId are the core's.
   */
  readonly projection?: Projection;
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
  /**
   * Where records of a type hold a field that the account has defined itself, by the vendor's name of it. A text says why
   * there is none, and continues "<field> ...". Without it the vendor has no such fields at all.
   */
  customField?(type: EntityType, name: string): CustomPlace | string;
  /**
   * How the account has defined the fields of these types, for `tributary schema diff`. Without it the vendor tells
   * nothing. Throws UpstreamError.
   */
  metadata?(http: Http, types: readonly EntityType[]): Promise<Metadata>;
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
