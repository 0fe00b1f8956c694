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
}

export interface Explanation {
  readonly responseCache: "hit" | "miss" | "off";
  /** How old the answer itself is. */
  readonly ageMs: number;
  readonly sources: Readonly<Record<string, ExplainedSource>>;
}

/** Of an answer that was made just now. */
export function explain(observation: Observation, isCacheOn: boolean): Explanation {
  const sources: Record<string, ExplainedSource> = {};
  for (const [name, { oldestMs, callMs, ...counts }] of observation.sources) {
    sources[name] = { ...counts, callMs: Math.round(callMs), ageMs: Math.round(oldestMs) };
  }
  return { responseCache: isCacheOn ? "miss" : "off", ageMs: 0, sources };
}
