// How a call, or one attempt of it, ended. A value and not an exception, so that one copy can go to many callers.
import { UpstreamError } from "../errors.ts";
import type { UpstreamErrorDetails, UpstreamFailure } from "../errors.ts";

export type Outcome = Success | Failed;

export interface Success {
  readonly isOk: true;
  readonly value: unknown;
}

export interface Failed {
  readonly isOk: false;
  readonly error: UpstreamError;
  /** The same call might go well if repeated. */
  readonly isRetryable: boolean;
  /** What it says of the source: that it is in trouble, that it is up, or nothing (we gave up too early to tell). */
  readonly health: "bad" | "good" | "unknown";
}

/** A failure of a call to a source. */
export function failed(
  source: string,
  failure: UpstreamFailure,
  details: UpstreamErrorDetails,
  isRetryable: boolean,
  health: Failed["health"],
): Failed {
  return { isOk: false, error: new UpstreamError(source, failure, details), isRetryable, health };
}
