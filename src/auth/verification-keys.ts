import { createPublicKey, createSecretKey } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { ConfigError } from "../errors.ts";
import type { AuthSettings, TokenAlgorithm, VerificationKey } from "./settings.ts";

const MIN_SECRET_BYTES = 32;
const MIN_RSA_BITS = 2048;

/** A configured key, ready for use. */
export interface ConfiguredKey {
  readonly kid: string | undefined;
  readonly algorithm: TokenAlgorithm;
  readonly key: KeyObject;
}

/**
 * The configured keys, each checked to be of its algorithm's kind: a public RSA key is never taken for an HMAC secret.
 * @throws ConfigError with every key that is not what its algorithm needs. It names keys by position, and shows none.
 */
export function readVerificationKeys(keys: readonly VerificationKey[]): readonly ConfiguredKey[] {
  const mistakes: string[] = [];
  const ready = keys.flatMap((setting, index) => {
    const name = `auth key ${index + 1} (${setting.kid ?? "no kid"}, ${setting.algorithm})`;
    const found = setting.algorithm === "HS256" ? readSecret(setting.secret) : readPublicKey(setting);
    if (typeof found !== "string") return [{ kid: setting.kid, algorithm: setting.algorithm, key: found }];
    mistakes.push(`${name} ${found}`);
    return [];
  });
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return ready;
}

/** The algorithms that tokens may be signed with. */
export function allowedAlgorithms(settings: AuthSettings): readonly TokenAlgorithm[] {
  const usable = new Set<TokenAlgorithm>((settings.keys ?? []).map((key) => key.algorithm));
  if (settings.jwksUrl !== undefined) usable.add("RS256").add("ES256");
  if (usable.size === 0) throw new ConfigError(["auth has neither keys nor a jwksUrl: no token could be checked"]);
  const { algorithms } = settings;
  if (algorithms === undefined) return [...usable];
  const unusable = algorithms.filter((algorithm) => !usable.has(algorithm));
  if (unusable.length > 0) throw new ConfigError([`auth allows ${unusable.join(", ")} but has no key for it`]);
  return algorithms;
}

/** Whether a public key is of the kind that an algorithm needs. */
export function isKeyFor(algorithm: TokenAlgorithm, key: KeyObject): boolean {
  switch (algorithm) {
    case "HS256":
      return key.type === "secret";
    case "RS256":
      return key.asymmetricKeyType === "rsa" && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= MIN_RSA_BITS;
    case "ES256":
      return key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1";
    default:
      return algorithm satisfies never;
  }
}

function readSecret(secret: string): KeyObject | string {
  if (secret.includes("-----BEGIN")) return "has a PEM for its secret: give it as publicKey, with RS256 or ES256";
  const bytes = Buffer.from(secret);
  if (bytes.length >= MIN_SECRET_BYTES) return createSecretKey(bytes);
  return `has a secret of ${bytes.length} bytes: HS256 needs ${MIN_SECRET_BYTES} (RFC 7518, section 3.2)`;
}

function readPublicKey(setting: Exclude<VerificationKey, { algorithm: "HS256" }>): KeyObject | string {
  const { publicKey, algorithm } = setting;
  let key: KeyObject;
  try {
    key = createPublicKey(typeof publicKey === "string" ? publicKey : { key: publicKey, format: "jwk" });
  } catch (error) {
    return `can't be read as PEM or JWK: ${error instanceof Error ? error.message : "unknown error"}`;
  }
  if (isKeyFor(algorithm, key)) return key;
  return algorithm === "RS256"
    ? `is not an RSA key of at least ${MIN_RSA_BITS} bits`
    : "is not a key on the curve P-256";
}
