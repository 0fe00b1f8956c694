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
import type { Governor } from "./governor/governor.ts";
import type { CallClass, QuotaRules } from "./governor/rules.ts";
import { failed } from "./outcome.ts";
import type { Failed, Outcome } from "./outcome.ts";
import type { Flight } from "./single-flight.ts";

export interface WireRequest {
  readonly method: "GET" | "POST";
  /** Path and query. */
  readonly target: string;
  /** The call's own, names and values by turns. */
  readonly headers?: readonly string[] | undefined;
  readonly body: string | undefined;
  /** A 404 is the answer undefined. */
  readonly isOptional: boolean;
  readonly callClass: CallClass;
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
  /** Told what every reply says of the quota. */
  readonly governor?: Governor | undefined;
  readonly quotaRules?: QuotaRules | undefined;
}

export type Attempt = (request: WireRequest, flight: Flight<Outcome>) => Promise<Outcome>;

// An attempt that was given up says something of the source only if the source had this long to answer.
const TELLING_MS = 1_000;

/** The attempt rejects only for a request that can't be sent, which is a bug. */
export function createAttempt(options: AttemptOptions): Attempt {
  const { source, origin, dispatcher, authorizer, headersOf, timeoutMs, clock, log, governor, quotaRules } = options;
  const tellingMs = Math.min(TELLING_MS, timeoutMs / 2);

  async function send(request: WireRequest, signed: SignedHeaders, flight: Flight<Outcome>): Promise<Outcome> {
    const { method, target, headers: own, body, isOptional } = request;
    const shared = headersOf(signed, body !== undefined);
    const wire = { method, origin, target, headers: own === undefined ? shared : [...shared, ...own], body };
    const startedMs = clock.now();
    const exchange = startExchange(dispatcher, wire, timeoutMs);
    flight.onAbandoned = () => exchange.giveUp();
    const result = await exchange.done;
    const nowMs = clock.now();
    const judged = judge(result, { source, isOptional, nowMs, quotaRules });
    const outcome = judged instanceof Promise ? await judged : judged;
    const ms = nowMs - startedMs;
    logAttempt(log, source, wire, result, outcome, ms);
    if (result.kind === "reply" && governor !== undefined) {
      const said = result.status === 429 && !outcome.isOk ? (outcome.error.details.detail ?? "") : "";
      governor.heard(request.callClass, result.status, result.headers, said);
    }
    return result.kind === "given-up" && !outcome.isOk && ms >= tellingMs ? { ...outcome, health: "bad" } : outcome;
  }

  /** Whether it is the headers that the source refused, and not the call. */
  function areRefused(outcome: Outcome, wereOnTrial: boolean): outcome is Failed {
    if (outcome.isOk) return false;
    const { failure, details } = outcome.error;
    return details.status === 401 || (wereOnTrial && details.status === 403 && failure === "rejected");
  }

  /** Other credentials, if there are any by now: fetched for this call, or by another since this one was sent. */
  async function othersThan(refused: SignedHeaders): Promise<SignedHeaders> {
    const known = await authorizer.headers();
    if (known !== refused) return known;
    await authorizer.refresh();
    return authorizer.headers();
  }

  /** Once more where the credentials were refused; a first try of others does not count. */
  async function sendUntilTaken(request: WireRequest, first: SignedHeaders, flight: Flight<Outcome>): Promise<Outcome> {
    let signed = first;
    let trialsLeft = 1;
    let repetitionsLeft = 1;
    for (;;) {
      const outcome = await send(request, signed, flight);
      const wereOnTrial = authorizer.isOnTrial?.(signed) ?? false;
      if (outcome.isOk) authorizer.heard?.(signed, true);
      if (!areRefused(outcome, wereOnTrial)) return outcome;
      authorizer.heard?.(signed, false);
      if (wereOnTrial && trialsLeft > 0) trialsLeft -= 1;
      else if (repetitionsLeft > 0) repetitionsLeft -= 1;
      else return outcome;
      const others = await othersThan(signed);
      if (others === signed || flight.isAbandoned) return outcome;
      signed = others;
    }
  }

  return async (request, flight) => {
    try {
      const known = authorizer.headers();
      const signed = known instanceof Promise ? await known : known;
      if (flight.isAbandoned) return failed(source, "timeout", { detail: "no credentials in time" }, false, "unknown");
      return await sendUntilTaken(request, signed, flight);
    } catch (problem) {
      // The authorizer logs what it could not do; the source itself was not asked, or refused the last credentials.
      if (problem instanceof UpstreamError)
        return { isOk: false, error: problem, isRetryable: false, health: "unknown" };
      if (!(problem instanceof ConfigError)) throw problem;
      return failed(source, "unavailable", { detail: problem.message, cause: problem }, false, "unknown");
    }
  };
}
