// The way to one source: credentials, single-flight, resilience and an undici pool, put together.
import { Pool } from "undici";
import type { Dispatcher } from "undici";
import type { Authorizer } from "../credentials/authorizer.ts";
import { UpstreamError } from "../errors.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { createAttempt } from "./attempt.ts";
import type { WireRequest } from "./attempt.ts";
import { MAX_BODY_BYTES } from "./decode-body.ts";
import type { Http } from "./http.ts";
import type { Outcome } from "./outcome.ts";
import { createRequestHeaders } from "./request-headers.ts";
import { createResilience } from "./resilience.ts";
import type { BreakerState, UpstreamLimits } from "./resilience.ts";
import { createScopedHttp } from "./scoped-http.ts";
import type { CallRequest, CallScope } from "./scoped-http.ts";
import { createSingleFlight } from "./single-flight.ts";
import { parseBaseUrl, targetOf } from "./target.ts";

export type { BreakerState, UpstreamLimits } from "./resilience.ts";
export type { CallScope, ObservedCall } from "./scoped-http.ts";

export interface UpstreamClientOptions {
  /** The source's name in the configuration: for errors and log lines. */
  readonly source: string;
  /** May hold a path, which goes before every call's own. */
  readonly baseUrl: string;
  /** Sent with every call; values may name options in braces: "{apiVersion}". */
  readonly headers: Readonly<Record<string, string>>;
  /** The source's own settings, which connectors read at `http.options`. */
  readonly options: Readonly<Record<string, unknown>>;
  /** As configured, for connectors (`http.externalIdFields`); none by default. */
  readonly externalIdFields?: readonly string[];
  readonly authorizer: Authorizer;
  readonly limits: UpstreamLimits;
  readonly clock: Clock;
  /** In [0, 1): jitter. */
  readonly random: () => number;
  readonly log: Logger;
  /** In place of a pool of the client's own; its owner closes it. */
  readonly dispatcher?: Dispatcher;
}

export interface UpstreamClient {
  /**
   * For one request of a client. Replies are shared between equal calls in flight: whoever gets one reads it and
   * changes nothing. Rejects with UpstreamError, whose message names the source and nothing of the source's.
   */
  http(scope: CallScope): Http;
  readonly breaker: BreakerState;
  /** Calls under way or queued; equal ones count once. */
  readonly inFlight: number;
  /** Refuses new calls, lets those in flight end (their deadlines bound it), then closes the connections. */
  close(): Promise<void>;
}

// A source that idles out a connection earlier says so (Keep-Alive: timeout), which undici heeds.
const KEEP_ALIVE_MS = 20_000;

/** Throws ConfigError for a bad base URL or header. */
export function createUpstreamClient(config: UpstreamClientOptions): UpstreamClient {
  const { source, headers, options, externalIdFields = [], authorizer, limits, clock, log } = config;
  const base = parseBaseUrl(source, config.baseUrl);
  const headersOf = createRequestHeaders({ source, headers, options, isCompressionWanted: !base.isLoopback });
  const dispatcher = config.dispatcher ?? createPool(base.origin, limits);
  const { origin } = base;
  const { timeoutMs } = limits;
  const attempt = createAttempt({ source, origin, dispatcher, authorizer, headersOf, timeoutMs, clock, log });
  const resilience = createResilience({ source, limits, clock, random: config.random, log });
  const flights = createSingleFlight<Outcome>();
  let isClosed = false;

  const join: Parameters<typeof createScopedHttp>[0]["join"] = (request, waiter) => {
    if (isClosed) throw new UpstreamError(source, "unavailable", { detail: "the client is closed" });
    const wire = wireRequest(request);
    const key = `${request.generation} ${wire.method}${wire.isOptional ? "?" : " "}${wire.target}\n${wire.body ?? ""}`;
    return flights.join(key, waiter, (flight) => resilience.run(flight, () => attempt(wire, flight)));
  };

  function wireRequest({ method, path, query, body, isOptional }: CallRequest): WireRequest {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return { method, target: targetOf(base, path, query), body: text, isOptional };
  }

  return {
    http: (scope) => createScopedHttp({ source, options, externalIdFields, clock, join }, scope),
    get breaker() {
      return resilience.breaker;
    },
    get inFlight() {
      return flights.size;
    },
    async close() {
      isClosed = true;
      await flights.landed();
      // Nothing is in flight: what is cut here are idle connections, and attempts to connect that nobody waits for.
      if (config.dispatcher === undefined) await dispatcher.destroy();
    },
  };
}

function createPool(origin: string, { concurrency, timeoutMs }: UpstreamLimits): Pool {
  return new Pool(origin, {
    connections: concurrency,
    pipelining: 1,
    // A request that we stop costs its connection in HTTP/1.1 and never another request.
    allowH2: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectTimeout: timeoutMs,
    // An attempt has one timer, ours, over all of it; undici's would be two more, half a second coarse.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: MAX_BODY_BYTES,
  });
}
