// What a credential tells of its own end and age.
import { X509Certificate } from "node:crypto";
import type { SecretFacts } from "./secrets.ts";

/** What is known of a credential's end and age, in milliseconds. */
export interface CredentialExpiry {
  /** Since the epoch. */
  readonly expiresAtMs?: number;
  readonly ageMs?: number;
}

/** From what it is (a JWT, a certificate) and what its vault says of it; null where nothing is known. */
export function expiryOf(secret: string, facts: SecretFacts | null, nowMs: number): CredentialExpiry | null {
  const { exp, iat } = jwtTimes(secret);
  const issuedAtMs = facts?.createdAtMs ?? iat;
  return soonestAndOldest([
    ...[exp, certificateEnd(secret), facts?.expiresAtMs].map((expiresAtMs) => ({ expiresAtMs })),
    { ageMs: issuedAtMs === undefined ? undefined : Math.max(0, nowMs - issuedAtMs) },
  ]);
}

/** Of several credentials: the first end and the greatest age. */
export function soonestAndOldest(
  all: readonly ({ readonly expiresAtMs?: number | undefined; readonly ageMs?: number | undefined } | null)[],
): CredentialExpiry | null {
  const ends = all.flatMap((each) => (each?.expiresAtMs === undefined ? [] : [each.expiresAtMs]));
  const ages = all.flatMap((each) => (each?.ageMs === undefined ? [] : [each.ageMs]));
  if (ends.length === 0 && ages.length === 0) return null;
  return {
    ...(ends.length > 0 && { expiresAtMs: Math.min(...ends) }),
    ...(ages.length > 0 && { ageMs: Math.max(...ages) }),
  };
}

/** RFC 7519, section 4.1. Not verified: it is the vendor's to check, ours only to warn by. */
function jwtTimes(text: string): { readonly exp?: number | undefined; readonly iat?: number | undefined } {
  const [, payload] = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(text) ?? [];
  if (payload === undefined) return {};
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    if (typeof claims !== "object" || claims === null) return {};
    return { exp: "exp" in claims ? inMs(claims.exp) : undefined, iat: "iat" in claims ? inMs(claims.iat) : undefined };
  } catch {
    return {}; // Three words with dots between them that are no JWT.
  }
}

function inMs(seconds: unknown): number | undefined {
  return typeof seconds === "number" && Number.isFinite(seconds) ? seconds * 1_000 : undefined;
}

function certificateEnd(text: string): number | undefined {
  const pems = text.match(/-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----/gs) ?? [];
  const ends = pems.flatMap((pem) => {
    try {
      return [new X509Certificate(pem).validToDate.getTime()];
    } catch {
      return []; // It is not what calls are signed with: a bad one is no reason to fail.
    }
  });
  return ends.length === 0 ? undefined : Math.min(...ends);
}
