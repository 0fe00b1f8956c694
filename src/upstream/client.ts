// The way to one source: credentials, single-flight, resilience and an undici pool, put together.
import { Pool } from "undici";
import type { Dispatcher } from "undici";
import type { Authorizer } from "../credentials/authorizer.ts";
import { UpstreamError } from "../errors.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { systemTimers } from "../runtime/timers.ts";
import type { Timers } from "../runtime/timers.ts";
import { createAttempt } from "./attempt.ts";
import type { WireRequest } from "./attempt.ts";
import { MAX_BODY_BYTES } from "./decode-body.ts";
import { createGovernor } from "./governor/governor.ts";
import type { QuotaState } from "./governor/governor.ts";
import type { QuotaShares } from "./governor/priority.ts";
import { createClassifier } from "./governor/rules.ts";
import type { CallClass, QuotaRules } from "./governor/rules.ts";
import type { Http } from "./http.ts";
import type { Outcome } from "./outcome.ts";
import type { QuotaLedger } from "./quota-ledger.ts";
import { createRequestHeaders } from "./request-headers.ts";
import { createResilience, DEFAULT_QUEUE_LIMIT } from "./resilience.ts";
import type { BreakerState, UpstreamLimits } from "./resilience.ts";
import { createScopedHttp } from "./scoped-http.ts";
import type { CallRequest, CallScope } from "./scoped-http.ts";
import { createSingleFlight } from "./single-flight.ts";
import { parseBaseUrl, targetOf } from "./target.ts";

export type { QuotaState } from "./governor/governor.ts";
export type { BreakerState, UpstreamLimits } from "./resilience.ts";
export type { CallScope, ObservedCall } from "./scoped-http.ts";

/** How the source's quota is kept. */
export interface QuotaOptions {
  readonly rules: QuotaRules;
  /** By window: no more than this, whatever the vendor allows. */
  readonly ownLimits: Readonly<Record<string, number | undefined>>;
  readonly shares: QuotaShares;
  /** Names the budget that is shared: the vendor's account, by the credentials that reach it. */
  readonly account: string;
  /** Where others use the account too. */
  readonly ledger?: QuotaLedger | undefined;
}

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
  readonly defaultCurrency?: string | null;
  readonly authorizer: Authorizer;
  readonly limits: UpstreamLimits;
  /** None: calls go as they come. */
  readonly quota?: QuotaOptions | undefined;
  readonly clock: Clock;
  /** Of the quota governor; the system's if left out. */
  readonly timers?: Timers;
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
  /** What is left of the source's quota, and who waits for it; null where none is kept. */
  readonly quota: QuotaState | null;
  /** Calls under way or queued; equal ones count once. */
  readonly inFlight: number;
  /** Refuses new calls, lets those in flight end (their deadlines bound it), then closes the connections. */
  close(): Promise<void>;
}

// A source that idles out a connection earlier says so (Keep-Alive: timeout), which undici heeds.
const KEEP_ALIVE_MS = 20_000;

/** Throws ConfigError for a bad base URL or header. */
export function createUpstreamClient(config: UpstreamClientOptions): UpstreamClient {
  const {
    source,
    headers,
    options,
    externalIdFields = [],
    defaultCurrency = null,
    authorizer,
    limits,
    clock,
    log,
    quota,
  } = config;
  const base = parseBaseUrl(source, config.baseUrl);
  const headersOf = createRequestHeaders({ source, headers, options, isCompressionWanted: !base.isLoopback });
  const dispatcher = config.dispatcher ?? createPool(base.origin, limits);
  const { origin } = base;
  const { timeoutMs } = limits;
  const { timers = systemTimers } = config;
  const governor =
    quota &&
    createGovernor({
      ledger: undefined,
      ...quota,
      source,
      concurrency: limits.concurrency,
      queueLimit: limits.queueLimit ?? DEFAULT_QUEUE_LIMIT,
      clock,
      timers,
      log,
    });
  const classOf: (path: string) => CallClass = quota === undefined ? () => "plain" : createClassifier(quota.rules);
  const attempt = createAttempt({
    source,
    origin,
    dispatcher,
    authorizer,
    headersOf,
    timeoutMs,
    clock,
    log,
    governor,
    quotaRules: quota?.rules,
  });
  const resilience = createResilience({ source, limits, clock, random: config.random, log, governor });
  const flights = createSingleFlight<Outcome>();
  let isClosed = false;

  const join: Parameters<typeof createScopedHttp>[0]["join"] = (request, waiter) => {
    if (isClosed) throw new UpstreamError(source, "unavailable", { detail: "the client is closed" });
    const wire = wireRequest(request);
    const asks = `${wire.method}${wire.isOptional ? "?" : " "}${wire.target}\n${wire.headers?.join("\n") ?? ""}`;
    const key = `${request.generation} ${asks}\n${wire.body ?? ""}`;
    return flights.join(key, waiter, (flight) => resilience.run(flight, wire.callClass, () => attempt(wire, flight)));
  };

  function wireRequest({ method, path, query, headers, body, isOptional }: CallRequest): WireRequest {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const own = headers === undefined ? undefined : Object.entries(headers).flat();
    const target = targetOf(base, path, query);
    return { method, target, headers: own, body: text, isOptional, callClass: classOf(path) };
  }

  return {
    http: (scope) => createScopedHttp({ source, options, externalIdFields, defaultCurrency, clock, join }, scope),
    get breaker() {
      return resilience.breaker;
    },
    get quota() {
      return governor?.state ?? null;
    },
    get inFlight() {
      return flights.size;
    },
    async close() {
      isClosed = true;
      await flights.landed();
      await governor?.close();
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
