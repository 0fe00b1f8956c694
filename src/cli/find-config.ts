// Which configuration a command works with.
import { existsSync, readFileSync } from "node:fs";
import type { Config } from "../config/config.ts";
import { loadConfig } from "../config/load.ts";
import type { Connector } from "../connectors/contract.ts";

export const DEFAULT_FILE = "tributary.yaml";

/** The file that was asked for, else tributary.yaml of this folder, else null. */
export function configFile(asked: string | undefined): string | null {
  return asked ?? (existsSync(DEFAULT_FILE) ? DEFAULT_FILE : null);
}

/** Reads and checks it, against this process's environment. Throws ConfigError. */
export function readConfig(file: string, connectors: readonly Connector[]): Config {
  return loadConfig({ file, env: process.env, readFile: (path) => readFileSync(path, "utf8"), connectors });
}
