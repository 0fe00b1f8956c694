// The way to a source for one request of a client of ours: it holds that request's deadline.
import { UpstreamError } from "../errors.ts";
import type { UpstreamFailure } from "../errors.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Priority } from "./governor/priority.ts";
import type { CallHeaders, Http, Query } from "./http.ts";
import type { Outcome } from "./outcome.ts";
import type { Flight, Waiter } from "./single-flight.ts";

/** On whose behalf calls are made. */
export interface CallScope {
  /** Clock time by which the caller must have its answer. */
  readonly deadlineMs: number;
  /** Calls of different generations share nothing: a later one must not take what was asked before a change. Default 0. */
  readonly generation?: number;
  /** Whose calls go first where the source's quota is short. Default "interactive". */
  readonly priority?: Priority;
  /** Told of every call as its caller saw it; `shared` when an equal call was already in flight. */
  observe?(call: ObservedCall): void;
}

export interface ObservedCall {
  readonly source: string;
  readonly ms: number;
  readonly outcome: "ok" | UpstreamFailure;
  readonly shared: boolean;
}

export interface CallRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query: Query | undefined;
  readonly headers?: CallHeaders | undefined;
  readonly body: unknown;
  /** A 404 is the answer undefined. */
  readonly isOptional: boolean;
  readonly generation: number;
}

export interface ScopedHttpDeps {
  readonly source: string;
  readonly options: Http["options"];
  readonly externalIdFields: Http["externalIdFields"];
  readonly defaultCurrency: Http["defaultCurrency"];
  readonly clock: Clock;
  /** Joins an equal call in flight or starts one. Throws UpstreamError when closed, Error for a bad request. */
  readonly join: (request: CallRequest, waiter: Waiter<Outcome>) => { flight: Flight<Outcome>; isShared: boolean };
}

/** setTimeout fires at once for more. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface PendingCall extends Waiter<Outcome> {
  flight: Flight<Outcome> | undefined;
  isShared: boolean;
}

/** Calls of one scope share one timer: a page makes dozens of them, all with the same deadline. */
export function createScopedHttp(deps: ScopedHttpDeps, scope: CallScope): Http {
  const { source, options, externalIdFields, defaultCurrency, clock, join } = deps;
  const { deadlineMs, generation = 0, priority = "interactive" } = scope;
  const pending = new Set<PendingCall>();
  let timer: NodeJS.Timeout | undefined;

  function add(call: PendingCall): void {
    if (pending.size === 0) {
      timer = setTimeout(onDeadline, Math.min(LONGEST_TIMER_MS, deadlineMs - clock.now()));
    }
    pending.add(call);
  }

  function remove(call: PendingCall): void {
    pending.delete(call);
    if (pending.size === 0) clearTimeout(timer);
  }

  function onDeadline(): void {
    for (const call of pending) {
      call.flight?.leave(call);
      call.fail(deadlinePassed());
    }
  }

  function deadlinePassed(): UpstreamError {
    return new UpstreamError(source, "timeout", { detail: "the caller's deadline passed" });
  }

  function call(request: CallRequest): Promise<unknown> {
    const startedMs = clock.now();
    if (startedMs >= deadlineMs) {
      scope.observe?.({ source, ms: 0, outcome: "timeout", shared: false });
      return Promise.reject(deadlinePassed());
    }
    return new Promise((resolve, reject) => {
      const waiting: PendingCall = {
        deadlineMs,
        priority,
        flight: undefined,
        isShared: false,
        settle(outcome) {
          if (!outcome.isOk) {
            waiting.fail(outcome.error);
            return;
          }
          remove(waiting);
          scope.observe?.({ source, ms: clock.now() - startedMs, outcome: "ok", shared: waiting.isShared });
          resolve(outcome.value);
        },
        fail(problem) {
          remove(waiting);
          if (problem instanceof UpstreamError) {
            const { failure } = problem;
            scope.observe?.({ source, ms: clock.now() - startedMs, outcome: failure, shared: waiting.isShared });
          }
          reject(problem instanceof Error ? problem : new Error(String(problem)));
        },
      };
      try {
        const { flight, isShared } = join(request, waiting);
        waiting.flight = flight;
        waiting.isShared = isShared;
        add(waiting);
      } catch (problem) {
        waiting.fail(problem);
      }
    });
  }

  return {
    deadlineMs,
    options,
    externalIdFields,
    defaultCurrency,
    now: () => clock.now(),
    get: (path, query, headers) =>
      call({ method: "GET", path, query, headers, body: undefined, isOptional: false, generation }),
    getOptional: (path, query) => call({ method: "GET", path, query, body: undefined, isOptional: true, generation }),
    read: (path, body, query) => call({ method: "POST", path, query, body, isOptional: false, generation }),
  };
}
