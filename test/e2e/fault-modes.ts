// The ways in which a source of the sandbox can fail, and what its fields say then.
import type { FaultSettings, Outcome } from "../../src/sandbox/faults.ts";

export interface FaultMode {
  readonly is: string;
  readonly settings: FaultSettings;
  readonly code: string;
  /** What its fields may say: also that the breaker is open by then. */
  readonly codes: readonly string[];
}

function mode(is: string, settings: FaultSettings, code: string, opensBreaker = true): FaultMode {
  return { is, settings, code, codes: opensBreaker ? [code, "UPSTREAM_DOWN"] : [code] };
}

/** By the fault's name, so that a new one is not forgotten. */
const modes: Readonly<Record<Outcome | "latency", FaultMode>> = {
  serverError: mode("answers 500", { serverError: {} }, "UPSTREAM_DOWN"),
  tooManyRequests: mode("answers 429", { tooManyRequests: {} }, "UPSTREAM_BUSY", false),
  reset: mode("resets connections", { reset: {} }, "UPSTREAM_DOWN"),
  truncated: mode("cuts its answers short", { truncated: {} }, "UPSTREAM_MALFORMED"),
  malformed: mode("answers what is not JSON", { malformed: {} }, "UPSTREAM_MALFORMED"),
  hang: mode("hangs", { hang: {} }, "UPSTREAM_TIMEOUT"),
  // Longer than a test may take: whoever waited for it would be found out.
  latency: mode("is slower than the deadline", { latency: { ms: 600_000 } }, "UPSTREAM_TIMEOUT"),
};
export const FAULTS: readonly FaultMode[] = Object.values(modes);
