// The only place where an error becomes what a client sees, over HTTP, WebSocket and SSE alike.
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { MappingError, RequestError, UPSTREAM_CODES, UpstreamError, type RequestErrorCode } from "../errors.ts";
import type { Logger } from "../runtime/logger.ts";
import { repeatsOf } from "./repeated-errors.ts";

/** Translates an error. The same error gives the same answer, and is logged once. */
export type ErrorFormatter = (error: unknown, requestId?: string) => GraphQLFormattedError;

// What is wrong with a request before anything runs: graphql-js and Apollo say it in words that are safe to send.
const REQUEST_CODES: Readonly<Record<RequestErrorCode | ApolloCode, true>> = {
  BAD_USER_INPUT: true,
  FORBIDDEN: true,
  UNAUTHENTICATED: true,
  AUTHENTICATION_UNAVAILABLE: true,
  UNSUPPORTED_BY_SOURCE: true,
  QUERY_TOO_COMPLEX: true,
  GRAPHQL_PARSE_FAILED: true,
  GRAPHQL_VALIDATION_FAILED: true,
  OPERATION_RESOLUTION_FAILURE: true,
  PERSISTED_QUERY_NOT_FOUND: true,
  PERSISTED_QUERY_NOT_SUPPORTED: true,
  BAD_REQUEST: true,
};

type ApolloCode =
  | "GRAPHQL_PARSE_FAILED"
  | "GRAPHQL_VALIDATION_FAILED"
  | "OPERATION_RESOLUTION_FAILURE"
  | "PERSISTED_QUERY_NOT_FOUND"
  | "PERSISTED_QUERY_NOT_SUPPORTED"
  | "BAD_REQUEST";

/**
 * Makes the formatter. A source's failure keeps its code and names the source; a bad value names its source, record and
 * field; a caller's mistake keeps its words. Anything else is a fault of ours: the client gets an id, under which the
 * error is logged with its stack.
 */
export function createErrorFormatter(options: {
  readonly log: Pick<Logger, "error">;
  /** A fresh id, unguessable enough not to repeat. */
  readonly newErrorId: () => string;
}): ErrorFormatter {
  const formatted = new WeakMap<object, GraphQLFormattedError>();

  const translate = (error: unknown, requestId: string | undefined): GraphQLFormattedError => {
    const known = knownError(error);
    const place = error instanceof GraphQLError ? placeOf(error) : {};
    if (known !== null) return { message: known.message, ...place, extensions: known.extensions };
    const errorId = options.newErrorId();
    options.log.error(
      { errorId, requestId, path: place.path, err: causeOf(error) },
      "An operation met an unexpected error",
    );
    return {
      message: "Internal error",
      ...place,
      extensions: { code: "INTERNAL_SERVER_ERROR", errorId },
    };
  };

  return (error, requestId) => {
    if (typeof error !== "object" || error === null) return translate(error, requestId);
    let answer = formatted.get(error);
    if (answer === undefined) formatted.set(error, (answer = translate(error, requestId)));
    return answer;
  };
}

interface Known {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

function knownError(error: unknown): Known | null {
  const cause = causeOf(error);
  if (cause instanceof UpstreamError) {
    const { source, failure, message } = cause;
    return { message, extensions: { code: UPSTREAM_CODES[failure], source, ...repeatsOf(error) } };
  }
  if (cause instanceof MappingError) {
    const { source, recordId, field, message } = cause;
    return { message, extensions: { code: "BAD_RECORD", source, record: recordId, field } };
  }
  if (cause instanceof RequestError) {
    return { message: cause.message, extensions: { ...cause.extensions, code: cause.code, ...repeatsOf(error) } };
  }
  return error instanceof GraphQLError ? requestMistake(error) : null;
}

function requestMistake(error: GraphQLError): Known | null {
  const { code, http, ...extensions } = error.extensions;
  if (typeof code === "string" && Object.hasOwn(REQUEST_CODES, code)) {
    return { message: error.message, extensions: { ...extensions, code } };
  }
  // Apollo gives some of its refusals an HTTP status and no code.
  const isRefusal = code === undefined && error.originalError === undefined && statusOf(http) === 400;
  return isRefusal ? { message: error.message, extensions: { code: "BAD_REQUEST" } } : null;
}

function statusOf(http: unknown): unknown {
  return typeof http === "object" && http !== null && "status" in http ? http.status : undefined;
}

/** What was thrown, without the GraphQLErrors around it. */
function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError !== undefined) cause = cause.originalError;
  return cause;
}

function placeOf({ locations, path }: GraphQLError): Pick<GraphQLFormattedError, "locations" | "path"> {
  return { ...(locations !== undefined && { locations }), ...(path !== undefined && { path }) };
}
