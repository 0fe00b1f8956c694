// Makes tokens, right and wrong, and the keys for them.
import { createHmac, generateKeyPairSync } from "node:crypto";
import type { KeyObject } from "node:crypto";
import jsonwebtoken from "jsonwebtoken";
import type { AuthSettings, VerificationKey } from "../../src/auth/settings.ts";
import { createTokenVerifier } from "../../src/auth/token.ts";
import type { TokenVerifierDependencies } from "../../src/auth/token.ts";
import { RequestError } from "../../src/errors.ts";

export const NOW_SECONDS = 1_800_000_000;
export const SECRET = "a secret that is long enough for HS256";
export const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
export const otherRsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
export const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });

export const pemOf = (key: KeyObject): string => key.export({ type: "spki", format: "pem" }).toString();

export const hsKey: VerificationKey = { algorithm: "HS256", secret: SECRET };
export const rsKey: VerificationKey = { algorithm: "RS256", publicKey: pemOf(rsa.publicKey) };
export const esKey: VerificationKey = { algorithm: "ES256", publicKey: ec.publicKey.export({ format: "jwk" }) };

/** A clock that stands still until it is set. */
export function createTestClock(seconds = NOW_SECONDS) {
  let now = seconds * 1000;
  return {
    now: () => now,
    set(toSeconds: number) {
      now = toSeconds * 1000;
    },
  };
}

export function verifierFor(settings: Partial<AuthSettings> = {}, deps: Partial<TokenVerifierDependencies> = {}) {
  return createTokenVerifier(
    { keys: [hsKey], issuer: "issuer", audience: "gateway", ...settings },
    { clock: createTestClock(), ...deps },
  );
}

export const CLAIMS = {
  sub: "ann",
  iss: "issuer",
  aud: "gateway",
  iat: NOW_SECONDS,
  exp: NOW_SECONDS + 60,
  roles: ["SALES"],
} as const;

interface Signing {
  readonly key?: KeyObject | string;
  readonly algorithm?: jsonwebtoken.Algorithm;
  readonly header?: Readonly<Record<string, unknown>>;
}

/** A token signed by the library: the usual claims, with those given in place of them; undefined takes one away. */
export function sign(claims: Readonly<Record<string, unknown>> = {}, signing: Signing = {}): string {
  const { key = SECRET, algorithm = "HS256", header = {} } = signing;
  const payload = Object.entries({ ...CLAIMS, ...claims }).filter(([, value]) => value !== undefined);
  return jsonwebtoken.sign(Object.fromEntries(payload), key, {
    algorithm,
    header: { alg: algorithm, ...header },
    // The library sets iat where there is none, and with this takes it away where there is one.
    noTimestamp: "iat" in claims && claims["iat"] === undefined,
  });
}

/** A token put together by hand, of any header and payload, signed with HMAC-SHA-256 whatever the header says. */
export function forge(header: unknown, payload: unknown, secret: string | Buffer = SECRET): string {
  const encode = (part: unknown): string =>
    Buffer.from(typeof part === "string" ? part : JSON.stringify(part)).toString("base64url");
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

/** Why a verification is refused. */
export async function reasonOf(
  verification: Promise<unknown>,
  ...codes: readonly RequestError["code"][]
): Promise<string> {
  const error: unknown = await verification.then(
    () => new Error("it was not refused"),
    (refusal: unknown) => refusal,
  );
  const expected = codes.length === 0 ? ["UNAUTHENTICATED"] : codes;
  if (error instanceof RequestError && expected.includes(error.code)) return error.message;
  throw error;
}
