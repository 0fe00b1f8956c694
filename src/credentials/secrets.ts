// Where secrets are: the configuration holds references, never a secret.
import { readFile as readFileOf, stat } from "node:fs/promises";
import { ConfigError } from "../errors.ts";

/** Resolves references to secrets. */
export interface Secrets {
  /** The secret behind `env:NAME` or `file:/path`. Throws ConfigError that names the reference and the fix. */
  get(reference: string): Promise<string>;
}

export interface SecretPlaces {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The file's text; the disk's by default. */
  readonly readFile?: (path: string) => Promise<string>;
  /** When the file was last written, in milliseconds since the epoch; the disk's by default. */
  readonly modifiedMs?: (path: string) => Promise<number>;
}

type Reader = (place: string) => Promise<string>;

/** A file is read again when it was written since, so that a rotated key is picked up by the next `get`. */
export function createSecrets(places: SecretPlaces): Secrets {
  // A kind of reference is one line here; a vault's reader goes in a file of its own.
  const readers: Readonly<Record<string, Reader>> = { env: environmentReader(places), file: fileReader(places) };

  return {
    async get(reference) {
      const [, kind = "", place = ""] = /^([\w-]+):(.*)$/s.exec(reference) ?? [];
      if (!Object.hasOwn(readers, kind)) {
        // The text itself is not shown: it may be a secret that someone wrote in place of a reference.
        const known = Object.keys(readers).map((name) => `${name}:`);
        throw new ConfigError([`a credential should be a reference that starts with ${known.join(" or ")}`]);
      }
      const secret = await readers[kind]?.(place);
      if (!secret) throw new ConfigError([`${reference} is empty or not set: put the secret there`]);
      return secret;
    },
  };
}

function environmentReader({ env }: SecretPlaces): Reader {
  return (name) => Promise.resolve(Object.hasOwn(env, name) ? (env[name] ?? "") : "");
}

function fileReader({ readFile = readTextOf, modifiedMs = modifiedMsOf }: SecretPlaces): Reader {
  const known = new Map<string, { readonly modifiedMs: number; readonly text: string }>();
  return async (path) => {
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
  };
}

async function readTextOf(path: string): Promise<string> {
  return readFileOf(path, "utf8");
}

async function modifiedMsOf(path: string): Promise<number> {
  return (await stat(path)).mtimeMs;
}
