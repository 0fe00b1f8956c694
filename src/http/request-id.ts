// The id under which a client and our log speak of the same request.

/**
 * A client's own id, where it is one that can stand in a log line and a header as it is; null for anything else, and for
 * none.
 */
export function requestIdOf(header: string | readonly string[] | undefined): string | null {
  return typeof header === "string" && /^[\w.:/+=@-]{1,128}$/.test(header) ? header : null;
}
