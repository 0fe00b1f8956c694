// Asks every source whether its address and credentials work.
import type { Http } from "../upstream/http.ts";
import type { Connector } from "../connectors/contract.ts";
import { explainFailure } from "./explain-failure.ts";

export interface Probed {
  readonly name: string;
  readonly connector: Pick<Connector, "name" | "probe" | "advise">;
  /** What its account hides, a sentence each. */
  readonly hidden?: (http: Http) => Promise<readonly string[]>;
  /** A way to the source with a deadline of its own. Throws ConfigError. */
  readonly http: () => Http;
}

export interface ProbeResult {
  readonly name: string;
  readonly connector: string;
  /** Milliseconds that the probe took. */
  readonly ms: number;
  /** Null when all is well. */
  readonly problem: string | null;
  readonly advice: readonly string[];
}

/** Probes side by side, results in order. Rejects only for a bug. @param now milliseconds from any start */
export async function probeSources(sources: readonly Probed[], now: () => number): Promise<readonly ProbeResult[]> {
  return Promise.all(sources.map(async (source) => probe(source, now)));
}

async function probe({ name, connector, hidden, http }: Probed, now: () => number): Promise<ProbeResult> {
  const startedMs = now();
  const result = (ms: number, problem: string | null, advice: readonly string[] = []): ProbeResult => ({
    name,
    connector: connector.name,
    ms: Math.round(ms),
    problem,
    advice,
  });
  try {
    await connector.probe(http());
  } catch (error) {
    return result(now() - startedMs, explainFailure(error));
  }
  const tookMs = now() - startedMs;
  const advice = await Promise.all([told(async () => hidden?.(http())), told(async () => connector.advise?.(http()))]);
  return result(tookMs, null, [...new Set(advice.flat())]);
}

async function told(ask: () => Promise<readonly string[] | undefined>): Promise<readonly string[]> {
  try {
    return (await ask()) ?? [];
  } catch (error) {
    return [`could not be asked for more: ${explainFailure(error)}`];
  }
}

/** A line a source, then one a warning. */
export function describeProbes(results: readonly ProbeResult[], warnings: readonly string[]): string {
  const nameWidth = Math.max(...results.map(({ name }) => name.length));
  const connectorWidth = Math.max(...results.map(({ connector }) => connector.length));
  const lines = results.map(({ name, connector, ms, problem }) => {
    const verdict = problem === null ? `ok, ${ms} ms` : `FAILED: ${problem}`;
    return `  ${name.padEnd(nameWidth)}  ${connector.padEnd(connectorWidth)}  ${verdict}`;
  });
  const advice = results.flatMap(({ name, advice }) => advice.map((line) => `${name}: ${line}`));
  return [...lines, ...[...warnings, ...advice].map((line) => `  warning: ${line}`)].join("\n");
}
