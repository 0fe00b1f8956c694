// Secrets of this machine: variables and files.
import { readFile as readFileOf, stat } from "node:fs/promises";
import { ConfigError } from "../errors.ts";
import type { SecretReader } from "./secrets.ts";

export interface LocalPlaces {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The file's text; the disk's by default. */
  readonly readFile?: (path: string) => Promise<string>;
  /** When the file was last written, in milliseconds since the epoch; the disk's by default. */
  readonly modifiedMs?: (path: string) => Promise<number>;
}

/** `env:NAME` */
export function environmentReader({ env }: LocalPlaces): SecretReader {
  return { read: (name) => Promise.resolve(Object.hasOwn(env, name) ? (env[name] ?? "") : "") };
}

/** `file:/path`: read again when it was written since. */
export function fileReader({ readFile = readTextOf, modifiedMs = modifiedMsOf }: LocalPlaces): SecretReader {
  const known = new Map<string, { readonly modifiedMs: number; readonly text: string }>();
  return {
    async read(path) {
      try {
        // Before the text: a write between the two is then seen the next time.
        const modified = await modifiedMs(path);
        const last = known.get(path);
        if (last?.modifiedMs === modified) return last.text;
        const text = (await readFile(path)).trim();
        known.set(path, { modifiedMs: modified, text });
        return text;
      } catch (problem) {
        const why = problem instanceof Error ? problem.message : String(problem);
        throw new ConfigError([`file:${path} can't be read (${why}): put the secret there, readable by this process`]);
      }
    },
  };
}

async function readTextOf(path: string): Promise<string> {
  return readFileOf(path, "utf8");
}

async function modifiedMsOf(path: string): Promise<number> {
  return (await stat(path)).mtimeMs;
}
