// The sources that a command is about: those of the configuration file that there is, else the sandbox's.
import type { Config } from "../config/config.ts";
import { connectors } from "../connectors/index.ts";
import { createSecrets, type Secrets } from "../credentials/secrets.ts";
import { systemClock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { openCheckTokens, throwawayTokens, type CheckTokens } from "./check-tokens.ts";
import { configFile, readConfig } from "./find-config.ts";
import { sandboxConfig } from "./sandbox-config.ts";
import { startSandboxOf } from "./sandbox-options.ts";
import type { SandboxFlags } from "./sandbox-options.ts";

export interface SourcesFlags extends SandboxFlags {
  readonly config?: string;
}

export interface GivenSources {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly tokens: Omit<CheckTokens, "close">;
  /** Null for the sandbox's. */
  readonly file: string | null;
}

/** Does the work with them; what was started for it is stopped behind it. Rejects with ConfigError. */
export async function withSources<R>(
  flags: SourcesFlags,
  log: Logger,
  work: (given: GivenSources) => Promise<R>,
): Promise<R> {
  const file = configFile(flags.config);
  if (file !== null) {
    const config = readConfig(file, connectors);
    const secrets = createSecrets({ env: process.env });
    const tokens = await openCheckTokens(config, { connectors, secrets, clock: systemClock, log });
    try {
      return await work({ config, secrets, tokens, file });
    } finally {
      await tokens.close();
    }
  }
  const sandbox = await startSandboxOf(flags);
  try {
    const { config, env } = sandboxConfig(sandbox, process.env, connectors);
    return await work({ config, secrets: createSecrets({ env }), tokens: throwawayTokens, file });
  } finally {
    await sandbox.stop();
  }
}
