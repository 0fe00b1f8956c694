import type { KeyObject } from "node:crypto";
import jsonwebtoken from "jsonwebtoken";
import { LRUCache } from "lru-cache";
import { ConfigError } from "../errors.ts";
import type { Clock } from "../runtime/clock.ts";
import { createPrincipalReader } from "./claims.ts";
import type { Payload } from "./claims.ts";
import { createKeySet } from "./key-set.ts";
import type { TokenLog } from "./key-set.ts";
import type { Principal } from "./principal.ts";
import type { AuthSettings, TokenAlgorithm } from "./settings.ts";
import { readTokenHeader } from "./token-header.ts";
import { explainRefusal, isWrongSignature, refuse } from "./token-refusal.ts";
import { allowedAlgorithms, readVerificationKeys } from "./verification-keys.ts";

export interface TokenVerifier {
  /**
   * Who a token (without `Bearer`) speaks for.
   * @throws RequestError UNAUTHENTICATED whose message says why the token is not taken.
   */
  verify(token: string): Promise<Principal>;
  /** The same, at once, for a token that was verified in the last five minutes and has not ended; else undefined. */
  verifyCached(token: string): Principal | undefined;
}

export interface TokenVerifierDependencies {
  readonly clock: Clock;
  readonly log?: TokenLog | undefined;
  /** Reads the key set; default the global one. */
  readonly fetch?: typeof fetch | undefined;
}

interface Remembered {
  readonly principal: Principal;
  readonly untilMs: number;
}

// A key that was withdrawn is believed this much longer at most.
const REMEMBER_MS = 5 * 60_000;
const DEFAULT_REMEMBERED_TOKENS = 10_000;
const DEFAULT_MAX_TOKEN_BYTES = 8_192;
const DEFAULT_TOLERANCE_SECONDS = 5;

/**
 * Verifies JSON Web Tokens (RFC 7519, RFC 8725): pinned algorithms, a key of the algorithm's kind, issuer, audience,
 * lifetime. Time comes from the clock that is passed in.
 * @throws ConfigError where the settings could verify no token, or not safely.
 */
export function createTokenVerifier(settings: AuthSettings, deps: TokenVerifierDependencies): TokenVerifier {
  const { clock, log } = deps;
  const algorithms = allowedAlgorithms(settings);
  const keys = readVerificationKeys(settings.keys ?? []);
  const keySet =
    settings.jwksUrl === undefined
      ? undefined
      : createKeySet(settings.jwksUrl, { fetch: deps.fetch ?? globalThis.fetch, log });
  const readPrincipal = createPrincipalReader(settings);
  const checkPayload = createPayloadCheck(settings, clock);
  const maxBytes = settings.maxTokenBytes ?? DEFAULT_MAX_TOKEN_BYTES;
  const remembered = new LRUCache<string, Remembered>({
    max: settings.rememberedTokens ?? DEFAULT_REMEMBERED_TOKENS,
  });

  function recall(token: string): Principal | undefined {
    const found = remembered.get(token);
    return found !== undefined && clock.now() < found.untilMs ? found.principal : undefined;
  }

  async function payloadOf(token: string): Promise<Payload> {
    const { algorithm, kid } = readTokenHeader(token, algorithms);
    const candidates = keys.filter(
      (key) => key.algorithm === algorithm && (kid === undefined || key.kid === undefined || key.kid === kid),
    );
    for (const { key } of candidates) {
      const payload = checkPayload(token, key, algorithm);
      if (payload !== undefined) return payload;
    }
    if (keySet !== undefined && algorithm !== "HS256") {
      const payload = checkPayload(token, await keySet.find(algorithm, kid), algorithm);
      if (payload !== undefined) return payload;
    } else if (candidates.length === 0) {
      throw refuse(`the token names a key (kid) that is none of ours for ${algorithm}`);
    }
    throw refuse("the token's signature does not match its content and our key");
  }

  return {
    verifyCached: recall,
    async verify(token) {
      if (token === "") throw refuse("the token is empty");
      if (Buffer.byteLength(token) > maxBytes) throw refuse(`the token is longer than ${maxBytes} bytes`);
      const known = recall(token);
      if (known !== undefined) return known;
      const payload = await payloadOf(token);
      const principal = readPrincipal(payload);
      const untilMs = Math.min(payload.exp * 1000, oldestMs(payload, settings), clock.now() + REMEMBER_MS);
      remembered.set(token, { principal, untilMs });
      return principal;
    },
  };
}

/** A signed token's payload; undefined where the signature is not this key's. */
type PayloadCheck = (token: string, key: KeyObject, algorithm: TokenAlgorithm) => Payload | undefined;

function createPayloadCheck(settings: AuthSettings, clock: Clock): PayloadCheck {
  const issuers = namesOf(settings.issuer, "issuer");
  const audiences = namesOf(settings.audience, "audience");
  const toleranceSeconds = settings.clockToleranceSeconds ?? DEFAULT_TOLERANCE_SECONDS;
  const { maxAgeSeconds } = settings;
  const expected = { issuers: issuers.join(" or "), audiences: audiences.join(" or ") };
  return (token, key, algorithm) => {
    const nowSeconds = Math.floor(clock.now() / 1000);
    let payload: jsonwebtoken.JwtPayload | string;
    try {
      payload = jsonwebtoken.verify(token, key, {
        algorithms: [algorithm],
        issuer: issuers,
        audience: audiences,
        clockTimestamp: nowSeconds,
        clockTolerance: toleranceSeconds,
        ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }),
      });
    } catch (error) {
      if (isWrongSignature(error)) return undefined;
      throw explainRefusal(error, expected);
    }
    if (typeof payload === "string") throw refuse("the token's payload is not an object");
    const { exp, iat } = payload;
    if (exp === undefined) throw refuse("the token does not say when it expires (exp)");
    // An `iat` to come would lengthen what maxAge is to shorten.
    if (maxAgeSeconds !== undefined && iat !== undefined && iat > nowSeconds + toleranceSeconds) {
      throw refuse("the token was issued in the future (iat)");
    }
    return { ...payload, exp };
  };
}

function oldestMs(payload: Payload, { maxAgeSeconds }: AuthSettings): number {
  const issuedAt = payload["iat"];
  if (maxAgeSeconds === undefined || typeof issuedAt !== "number") return Infinity;
  return (issuedAt + maxAgeSeconds) * 1000;
}

function namesOf(setting: string | readonly string[], name: string): [string, ...string[]] {
  const [first, ...others] = [setting].flat().filter((value) => value !== "");
  if (first === undefined) throw new ConfigError([`auth has no ${name}: tokens meant for others would be taken`]);
  return [first, ...others];
}
