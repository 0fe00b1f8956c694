// What `schema diff` does.
import type { Config } from "../config/config.ts";
import { connectors } from "../connectors/index.ts";
import type { Secrets } from "../credentials/secrets.ts";
import { findDrift, type Drift } from "../drift/find-drift.ts";
import { entriesOf } from "../loaders/account-gaps.ts";
import { systemClock } from "../runtime/clock.ts";
import { createLogger } from "../runtime/logger.ts";
import { openSource, type OpenSource } from "../sources.ts";
import type { CheckTokens } from "./check-tokens.ts";
import { whyUnasked } from "./credential-warnings.ts";
import { explainFailure } from "./explain-failure.ts";
import { withSources, type SourcesFlags } from "./with-sources.ts";

export interface DiffFlags extends SourcesFlags {
  readonly json?: boolean;
}

/** What is known of one source's drift. */
export type SourceDrift = { readonly source: string; readonly connector: string } & (
  | { readonly status: "compared"; readonly drift: readonly Drift[] }
  | { readonly status: "tells nothing" }
  | { readonly status: "failed"; readonly problem: string }
);

/** There is none; there is some; not every source could be asked, and those that could have none. */
export type ExitCode = 0 | 1 | 2;

const DEADLINE_MS = 30_000;

const log = createLogger({ level: "silent" });

/** Compares the file's sources, else the sandbox's, with their mapping. Rejects with ConfigError. */
export function diffSchema(flags: DiffFlags): Promise<{ readonly text: string; readonly exitCode: ExitCode }> {
  return withSources(flags, log, async ({ config, secrets, tokens }) =>
    told(await driftOfSources(config, secrets, tokens), flags),
  );
}

/** Side by side, in the order of the configuration. */
export async function driftOfSources(
  config: Config,
  secrets: Secrets,
  { tokens, whyNoRefresh }: Pick<CheckTokens, "tokens" | "whyNoRefresh">,
): Promise<readonly SourceDrift[]> {
  const open = config.sources.map((source) => ({
    source: openSource(source, { connectors, secrets, clock: systemClock, random: Math.random, log, tokens }),
    whyNot: whyUnasked(source, connectors, whyNoRefresh),
  }));
  try {
    return await Promise.all(open.map(driftOf));
  } finally {
    await Promise.all(open.map(async ({ source }) => source.client.close()));
  }
}

async function driftOf({ source, whyNot }: { source: OpenSource; whyNot: string | null }): Promise<SourceDrift> {
  const { name, connector, client, mapping } = source;
  const who = { source: name, connector: connector.name };
  if (connector.metadata === undefined) return { ...who, status: "tells nothing" };
  if (whyNot !== null) return { ...who, status: "failed", problem: whyNot };
  try {
    const types = entriesOf(connector).map(([type]) => type);
    const http = client.http({ deadlineMs: systemClock.now() + DEADLINE_MS });
    const drift = findDrift(connector, await connector.metadata(http, types), mapping);
    return { ...who, status: "compared", drift };
  } catch (error) {
    return { ...who, status: "failed", problem: explainFailure(error) };
  }
}

function told(
  sources: readonly SourceDrift[],
  { json = false }: Pick<DiffFlags, "json">,
): { readonly text: string; readonly exitCode: ExitCode } {
  const text = json ? JSON.stringify({ sources }, null, 2) : sources.flatMap(linesOf).join("\n");
  return { text: `${text}\n`, exitCode: exitCodeFor(sources) };
}

export function exitCodeFor(sources: readonly SourceDrift[]): ExitCode {
  if (sources.some((one) => one.status === "compared" && one.drift.length > 0)) return 1;
  return sources.some(({ status }) => status === "failed") ? 2 : 0;
}

export function linesOf(one: SourceDrift): readonly string[] {
  const who = `${one.source} (${one.connector})`;
  switch (one.status) {
    case "tells nothing":
      return [`${who}: the vendor tells nothing of its fields`];
    case "failed":
      return [`${who}: could not be asked: ${one.problem}`];
    case "compared": {
      const count = one.drift.length;
      if (count === 0) return [`${who}: as the mapping expects`];
      const lines = one.drift.map(
        ({ severity, field, path, message }) => `  ${severity.padEnd("warning".length)}  ${field}: ${path} ${message}`,
      );
      return [`${who}: ${count} ${count === 1 ? "difference" : "differences"}`, ...lines];
    }
  }
}
