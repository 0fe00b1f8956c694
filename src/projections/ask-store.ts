// The store as a source's fields meet it: by the operation's deadline, and failing as a source fails.
import type { Http } from "../upstream/http.ts";
import { UpstreamError } from "../errors.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Timers } from "../runtime/timers.ts";

export interface AskStoreDeps {
  /** The source's name in the configuration. */
  readonly source: string;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** Reads within the caller's deadline. Rejects with UpstreamError of the source. */
export type AskStore = <R>(caller: Pick<Http, "deadlineMs">, read: () => Promise<R>) => Promise<R>;

export function createAskStore({ source, clock, timers }: AskStoreDeps): AskStore {
  return async (caller, read) => {
    const late = Promise.withResolvers<never>();
    const cancel = timers.after(Math.max(0, caller.deadlineMs - clock.now()), () =>
      late.reject(new UpstreamError(source, "timeout", { detail: "the store did not answer by the deadline" })),
    );
    try {
      return await Promise.race([read(), late.promise]);
    } catch (problem) {
      throw storeFailure(source, problem);
    } finally {
      cancel();
    }
  };
}

/** The store's failure as the source's. */
export function storeFailure(source: string, problem: unknown): UpstreamError {
  if (problem instanceof UpstreamError) return problem;
  const detail = `the store failed: ${problem instanceof Error ? problem.message : String(problem)}`;
  return new UpstreamError(source, "unavailable", { detail, cause: problem });
}
