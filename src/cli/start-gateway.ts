// What `start` and `serve` do: they differ in what stands in for a missing configuration file.
import { createApp } from "../app.ts";
import type { AppDependencies, Listening } from "../app.ts";
import type { Config } from "../config/config.ts";
import { connectorByName, connectors } from "../connectors/index.ts";
import { DEFAULT_FILE, configFile, readConfig } from "./find-config.ts";
import { importPlayers } from "./import-players.ts";
import { CommandError } from "./report-error.ts";
import { sandboxConfig } from "./sandbox-config.ts";
import { claimSandboxFolder } from "./sandbox-folder.ts";
import { startSandboxOf } from "./sandbox-options.ts";
import type { SandboxFlags } from "./sandbox-options.ts";
import { sandboxRoleTokens } from "./sandbox-token.ts";
import { thisProcess } from "./this-process.ts";
import { untilStopped } from "./until-stopped.ts";
import { sandboxWelcome, welcome } from "./welcome.ts";

export interface StartFlags extends SandboxFlags {
  readonly config?: string;
  readonly host?: string;
}

/** Runs the gateway on the file that there is, else on a sandbox, until the process is told to stop. */
export async function start(flags: StartFlags): Promise<void> {
  const file = configFile(flags.config);
  await (file === null ? runOnSandbox(flags) : runOnFile(file));
}

/** Runs the gateway on a file, until the process is told to stop. Rejects with CommandError when there is none. */
export async function serve(asked: string | undefined): Promise<void> {
  const file = configFile(asked);
  if (file === null) {
    throw new CommandError(
      `There is no ${DEFAULT_FILE} in this folder: give --config FILE, or use start for a sandbox`,
    );
  }
  await runOnFile(file);
}

async function runOnFile(file: string): Promise<void> {
  const config = readConfig(file, connectors);
  await run(config, { env: process.env }, async ({ url }) => welcome(url, config));
}

async function runOnSandbox(flags: StartFlags): Promise<void> {
  if (process.env["DATABASE_URL"]) {
    process.stderr.write(
      "DATABASE_URL is left alone: what the sandbox makes up stays below .tributary. A gateway on a configuration file uses it.\n",
    );
  }
  const sandbox = await startSandboxOf(flags);
  const folder = Object.keys(sandbox.sources).some(keepsRecords) ? claimSandboxFolder(sandbox.world) : undefined;
  const stopping = new AbortController();
  try {
    const place = { host: flags.host, folder: folder?.path };
    const { config, env } = sandboxConfig(sandbox, process.env, connectors, place);
    await run(config, { env, roleTokens: sandboxRoleTokens }, async ({ url, prepared }) => {
      await prepared; // who asks first shall not meet a database that is still being made
      void importPlayers(url, sandbox, stopping.signal); // nobody waits for it
      return sandboxWelcome(url, sandbox);
    });
  } finally {
    stopping.abort();
    await sandbox.stop();
    folder?.release();
  }
}

function keepsRecords(vendor: string): boolean {
  const entities = Object.values(connectorByName(vendor)?.entities ?? {});
  return entities.some((entity) => "projection" in entity);
}

async function run(
  config: Config,
  deps: AppDependencies,
  greet: (listening: Listening) => Promise<string>,
): Promise<void> {
  const app = await createApp(config, deps);
  try {
    process.stdout.write(`${await greet(await app.listen())}\n`);
  } catch (error) {
    await app.stop({ isHurried: true });
    throw error;
  }
  // Only what runs services (SIGTERM) has others to tell that this one goes.
  await untilStopped((reason) => app.stop({ isHurried: reason !== "SIGTERM" }), thisProcess("Stopping"));
}
