// `extensions.tributary`: what an answer cost, for those who ask for it.
import type { Observation } from "./observation.ts";

/**
 * What of a source is in an answer: all that was asked, something of it past its lifetime, not
 * all because it had not answered in time, or not all because it failed.
 */
type SourceStatus = "ok" | "stale" | "late" | "failed";

/** One source's part of `extensions.tributary.sources`. Times in milliseconds. */
interface ExplainedSource {
  readonly status: SourceStatus;
  readonly calls: number;
  readonly sharedCalls: number;
  readonly failedCalls: number;
  readonly callMs: number;
  readonly cacheHits: number;
  readonly cacheMisses: number;
  readonly ageMs: number;
  /** Calls left of the source's quota, by its windows; left out where none is kept. */
  readonly quotaLeft?: Readonly<Record<string, number>>;
}

/** What is left of a source's quota, by its windows; null where none is kept. */
export type QuotaLeft = (source: string) => Readonly<Record<string, number>> | null;

export interface Explanation {
  readonly responseCache: "hit" | "miss" | "off";
  /** How old the answer itself is. */
  readonly ageMs: number;
  readonly sources: Readonly<Record<string, ExplainedSource>>;
}

/** Of an answer that was made just now. */
export function explain(observation: Observation, isCacheOn: boolean, quotaLeftOf: QuotaLeft): Explanation {
  const sources: Record<string, ExplainedSource> = {};
  for (const [name, { oldestMs, callMs, lost, ...counts }] of observation.sources) {
    const quotaLeft = quotaLeftOf(name);
    sources[name] = {
      status: statusOf(name, lost, observation),
      ...counts,
      callMs: Math.round(callMs),
      ageMs: Math.round(oldestMs),
      ...(quotaLeft !== null && { quotaLeft }),
    };
  }
  return { responseCache: isCacheOn ? "miss" : "off", ageMs: 0, sources };
}

/** Of an answer in which a source was late: how each of its sources did. Null where none was. */
export function explainLate(observation: Observation): LateExplanation | null {
  const entries = [...observation.sources].map(
    ([name, { lost }]) => [name, { status: statusOf(name, lost, observation) }] as const,
  );
  return entries.some(([, { status }]) => status === "late") ? { sources: Object.fromEntries(entries) } : null;
}

/** What those who did not ask for an explanation get of it. */
interface LateExplanation {
  readonly sources: Readonly<Record<string, Pick<ExplainedSource, "status">>>;
}

function statusOf(name: string, lost: "late" | "failed" | null, { stale }: Observation): SourceStatus {
  return lost ?? (stale.some(({ source }) => source === name) ? "stale" : "ok");
}
