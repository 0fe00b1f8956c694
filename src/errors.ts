// Every kind of trouble that Tributary tells apart. Whatever else is thrown is a bug, and masked.

/** What can go wrong with a call to a source. */
export type UpstreamFailure = "timeout" | "rate_limited" | "unavailable" | "rejected" | "malformed";

/** The `extensions.code` that a client sees for each. */
export const UPSTREAM_CODES = {
  timeout: "UPSTREAM_TIMEOUT",
  rate_limited: "UPSTREAM_BUSY",
  unavailable: "UPSTREAM_DOWN",
  rejected: "UPSTREAM_REJECTED",
  malformed: "UPSTREAM_MALFORMED",
} as const satisfies Record<UpstreamFailure, string>;

export interface UpstreamErrorDetails {
  /** HTTP status of the source's answer, where there was one. */
  readonly status?: number;
  /** Milliseconds the source asks us to wait. */
  readonly retryAfterMs?: number;
  /** What the source said, or the socket's error: for the log, never for a client. */
  readonly detail?: string;
  readonly cause?: unknown;
}

/** A call to a source failed. The message is for clients: it names the source and nothing of the source's. */
export class UpstreamError extends Error {
  override readonly name = "UpstreamError";
  readonly source: string;
  readonly failure: UpstreamFailure;
  readonly details: UpstreamErrorDetails;

  constructor(source: string, failure: UpstreamFailure, details: UpstreamErrorDetails = {}) {
    super(
      `${source} ${UPSTREAM_SENTENCES[failure]}`,
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.source = source;
    this.failure = failure;
    this.details = details;
  }
}

const UPSTREAM_SENTENCES: Record<UpstreamFailure, string> = {
  timeout: "did not answer in time",
  rate_limited: "is out of quota or too busy: try again later",
  unavailable: "can't be reached or is failing",
  rejected: "refused the request",
  malformed: "answered something that is not what it documents",
};

/** One value of one record is not what the mapping expects. It spoils its field, not its record. */
export class MappingError extends Error {
  override readonly name = "MappingError";
  readonly source: string;
  readonly recordId: string;
  readonly field: string;

  constructor(source: string, recordId: string, field: string, problem: string) {
    super(`${source} record ${recordId}: ${field} ${problem}`);
    this.source = source;
    this.recordId = recordId;
    this.field = field;
  }
}

/** Something in the configuration is wrong; the start stops with all of them listed. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(mistakes.join("\n"));
    this.mistakes = mistakes;
  }
}

/** The codes of errors that are the caller's to mend. */
export type RequestErrorCode =
  | "BAD_USER_INPUT"
  | "FORBIDDEN"
  | "UNAUTHENTICATED"
  /** The caller can't be told from a stranger just now: the identity provider's keys can't be had. */
  | "AUTHENTICATION_UNAVAILABLE"
  | "UNSUPPORTED_BY_SOURCE"
  | "QUERY_TOO_COMPLEX";

/** The caller asked for what can't or may not be had. The message says what, and what to do instead. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly code: RequestErrorCode;
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(code: RequestErrorCode, message: string, extensions: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.extensions = extensions;
  }
}
