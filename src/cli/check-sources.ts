// What `check` does.
import { readVerificationKeys } from "../auth/verification-keys.ts";
import type { Config } from "../config/config.ts";
import { connectors } from "../connectors/index.ts";
import type { Secrets } from "../credentials/secrets.ts";
import { resolveAuth } from "../resolve-auth.ts";
import { systemClock } from "../runtime/clock.ts";
import { createLogger } from "../runtime/logger.ts";
import { openSource } from "../sources.ts";
import { configWarnings } from "./config-warnings.ts";
import { credentialWarnings, refreshTokenWarnings, whyUnasked } from "./credential-warnings.ts";
import { describeProbes, probeSources } from "./probe-sources.ts";
import { CommandError } from "./report-error.ts";
import { withSources, type GivenSources, type SourcesFlags } from "./with-sources.ts";

const PROBE_DEADLINE_MS = 15_000;

const log = createLogger({ level: "silent" });

export type CheckFlags = SourcesFlags;

/** Checks the file that there is, else the sandbox. Rejects with ConfigError or CommandError when not all is well. */
export function check(flags: CheckFlags): Promise<void> {
  return withSources(flags, log, ({ config, secrets, tokens, file }) => {
    const notice =
      file === null
        ? "There is no configuration file here. Asking the sandbox's sources:"
        : `${file} is valid. Asking its sources:`;
    return checkSources(config, secrets, tokens, notice);
  });
}

async function checkSources(
  config: Config,
  secrets: Secrets,
  check: GivenSources["tokens"],
  notice: string,
): Promise<void> {
  readVerificationKeys((await resolveAuth(config.auth, secrets)).keys ?? []);
  process.stdout.write(`${notice}\n`);
  const { tokens, whyNoRefresh, problem } = check;
  const unasked = new Map(config.sources.map((source) => [source.name, whyUnasked(source, connectors, whyNoRefresh)]));
  const open = config.sources.map((source) =>
    openSource(source, { connectors, secrets, clock: systemClock, random: Math.random, log, tokens }),
  );
  try {
    const results = await probeSources(
      open.map(({ name, connector, client, seen }) => ({
        name,
        connector,
        whyNot: unasked.get(name) ?? null,
        hidden: seen.report,
        http: () => client.http({ deadlineMs: systemClock.now() + PROBE_DEADLINE_MS }),
      })),
      () => performance.now(),
    );
    // After the probes: by now each credential was read.
    const ending = open.flatMap(({ name, authorizer }) => {
      const rules = config.sources.find((source) => source.name === name);
      return rules === undefined ? [] : credentialWarnings(rules, authorizer.expiry?.() ?? null, systemClock.now());
    });
    const warnings = [...configWarnings(config), ...refreshTokenWarnings(config, connectors), ...ending];
    process.stdout.write(`${describeProbes(results, warnings)}\n`);
    if (problem !== null) throw new CommandError(`The database that store.url names can't be used: ${problem}`);
    const failed = results.filter(({ verdict }) => verdict.is === "failed").length;
    if (failed > 0) throw new CommandError(`${failed} of ${results.length} sources failed`);
  } finally {
    await Promise.all(open.map(async ({ client }) => client.close()));
  }
}
