// The assertion of the JWT bearer grant (RFC 7523, section 3), as Salesforce wants it:
// https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm
import { createPrivateKey, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { ConfigError } from "../errors.ts";

export interface Claims {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

// Salesforce takes no assertion that ends later than three minutes from now, by its own clock.
const LIFETIME_SECONDS = 180;
const MIN_RSA_BITS = 2_048;

/**
 * A JWT signed with RS256.
 * @param privateKey PEM; `\n` written out, as some stores of secrets do, counts as a line's end
 * Throws ConfigError for a key that is no RSA key of 2048 bits or more.
 */
export function jwtAssertion(
  { issuer, subject, audience }: Claims,
  privateKey: { readonly pem: string; readonly name: string },
  nowMs: number,
): string {
  const claims = {
    iss: issuer,
    sub: subject,
    aud: audience,
    exp: Math.floor(nowMs / 1_000) + LIFETIME_SECONDS,
  };
  const unsigned = `${encoded({ alg: "RS256", typ: "JWT" })}.${encoded(claims)}`;
  return `${unsigned}.${sign("sha256", Buffer.from(unsigned, "ascii"), keyOf(privateKey)).toString("base64url")}`;
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part), "utf8").toString("base64url");
}

function keyOf({ pem, name }: { readonly pem: string; readonly name: string }): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem.replaceAll("\\n", "\n"));
  } catch {
    throw new ConfigError([`the credential ${name} should be a private key in PEM without a password`]);
  }
  if (key.asymmetricKeyType === "rsa" && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= MIN_RSA_BITS) return key;
  throw new ConfigError([`the credential ${name} should be an RSA key of at least ${MIN_RSA_BITS} bits`]);
}
