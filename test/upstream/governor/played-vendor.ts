// A vendor with a quota, in held time: each call takes its latency and is counted on the way.
import type { IncomingHttpHeaders } from "node:http";
import type { Governor, GovernedCall } from "../../../src/upstream/governor/governor.ts";
import type { Priority } from "../../../src/upstream/governor/priority.ts";
import type { CallClass } from "../../../src/upstream/governor/rules.ts";
import type { HeldTime } from "./held-time.ts";

export interface Limiter {
  /** False refuses. */
  admit(nowMs: number): boolean;
  readonly headers?: (nowMs: number) => IncomingHttpHeaders;
}

export interface Made {
  readonly priority: Priority;
  readonly endedMs: number;
  /** Undefined where the governor refused it. */
  readonly waitedMs: number | undefined;
  readonly status: number | undefined;
}

export interface PlayedVendor {
  readonly made: readonly Made[];
  /** Resolves when the call has ended. */
  call(options?: { priority?: Priority; deadlineMs?: number; callClass?: CallClass }): Promise<Made>;
}

/** At most `limit` in any `windowMs`. */
export function rolling(limit: number, windowMs: number): Limiter {
  let times: number[] = [];
  return {
    admit(nowMs) {
      times = times.filter((atMs) => atMs > nowMs - windowMs);
      if (times.length >= limit) return false;
      times.push(nowMs);
      return true;
    },
    headers: () => ({ "x-limit": String(limit), "x-remaining": String(limit - times.length) }),
  };
}

/** At most `limit` in each `windowMs` of the clock. */
export function fixed(limit: number, windowMs: number): Limiter {
  let window = -1;
  let used = 0;
  return {
    admit(nowMs) {
      const current = Math.floor(nowMs / windowMs);
      if (current !== window) [window, used] = [current, 0];
      if (used >= limit) return false;
      used += 1;
      return true;
    },
  };
}

/** @param random in [0, 1): latency is from half of `latencyMs` to one and a half of it */
export function playVendor(
  time: HeldTime,
  governor: Governor,
  limiter: Limiter,
  latencyMs: number,
  random: () => number,
): PlayedVendor {
  const made: Made[] = [];
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => void time.timers.after(ms, resolve));

  return {
    made,
    async call({ priority = "interactive", deadlineMs = 3_000, callClass = "plain" } = {}) {
      const startedMs = time.clock.now();
      const call: GovernedCall = {
        priority,
        deadlineMs: startedMs + deadlineMs,
        onAbandoned: undefined,
        onJoined: undefined,
      };
      const forget = time.timers.after(deadlineMs, () => call.onAbandoned?.());
      const admitted = await governor.admit(call, callClass);
      forget();
      const waitedMs = time.clock.now() - startedMs;
      let result: Made = { priority, endedMs: time.clock.now(), waitedMs: undefined, status: undefined };
      if ("settle" in admitted) {
        const ms = latencyMs * (0.5 + random());
        const outMs = ms * random();
        await sleep(outMs);
        const status = limiter.admit(time.clock.now()) ? 200 : 429;
        const headers = limiter.headers?.(time.clock.now()) ?? {};
        await sleep(ms - outMs);
        governor.heard(callClass, status, headers, "");
        admitted.settle(status === 200);
        result = { priority, endedMs: time.clock.now(), waitedMs, status };
      }
      made.push(result);
      return result;
    },
  };
}
