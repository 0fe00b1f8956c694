// What a connector sees of the way to its source.

/** A query string: undefined is left out, an array repeats its key. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** What one call says in headers, beside the source's own: `Prefer`. Never credentials. */
export type CallHeaders = Readonly<Record<string, string>>;

/** The way to one source for one caller: base URL, credentials, deadline, retry, breaker and limits are behind it. */
export interface Http {
  /** GET; the parsed JSON reply. Throws UpstreamError. */
  get(path: string, query?: Query, headers?: CallHeaders): Promise<unknown>;
  /** A GET of one thing by its id: undefined where the source says that there is none (404). Throws UpstreamError. */
  getOptional(path: string, query?: Query): Promise<unknown>;
  /** A POST that only reads (a batch read, a search): as safe to repeat and to share as a GET. Throws UpstreamError. */
  read(path: string, body: unknown, query?: Query): Promise<unknown>;
  /** Clock time by which the caller must have its answer: the bound of every call. */
  readonly deadlineMs: number;
  /** The source's own settings (`sources[].options` of the configuration), as the connector's schema checked them. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The fields of a person's record that name records of other sources (`sources[].externalIds[].field`). */
  readonly externalIdFields: readonly string[];
  /** The currency of records that name none (`sources[].defaultCurrency`); null where none is set. */
  readonly defaultCurrency: string | null;
  /** The time by the core's clock, in milliseconds since the epoch. */
  now(): number;
}
