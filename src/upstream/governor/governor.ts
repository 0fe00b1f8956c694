// The quota governor of one source: calls for which its quota has room go at once, the others wait, and the more urgent
// go first.
import { failed } from "../outcome.ts";
import type { Failed } from "../outcome.ts";
import { createBudget } from "./budget.ts";
import type { Budget, BudgetOptions, BudgetState, Permit } from "./budget.ts";
import type { Priority } from "./priority.ts";
import { PRIORITIES } from "./priority.ts";
import type { CallClass } from "./rules.ts";
import { createWaitingRoom } from "./waiting-room.ts";
import type { Waiting } from "./waiting-room.ts";

export interface GovernorOptions extends BudgetOptions {
  /** Calls that may wait; more are refused. */
  readonly queueLimit: number;
}

export interface GovernedCall {
  /** May rise while it waits, when `onJoined` tells. */
  readonly priority: Priority;
  /** Clock time after which nobody waits any more. */
  readonly deadlineMs: number;
  onAbandoned: (() => void) | undefined;
  onJoined: (() => void) | undefined;
}

export interface QuotaState extends BudgetState {
  readonly waiting: Readonly<Record<Priority, number>>;
}

export interface Governor {
  /** At once where there is room; a promise where the call waits; a failure where it would wait in vain. */
  admit(call: GovernedCall, callClass: CallClass): Permit | Failed | Promise<Permit | Failed>;
  readonly heard: Budget["heard"];
  readonly state: QuotaState;
  /** Gives back what was leased. Nothing waits any more. */
  close(): Promise<void>;
}

export function createGovernor(options: GovernorOptions): Governor {
  const { source, clock, timers, queueLimit } = options;
  const room = createWaitingRoom();
  const budget = createBudget(options, () => {
    if (room.size > 0) letGo();
  });
  let timer: { readonly atMs: number; readonly cancel: () => void } | undefined;

  function refusal(ms: number): Failed {
    const detail = "its quota has no room before the caller's deadline, or too many wait for it";
    const details = Number.isFinite(ms) ? { detail, retryAfterMs: Math.ceil(ms) } : { detail };
    return failed(source, "rate_limited", details, false, "unknown");
  }

  function wait(call: GovernedCall, callClass: CallClass, nowMs: number): Failed | Promise<Permit | Failed> {
    const { priority, deadlineMs } = call;
    const expectedMs = budget.waitMs(callClass, priority, room.ahead(callClass, priority), nowMs);
    if (room.size >= queueLimit || isInVain(expectedMs, deadlineMs, nowMs)) return refusal(expectedMs);
    return new Promise((resolve) => {
      const end = (result: Permit | Failed): void => {
        call.onAbandoned = undefined;
        call.onJoined = undefined;
        resolve(result);
      };
      const waiting: Waiting = {
        priority,
        callClass,
        deadlineMs,
        go: (atMs) => end(budget.grant(callClass, waiting.priority, atMs)),
        refuse: () => end(refusal(Number.POSITIVE_INFINITY)),
      };
      call.onAbandoned = () => {
        leave(waiting);
        waiting.refuse();
      };
      call.onJoined = () => {
        if (call.priority === waiting.priority) return;
        leave(waiting);
        waiting.priority = call.priority;
        enter(waiting);
      };
      enter(waiting);
    });
  }

  function enter(waiting: Waiting): void {
    room.add(waiting);
    if (waiting.priority === "background") noteBackground();
    letGo();
  }

  function leave(waiting: Waiting): void {
    room.remove(waiting);
    if (waiting.priority === "background") noteBackground();
  }

  function noteBackground(): void {
    const firsts = room.lines("background").flatMap(([first]) => (first === undefined ? [] : [first.callClass]));
    budget.backgroundWaits(firsts, clock.now());
  }

  /** Lets go who may, refuses who would wait in vain, and comes back when the next one may go. */
  function letGo(): void {
    const nowMs = clock.now();
    let nextMs = Number.POSITIVE_INFINITY;
    for (const priority of PRIORITIES) {
      for (const line of room.lines(priority)) {
        for (let first = line[0]; first !== undefined; first = line[0]) {
          const ms = budget.waitMs(first.callClass, priority, 0, nowMs);
          if (ms > 0 && !isInVain(ms, first.deadlineMs, nowMs)) {
            nextMs = Math.min(nextMs, ms);
            break;
          }
          leave(first);
          if (ms === 0) first.go(nowMs);
          else first.refuse();
        }
      }
    }
    comeBackIn(nextMs, nowMs);
  }

  function comeBackIn(ms: number, nowMs: number): void {
    const atMs = nowMs + ms;
    if (timer !== undefined && timer.atMs <= atMs && room.size > 0) return;
    timer?.cancel();
    timer = undefined;
    if (!Number.isFinite(ms)) return;
    const cancel = timers.after(Math.max(1, Math.ceil(ms)), () => {
      timer = undefined;
      letGo();
    });
    timer = { atMs, cancel };
  }

  return {
    admit(call, callClass) {
      const nowMs = clock.now();
      const { priority } = call;
      const isFirst = room.size === 0 || room.ahead(callClass, priority) === 0;
      return isFirst && budget.waitMs(callClass, priority, 0, nowMs) === 0
        ? budget.grant(callClass, priority, nowMs)
        : wait(call, callClass, nowMs);
    },
    heard: (...reply) => budget.heard(...reply),
    get state() {
      const waiting = {
        interactive: room.count("interactive"),
        write: room.count("write"),
        background: room.count("background"),
      };
      return { ...budget.state(clock.now()), waiting };
    },
    async close() {
      timer?.cancel();
      timer = undefined;
      await budget.close();
    },
  };
}

function isInVain(ms: number, deadlineMs: number, nowMs: number): boolean {
  return Number.isFinite(ms) && nowMs + ms >= deadlineMs;
}
