// An operation may stop waiting for a source before the source's answer is due: the read goes on, for whoever shares it and
// for the cache.
import { UpstreamError } from "../errors.ts";
import type { Timers } from "../runtime/timers.ts";
import type { LoadScope } from "./load-scope.ts";

/** How long an operation waits, where that is not until its deadline for all of its sources. */
export interface Patience {
  /** The clock's time by which the operation goes on without the source. */
  untilMs(source: string): number;
  readonly timers: Timers;
}

type Results<V> = ReadonlyMap<string, V | Error>;

/**
 * What the read gives, or UpstreamError "timeout" for every key when the operation's patience with the source ends before.
 * A read is not begun after that.
 */
export function inTime<V>(
  scope: Pick<LoadScope, "patience" | "clock" | "deadlineMs">,
  source: string,
  keys: readonly string[],
  read: () => Promise<Results<V>>,
): Promise<Results<V>> {
  const { patience, clock, deadlineMs } = scope;
  const untilMs = patience?.untilMs(source) ?? deadlineMs;
  if (patience === undefined || untilMs >= deadlineMs) return read();
  const leftMs = untilMs - clock.now();
  if (leftMs <= 0) return Promise.resolve(allLate(source, keys));
  return new Promise((resolve, reject) => {
    const cancel = patience.timers.after(leftMs, () => resolve(allLate(source, keys)));
    read().then(resolve, reject).finally(cancel);
  });
}

function allLate(source: string, keys: readonly string[]): ReadonlyMap<string, UpstreamError> {
  const late = new UpstreamError(source, "timeout", { detail: "the operation waits no longer for this source" });
  return new Map(keys.map((key) => [key, late]));
}
