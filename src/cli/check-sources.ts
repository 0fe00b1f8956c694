// What `check` does.
import { readVerificationKeys } from "../auth/verification-keys.ts";
import type { Config } from "../config/config.ts";
import { connectors } from "../connectors/index.ts";
import { createSecrets } from "../credentials/secrets.ts";
import type { Secrets } from "../credentials/secrets.ts";
import { resolveAuth } from "../resolve-auth.ts";
import { systemClock } from "../runtime/clock.ts";
import { createLogger } from "../runtime/logger.ts";
import { openSource } from "../sources.ts";
import { configWarnings } from "./config-warnings.ts";
import { openCheckTokens, throwawayTokens } from "./check-tokens.ts";
import type { CheckTokens } from "./check-tokens.ts";
import { credentialWarnings, refreshTokenWarnings, signsInByRefreshToken } from "./credential-warnings.ts";
import { configFile, readConfig } from "./find-config.ts";
import { describeProbes, probeSources } from "./probe-sources.ts";
import { CommandError } from "./report-error.ts";
import { sandboxConfig } from "./sandbox-config.ts";
import { startSandboxOf } from "./sandbox-options.ts";
import type { SandboxFlags } from "./sandbox-options.ts";

const PROBE_DEADLINE_MS = 15_000;

const log = createLogger({ level: "silent" });

export interface CheckFlags extends SandboxFlags {
  readonly config?: string;
}

/** Checks the file that there is, else the sandbox. Rejects with ConfigError or CommandError when not all is well. */
export async function check(flags: CheckFlags): Promise<void> {
  const file = configFile(flags.config);
  if (file !== null) {
    const config = readConfig(file, connectors);
    const secrets = createSecrets({ env: process.env });
    const tokens = await openCheckTokens(config, { connectors, secrets, clock: systemClock, log });
    try {
      await checkSources(config, secrets, tokens, `${file} is valid. Asking its sources:`);
    } finally {
      await tokens.close();
    }
    return;
  }
  const sandbox = await startSandboxOf(flags);
  try {
    const { config, env } = sandboxConfig(sandbox, process.env, connectors);
    const notice = "There is no configuration file here. Asking the sandbox's sources:";
    await checkSources(config, createSecrets({ env }), throwawayTokens, notice);
  } finally {
    await sandbox.stop();
  }
}

async function checkSources(config: Config, secrets: Secrets, check: CheckTokens, notice: string): Promise<void> {
  readVerificationKeys((await resolveAuth(config.auth, secrets)).keys ?? []);
  process.stdout.write(`${notice}\n`);
  const { tokens, whyNoRefresh, problem } = check;
  const unasked = new Map(
    config.sources
      .filter((source) => whyNoRefresh !== null && signsInByRefreshToken(source, connectors))
      .map(({ name }) => [name, `its refresh token may be good for one use. ${whyNoRefresh}`]),
  );
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
