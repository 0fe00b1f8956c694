// What stands between a call and its source, from the outside in:
//   retry -> quota governor -> bulkhead -> circuit breaker -> one attempt.
// An attempt brings its own time limit, since undici can stop a request better than a policy around it.
// The governor is inside the retry, since each attempt costs quota, and before the bulkhead, whose queue knows no urgency.
// The bulkhead is outside the breaker: what queued while the source broke is refused at once when its turn comes.
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  CircuitState,
  ConsecutiveBreaker,
  DelegateBackoff,
  bulkhead,
  circuitBreaker,
  handleWhenResult,
  retry,
} from "cockatiel";
import type { CircuitBreakerPolicy } from "cockatiel";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import type { Permit } from "./governor/budget.ts";
import type { GovernedCall, Governor } from "./governor/governor.ts";
import type { CallClass } from "./governor/rules.ts";
import { failed } from "./outcome.ts";
import type { Failed, Outcome } from "./outcome.ts";

export interface UpstreamLimits {
  /** Calls in flight at once. */
  readonly concurrency: number;
  /** The longest that one attempt may take. */
  readonly timeoutMs: number;
  /** Attempts after the first. Default 2. */
  readonly maxRetries?: number;
  /** Failed attempts in a row that open the breaker. Default 5. */
  readonly breakerFailures?: number;
  /** How long the open breaker refuses before it lets one probe through. Default 5,000. */
  readonly breakerResetMs?: number;
  /** Calls that wait for their turn; more are refused. Default 2,000. */
  readonly queueLimit?: number;
}

export interface ResilienceOptions {
  readonly source: string;
  readonly limits: UpstreamLimits;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: Logger;
  /** None: nothing is known of the source's quota. */
  readonly governor?: Governor | undefined;
}

/** A call that is safe to repeat: so far all are. */
export interface ResilientCall extends GovernedCall {
  readonly isAbandoned: boolean;
}

export type BreakerState = "closed" | "open" | "half-open";

export interface Resilience {
  /** Runs a call through all policies. Rejects only with what an attempt throws, which is a bug. */
  run(call: ResilientCall, callClass: CallClass, attempt: () => Promise<Outcome>): Promise<Outcome>;
  readonly breaker: BreakerState;
}

export const DEFAULT_QUEUE_LIMIT = 2_000;
const BACKOFF_BASE_MS = 100;
const BACKOFF_MAX_MS = 2_000;

/** A failed attempt that is to be repeated after a wait. */
class Again {
  readonly outcome: Failed;
  readonly waitMs: number;

  constructor(outcome: Failed, waitMs: number) {
    this.outcome = outcome;
    this.waitMs = waitMs;
  }
}

/** Carries an outcome past the closed breaker, which counts returned ones as success or failure. */
class Inconclusive extends Error {
  readonly outcome: Failed;

  constructor(outcome: Failed) {
    super("says nothing about the source");
    this.outcome = outcome;
  }
}

