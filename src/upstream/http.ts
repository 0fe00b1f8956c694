// What a connector sees of the way to its source.

/** A query string: undefined is left out, an array repeats its key. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** The way to one source for one caller: base URL, credentials, deadline, retry, breaker and limits are behind it. */
export interface Http {
  /** GET; the parsed JSON reply. Throws UpstreamError. */
  get(path: string, query?: Query): Promise<unknown>;
  /** A POST that only reads (a batch read, a search): as safe to repeat and to share as a GET. Throws UpstreamError. */
  read(path: string, body: unknown, query?: Query): Promise<unknown>;
  /** The source's own settings (`sources[].options` of the configuration), as the connector's schema checked them. */
  readonly options: Readonly<Record<string, unknown>>;
}
