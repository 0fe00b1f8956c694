// One attempt of a call: signed, sent, judged, logged. A 401 is answered by newer credentials, once.
import type { Dispatcher } from "undici";
import type { Authorizer, SignedHeaders } from "../credentials/authorizer.ts";
import { ConfigError, UpstreamError } from "../errors.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { logAttempt } from "./call-log.ts";
import { startExchange } from "./exchange.ts";
import { judge } from "./judge.ts";
import type { HeaderList } from "./request-headers.ts";
import { failed } from "./outcome.ts";
import type { Failed, Outcome } from "./outcome.ts";
import type { Flight } from "./single-flight.ts";

export interface WireRequest {
  readonly method: "GET" | "POST";
  /** Path and query. */
  readonly target: string;
  readonly body: string | undefined;
  /** A 404 is the answer undefined. */
  readonly isOptional: boolean;
}

export interface AttemptOptions {
  readonly source: string;
  readonly origin: string;
  readonly dispatcher: Dispatcher;
  readonly authorizer: Authorizer;
  /** All headers of a call with or without a body. */
  readonly headersOf: (signed: SignedHeaders, hasBody: boolean) => HeaderList;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly log: Logger;
}

export type Attempt = (request: WireRequest, flight: Flight<Outcome>) => Promise<Outcome>;

// An attempt that was given up says something of the source only if the source had this long to answer.
const TELLING_MS = 1_000;

/** The attempt rejects only for a request that can't be sent, which is a bug. */
export function createAttempt(options: AttemptOptions): Attempt {
  const { source, origin, dispatcher, authorizer, headersOf, timeoutMs, clock, log } = options;
  const tellingMs = Math.min(TELLING_MS, timeoutMs / 2);

  async function send(request: WireRequest, signed: SignedHeaders, flight: Flight<Outcome>): Promise<Outcome> {
    const { method, target, body, isOptional } = request;
    const wire = { method, origin, target, headers: headersOf(signed, body !== undefined), body };
    const startedMs = clock.now();
    const exchange = startExchange(dispatcher, wire, timeoutMs);
    flight.onAbandoned = () => exchange.giveUp();
    const result = await exchange.done;
    const nowMs = clock.now();
    const judged = judge(result, { source, isOptional, nowMs });
    const outcome = judged instanceof Promise ? await judged : judged;
    const ms = nowMs - startedMs;
    logAttempt(log, source, wire, result, outcome, ms);
    return result.kind === "given-up" && !outcome.isOk && ms >= tellingMs ? { ...outcome, health: "bad" } : outcome;
  }

  /** Once more, if there are other credentials by now: fetched by this call, or by another since this one was sent. */
  async function sendAgain(
    request: WireRequest,
    refused: SignedHeaders,
    refusal: Failed,
    flight: Flight<Outcome>,
  ): Promise<Outcome> {
    if ((await authorizer.headers()) === refused) await authorizer.refresh();
    const newer = await authorizer.headers();
    return newer === refused || flight.isAbandoned ? refusal : send(request, newer, flight);
  }

  return async (request, flight) => {
    try {
      const known = authorizer.headers();
      const signed = known instanceof Promise ? await known : known;
      if (flight.isAbandoned) return failed(source, "timeout", { detail: "no credentials in time" }, false, "unknown");
      const outcome = await send(request, signed, flight);
      return !outcome.isOk && outcome.error.details.status === 401
        ? await sendAgain(request, signed, outcome, flight)
        : outcome;
    } catch (problem) {
      // The authorizer logs what it could not do; the source itself was not asked, or refused the last credentials.
      if (problem instanceof UpstreamError)
        return { isOk: false, error: problem, isRetryable: false, health: "unknown" };
      if (!(problem instanceof ConfigError)) throw problem;
      return failed(source, "unavailable", { detail: problem.message, cause: problem }, false, "unknown");
    }
  };
}
