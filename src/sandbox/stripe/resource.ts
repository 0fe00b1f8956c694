// What the routes must know about one kind of Stripe record. Everything else (paging, expansion, search) is generic.
import type { World } from "../world.ts";
import type { ApiVersion } from "./api-version.ts";
import type { IdKind } from "./ids.ts";
import { keyOfId } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import { noSuch } from "./fault.ts";
import type { Ledger } from "./ledger.ts";
import type { Params } from "./params.ts";
import type { Sequence } from "./sequence.ts";

/** What a rendering depends on besides the record. */
export interface View {
  readonly world: World;
  readonly version: ApiVersion;
  readonly ledger: Ledger;
}

/** Which records a list's filters leave: a narrower sequence where an index has one, and a test. */
export interface Selection<Row> {
  readonly sequence?: Sequence;
  readonly accepts?: (row: Row, key: number) => boolean;
}

export type SearchValue = string | number | null;

/** A field of the search query language: https://docs.stripe.com/search#supported-query-fields-for-each-resource */
export interface SearchField<Row> {
  /** A string matches by words and substrings, a token only as a whole, a number also by comparison. */
  readonly type: "string" | "token" | "numeric";
  read(row: Row, view: View): SearchValue;
  /** Keys of all records that can match `field:"value"`, in any order, where the world has an index for it. */
  candidates?(value: string, view: View): readonly number[];
}

export interface SearchDefinition<Row> {
  readonly fields: Readonly<Record<string, SearchField<Row>>>;
  readonly metadata: (name: string) => SearchField<Row>;
}

export interface Resource<Row> {
  /** The value of `object`, as it is also named in error messages. */
  readonly object: IdKind;
  /** Without the leading /v1. */
  readonly path: string;
  /** Keys in order of creation. Keys that `row` answers with null are skipped. */
  all(view: View): Sequence;
  /** The record of a key, or null when there is none. */
  row(key: number, view: View): Row | null;
  /** Unix seconds at which a key of `all` was created, also one without a row. */
  created(key: number, view: View): number;
  /** Reads the list filters of this resource. */
  select(params: Params, view: View): Selection<Row>;
  render(row: Row, key: number, view: View): JsonObject;
  readonly search?: SearchDefinition<Row>;
}

/** The record that an id names; null when the id names none. */
export function find<Row>(resource: Resource<Row>, id: string, view: View): { key: number; row: Row } | null {
  const key = keyOfId(resource.object, id);
  if (key === null) return null;
  const row = resource.row(key, view);
  return row === null ? null : { key, row };
}

/** The key of an id that a parameter holds. Throws a 400 StripeFault when there is no such record. */
export function keyOfParam<Row>(resource: Resource<Row>, id: string, param: string, view: View): number {
  const found = find(resource, id, view);
  if (found === null) throw noSuch(resource.object, id, param);
  return found.key;
}

/** Metadata of records that carry none. */
export function noMetadata<Row>(): SearchField<Row> {
  return { type: "token", read: () => null, candidates: () => [] };
}