export function createResilience(options: ResilienceOptions): Resilience {
  const { source, limits, clock, random, log, governor } = options;
  const { maxRetries = 2, breakerFailures = 5, breakerResetMs = 5_000, queueLimit = DEFAULT_QUEUE_LIMIT } = limits;
  const gate = bulkhead(limits.concurrency, queueLimit);
  const breaker = createBreaker(breakerFailures, breakerResetMs, source, log);
  const retries = retry(
    handleWhenResult((result) => result instanceof Again),
    { maxAttempts: maxRetries, backoff: new DelegateBackoff(({ result }) => waitOf(result)) },
  );
  const abandoned = failed(source, "timeout", { detail: "nobody waited for its turn" }, false, "unknown");

  async function probed(attempt: () => Promise<Outcome>): Promise<Outcome> {
    const outcome = await attempt();
    // A half-open breaker needs a verdict, and a probe that was given up is no sign of life.
    if (!outcome.isOk && outcome.health === "unknown" && breaker.state === CircuitState.Closed) {
      throw new Inconclusive(outcome);
    }
    return outcome;
  }

  async function governed(
    call: ResilientCall,
    callClass: CallClass,
    attempt: () => Promise<Outcome>,
  ): Promise<Outcome> {
    if (governor === undefined) return once(call, attempt);
    const admitted = governor.admit(call, callClass);
    const permit = admitted instanceof Promise ? await admitted : admitted;
    if (!isPermit(permit)) return permit;
    let isSent = false;
    let outcome: Outcome | undefined;
    try {
      outcome = await once(call, () => {
        isSent = true;
        return attempt();
      });
      return outcome;
    } finally {
      permit.settle(isSent && (outcome?.isOk !== false || outcome.error.details.status !== 429));
    }
  }

  async function once(call: ResilientCall, attempt: () => Promise<Outcome>): Promise<Outcome> {
    try {
      return await gate.execute(() => (call.isAbandoned ? abandoned : breaker.execute(() => probed(attempt))));
    } catch (problem) {
      if (problem instanceof Inconclusive) return problem.outcome;
      if (problem instanceof BulkheadRejectedError) {
        log.warn({ source, queueLimit }, "upstream queue is full: call refused");
        return failed(source, "unavailable", { detail: "queue full" }, false, "unknown");
      }
      if (problem instanceof BrokenCircuitError) {
        return failed(source, "unavailable", { detail: "circuit breaker open" }, false, "unknown");
      }
      throw problem;
    }
  }

  /** Again where there is time for another attempt. */
  function plan(outcome: Outcome, retriesDone: number, call: ResilientCall): Outcome | Again {
    if (outcome.isOk || !outcome.isRetryable) return outcome;
    const backoffMs = Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** retriesDone) * (0.5 + random() / 2);
    const waitMs = Math.max(backoffMs, outcome.error.details.retryAfterMs ?? 0);
    return clock.now() + waitMs < call.deadlineMs ? new Again(outcome, waitMs) : outcome;
  }

  // Entered after the first failure only: a call that goes well pays nothing for it.
  async function repeat(first: Failed, call: ResilientCall, again: () => Promise<Outcome>): Promise<Outcome> {
    let last = first;
    const result = await retries.execute(async ({ attempt: number }) => {
      const outcome = number === 0 ? first : await again();
      // Refused on the way, by breaker or queue: what the source itself answered says more.
      if (!outcome.isOk && outcome.health === "unknown") return last;
      if (!outcome.isOk) last = outcome;
      return plan(outcome, number, call);
    });
    return result instanceof Again ? result.outcome : result;
  }

  return {
    async run(call, callClass, attempt) {
      const first = await governed(call, callClass, attempt);
      return first.isOk || !first.isRetryable ? first : repeat(first, call, () => governed(call, callClass, attempt));
    },
    get breaker() {
      return STATES[breaker.state];
    },
  };
}

const STATES: Readonly<Record<CircuitState, BreakerState>> = {
  [CircuitState.Closed]: "closed",
  [CircuitState.Open]: "open",
  [CircuitState.HalfOpen]: "half-open",
  [CircuitState.Isolated]: "open",
};

function createBreaker(failures: number, resetMs: number, source: string, log: Logger): CircuitBreakerPolicy {
  const breaker = circuitBreaker(
    handleWhenResult((result) => isFailed(result) && result.health !== "good"),
    { halfOpenAfter: resetMs, breaker: new ConsecutiveBreaker(failures) },
  );
  breaker.onBreak(() => log.warn({ source, resetMs }, "circuit breaker opened: calls are refused"));
  breaker.onHalfOpen(() => log.info({ source }, "circuit breaker half-open: one call goes through"));
  breaker.onReset(() => log.info({ source }, "circuit breaker closed"));
  return breaker;
}

function isPermit(admitted: Permit | Failed): admitted is Permit {
  return "settle" in admitted;
}

function isFailed(result: unknown): result is Failed {
  return typeof result === "object" && result !== null && "isOk" in result && result.isOk === false;
}

function waitOf(result: unknown): number {
  return typeof result === "object" && result !== null && "value" in result && result.value instanceof Again
    ? result.value.waitMs
    : 0;
}
