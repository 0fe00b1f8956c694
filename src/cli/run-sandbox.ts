// What `sandbox` does.
import { stringify } from "yaml";
import { connectors } from "../connectors/index.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { sandboxDocument } from "./sandbox-config.ts";
import { startSandboxOf } from "./sandbox-options.ts";
import type { SandboxFlags } from "./sandbox-options.ts";
import { thisProcess } from "./this-process.ts";
import { untilStopped } from "./until-stopped.ts";

export interface RunSandboxFlags extends SandboxFlags {
  /** The admin port; the vendors take those after it. */
  readonly port?: number;
}

/** Runs the vendors' servers until the process is told to stop. */
export async function runSandbox(flags: RunSandboxFlags): Promise<void> {
  const sandbox = await startSandboxOf(flags, flags.port);
  process.stdout.write(describeSandbox(sandbox));
  await untilStopped(() => sandbox.stop(), thisProcess("Stopping the sandbox"));
}

/** Addresses, credentials as variables to export, and the tributary.yaml that refers to them. */
export function describeSandbox(sandbox: Sandbox): string {
  const { document, env } = sandboxDocument(sandbox, connectors);
  const addresses = [
    ...Object.entries(sandbox.sources).map(([name, { url }]) => [name, url] as const),
    ["admin", sandbox.adminUrl] as const,
  ];
  const width = Math.max(...addresses.map(([name]) => name.length));
  return [
    `The sandbox is ready: ${sandbox.world.customers.toLocaleString("en")} people, seed ${sandbox.world.seed}. Everything in it is made up.`,
    "",
    ...addresses.map(([name, url]) => `  ${name.padEnd(width)}  ${url}`),
    "",
    "# The credentials, which are made up too. Export them where the gateway starts:",
    ...Object.entries(env).map(([name, value]) => `export ${name}=${shellWord(value)}`),
    "",
    "# tributary.yaml that points a gateway at it (npm run -s token makes tokens for it):",
    stringify(document).trimEnd(),
    "",
    `# Faults on demand: curl ${sandbox.adminUrl}`,
    "# Ctrl-C stops it.",
    "",
  ].join("\n");
}

/** As a POSIX shell reads it back: bare where nothing in it means something there, else in quotes. */
export function shellWord(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
