// `extensions.tributary`: what an answer cost, for those who ask for it.
import type { Observation } from "./observation.ts";

/** One source's part of `extensions.tributary.sources`. Times in milliseconds. */
interface ExplainedSource {
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
  for (const [name, { oldestMs, callMs, ...counts }] of observation.sources) {
    const quotaLeft = quotaLeftOf(name);
    sources[name] = {
      ...counts,
      callMs: Math.round(callMs),
      ageMs: Math.round(oldestMs),
      ...(quotaLeft !== null && { quotaLeft }),
    };
  }
  return { responseCache: isCacheOn ? "miss" : "off", ageMs: 0, sources };
}
