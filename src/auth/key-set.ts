import { createPublicKey } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { JwksClient, JwksRateLimitError, SigningKeyNotFoundError } from "jwks-rsa";
import { RequestError } from "../errors.ts";
import type { TokenAlgorithm } from "./settings.ts";
import { isKeyFor } from "./verification-keys.ts";

/** What the log must offer; pino's loggers do. */
export interface TokenLog {
  warn(details: object, message: string): void;
}

export interface KeySetDependencies {
  readonly fetch: typeof fetch;
  readonly log?: TokenLog | undefined;
}

/** An identity provider's published keys. */
export interface KeySet {
  /**
   * The key that a token names. A token that names none finds the only key of a set of one.
   * @throws RequestError UNAUTHENTICATED where there is no such key, AUTHENTICATION_UNAVAILABLE where the set can't be read now.
   */
  find(algorithm: TokenAlgorithm, kid: string | undefined): Promise<KeyObject>;
}

const KEEP_MS = 10 * 60_000;
const FETCH_TIMEOUT_MS = 5_000;
const FETCHES_PER_MINUTE = 10;

/**
 * The key set at a URL. A key is kept for ten minutes; a `kid` not seen before reads the set again, at most ten times
 * a minute, so that made-up ones can't turn us against the identity provider.
 */
export function createKeySet(url: string, { fetch, log }: KeySetDependencies): KeySet {
  const client = new JwksClient({
    jwksUri: url,
    cache: true,
    cacheMaxAge: KEEP_MS,
    cacheMaxEntries: 32,
    rateLimit: true,
    jwksRequestsPerMinute: FETCHES_PER_MINUTE,
    fetcher: async (uri) => {
      const reply = await fetch(uri, {
        signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
        headers: { accept: "application/json" },
      });
      if (!reply.ok) throw new Error(`the key set's answer has status ${reply.status}`);
      return readKeys(await reply.json());
    },
  });
  return {
    async find(algorithm, kid) {
      const found = await client.getSigningKey(kid).catch((error: unknown) => {
        throw refusalOf(error, log);
      });
      const key = createPublicKey(found.getPublicKey());
      const isMeantFor = found.alg === undefined || found.alg === algorithm;
      if (isMeantFor && isKeyFor(algorithm, key)) return key;
      throw new RequestError("UNAUTHENTICATED", `the key that the token names is not one for ${algorithm}`);
    },
  };
}

function readKeys(body: unknown): { keys: unknown[] } {
  if (typeof body === "object" && body !== null && "keys" in body && Array.isArray(body.keys)) {
    return { keys: body.keys };
  }
  throw new Error("the key set's answer has no array of keys");
}

function refusalOf(error: unknown, log: TokenLog | undefined): RequestError {
  if (error instanceof SigningKeyNotFoundError) {
    return new RequestError(
      "UNAUTHENTICATED",
      "the token is signed with a key that the identity provider does not list",
    );
  }
  log?.warn({ err: error }, "The identity provider's key set can't be read");
  return new RequestError(
    "AUTHENTICATION_UNAVAILABLE", // no 401: a client would throw a good token away
    error instanceof JwksRateLimitError
      ? "the token names an unknown key, and too many have been looked up: try again in a minute"
      : "the identity provider's keys can't be read now: try again later",
  );
}
