// What vaults have in common: they are asked seldom, once at a time, and what they said is kept in memory only.
import { ConfigError } from "../errors.ts";
import type { Clock } from "../runtime/clock.ts";
import type { SecretFacts, SecretReader } from "./secrets.ts";

/** One vault service, by its official client. */
export interface Vault {
  /** What the vault is asked for: references to parts of one secret share it, and so are always of one version. */
  nameOf(place: string): string;
  /** Asks the vault. Rejects with whatever its client rejects with, also once the signal says that nobody waits. */
  fetch(name: string, signal: AbortSignal): Promise<VaultSecret>;
  /** The part of the secret that the place names. Throws ConfigError where there is none. */
  partOf(place: string, text: string): string;
}

export interface VaultSecret extends SecretFacts {
  readonly text: string;
}

interface Known {
  readonly secret: VaultSecret;
  readonly askedAtMs: number;
}

// How long an answer is used; a key that is refused is looked up earlier.
const LIFETIME_MS = 5 * 60_000;
const TIMEOUT_MS = 10_000;

/**
 * @param kind the reference's prefix, for messages
 * @param timeoutMs the longest that one question may take, with whatever the client does by itself before and after
 */
export function createVaultReader(kind: string, vault: Vault, clock: Clock, timeoutMs = TIMEOUT_MS): SecretReader {
  const known = new Map<string, Known>();
  const asking = new Map<string, Promise<Known>>();

  async function ask(name: string): Promise<Known> {
    const askedAtMs = clock.now();
    try {
      const answer = { secret: await inTime(timeoutMs, (signal) => vault.fetch(name, signal)), askedAtMs };
      known.set(name, answer);
      return answer;
    } catch (problem) {
      if (problem instanceof ConfigError) throw problem;
      throw new ConfigError([`${kind}:${name} can't be read (${wordsOf(problem)}): ${FIX}`]);
    } finally {
      asking.delete(name);
    }
  }

  function askOnce(name: string): Promise<Known> {
    const already = asking.get(name);
    if (already !== undefined) return already;
    const started = ask(name);
    asking.set(name, started);
    return started;
  }

  return {
    async read(place, maxAgeMs = LIFETIME_MS) {
      const name = vault.nameOf(place);
      const last = known.get(name);
      const isYoung = last !== undefined && clock.now() - last.askedAtMs < maxAgeMs;
      const { secret } = isYoung ? last : await askOnce(name);
      return vault.partOf(place, secret.text).trim();
    },
    about(place) {
      const last = known.get(vault.nameOf(place));
      if (last === undefined) return null;
      const { text: _text, ...facts } = last.secret;
      return facts;
    },
  };
}

/** A client may hang where it doesn't heed the signal: while it looks for its own credentials. */
async function inTime<T>(timeoutMs: number, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(timeoutMs);
  const late = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error(`no answer within ${timeoutMs} ms`)), { once: true });
  });
  return Promise.race([ask(signal), late]);
}

const FIX = "is the name right, and may this process read it?";

/** A client's error in one line: its name tells most (AccessDeniedException, ResourceNotFoundException). */
function wordsOf(problem: unknown): string {
  if (!(problem instanceof Error)) return String(problem);
  const message = problem.message.replaceAll(/\s+/g, " ").trim();
  return `${problem.name}: ${message.length > 300 ? `${message.slice(0, 297)}...` : message}`;
}
