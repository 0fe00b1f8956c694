// Asks every source whether its address and credentials work.
import type { Http } from "../upstream/http.ts";
import type { Connector } from "../connectors/contract.ts";
import { explainFailure } from "./explain-failure.ts";

export interface Probed {
  readonly name: string;
  readonly connector: Pick<Connector, "name" | "probe" | "advise">;
  /** Why it is not asked; null where it is. */
  readonly whyNot?: string | null;
  /** What its account hides, a sentence each. */
  readonly hidden?: (http: Http) => Promise<readonly string[]>;
  /** A way to the source with a deadline of its own. Throws ConfigError. */
  readonly http: () => Http;
}

/** `ms` is how long the probe took. */
export type Verdict =
  | { readonly is: "ok"; readonly ms: number }
  | { readonly is: "failed"; readonly problem: string }
  | { readonly is: "not asked"; readonly why: string };

export interface ProbeResult {
  readonly name: string;
  readonly connector: string;
  readonly verdict: Verdict;
  readonly advice: readonly string[];
}

/** Probes side by side, results in order. Rejects only for a bug. @param now milliseconds from any start */
export async function probeSources(sources: readonly Probed[], now: () => number): Promise<readonly ProbeResult[]> {
  return Promise.all(sources.map(async (source) => probe(source, now)));
}

async function probe(
  { name, connector, whyNot = null, hidden, http }: Probed,
  now: () => number,
): Promise<ProbeResult> {
  const result = (verdict: Verdict, advice: readonly string[] = []): ProbeResult => ({
    name,
    connector: connector.name,
    verdict,
    advice,
  });
  if (whyNot !== null) return result({ is: "not asked", why: whyNot });
  const startedMs = now();
  try {
    await connector.probe(http());
  } catch (error) {
    return result({ is: "failed", problem: explainFailure(error) });
  }
  const ms = Math.round(now() - startedMs);
  const advice = await Promise.all([told(async () => hidden?.(http())), told(async () => connector.advise?.(http()))]);
  return result({ is: "ok", ms }, [...new Set(advice.flat())]);
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
  const lines = results.map(
    ({ name, connector, verdict }) =>
      `  ${name.padEnd(nameWidth)}  ${connector.padEnd(connectorWidth)}  ${wordsOf(verdict)}`,
  );
  const advice = results.flatMap(({ name, advice }) => advice.map((line) => `${name}: ${line}`));
  return [...lines, ...[...warnings, ...advice].map((line) => `  warning: ${line}`)].join("\n");
}

function wordsOf(verdict: Verdict): string {
  switch (verdict.is) {
    case "ok":
      return `ok, ${verdict.ms} ms`;
    case "failed":
      return `FAILED: ${verdict.problem}`;
    case "not asked":
      return `not asked: ${verdict.why}`;
  }
}
