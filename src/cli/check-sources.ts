// What `check` does.
import { readVerificationKeys } from "../auth/verification-keys.ts";
import type { Config } from "../config/config.ts";
import type { Environment } from "../config/environment.ts";
import { connectors } from "../connectors/index.ts";
import { createSecrets } from "../credentials/secrets.ts";
import { resolveAuth } from "../resolve-auth.ts";
import { systemClock } from "../runtime/clock.ts";
import { createLogger } from "../runtime/logger.ts";
import { openSource } from "../sources.ts";
import { configWarnings } from "./config-warnings.ts";
import { credentialWarnings, refreshTokenWarnings } from "./credential-warnings.ts";
import { configFile, readConfig } from "./find-config.ts";
import { describeProbes, probeSources } from "./probe-sources.ts";
import { CommandError } from "./report-error.ts";
import { sandboxConfig } from "./sandbox-config.ts";
import { startSandboxOf } from "./sandbox-options.ts";
import type { SandboxFlags } from "./sandbox-options.ts";

const PROBE_DEADLINE_MS = 15_000;

export interface CheckFlags extends SandboxFlags {
  readonly config?: string;
}

/** Checks the file that there is, else the sandbox. Rejects with ConfigError or CommandError when not all is well. */
export async function check(flags: CheckFlags): Promise<void> {
  const file = configFile(flags.config);
  if (file !== null) {
    const config = readConfig(file, connectors);
    await checkSources(config, process.env, `${file} is valid. Asking its sources:`);
    return;
  }
  const sandbox = await startSandboxOf(flags);
  try {
    const { config, env } = sandboxConfig(sandbox, process.env, connectors);
    await checkSources(config, env, "There is no configuration file here. Asking the sandbox's sources:");
  } finally {
    await sandbox.stop();
  }
}

async function checkSources(config: Config, env: Environment, notice: string): Promise<void> {
  const secrets = createSecrets({ env });
  readVerificationKeys((await resolveAuth(config.auth, secrets)).keys ?? []);
  process.stdout.write(`${notice}\n`);
  const log = createLogger({ level: "silent" });
  const open = config.sources.map((source) =>
    openSource(source, { connectors, secrets, clock: systemClock, random: Math.random, log }),
  );
  try {
    const results = await probeSources(
      open.map(({ name, connector, client, seen }) => ({
        name,
        connector,
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
    const failed = results.filter(({ problem }) => problem !== null).length;
    if (failed > 0) throw new CommandError(`${failed} of ${results.length} sources failed`);
  } finally {
    await Promise.all(open.map(async ({ client }) => client.close()));
  }
}
