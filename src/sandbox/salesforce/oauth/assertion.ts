// The JWT bearer flow:
// https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm
import { createPublicKey, verify } from "node:crypto";
import { credentials } from "./connected-app.ts";
import { OAuthError } from "./oauth-error.ts";

const publicKey = createPublicKey(credentials.privateKey);
const loginUrls = new Set(["https://login.salesforce.com", "https://test.salesforce.com"]);
/** How far ahead an assertion may expire, and how far behind a clock may be. */
const longestLifetimeS = 180;
const toleranceS = 180;

/**
 * Checks an assertion (RS256; `iss` the client id, `sub` the username, `aud` the login URL or the org's own, `exp` in
 * seconds). Throws OAuthError when anything is wrong with it.
 */
export function checkAssertion(assertion: string, context: { readonly nowMs: number; readonly origin: string }): void {
  const [header = "", payload = "", signature = "", ...rest] = assertion.split(".");
  const claims = claimsOf(payload);
  const isSigned =
    rest.length === 0 &&
    claimsOf(header)?.["alg"] === "RS256" &&
    verify("RSA-SHA256", Buffer.from(`${header}.${payload}`), publicKey, Buffer.from(signature, "base64url"));
  if (claims === null || !isSigned) throw new OAuthError("invalid_grant", "invalid assertion");
  if (claims["iss"] !== credentials.clientId) throw new OAuthError("invalid_client_id", "client identifier invalid");
  const audience = typeof claims["aud"] === "string" ? claims["aud"].replace(/\/+$/, "") : "";
  const isForUs = audience === context.origin || loginUrls.has(audience);
  if (!isForUs) throw new OAuthError("invalid_grant", "audience is invalid");
  if (claims["sub"] !== credentials.username) {
    throw new OAuthError("invalid_grant", "user hasn't approved this consumer");
  }
  const expiresInS = Number(claims["exp"]) - context.nowMs / 1_000;
  // Not a number fails both comparisons.
  const isCurrent = expiresInS > -toleranceS && expiresInS <= longestLifetimeS + toleranceS;
  if (!isCurrent) throw new OAuthError("invalid_grant", "invalid assertion");
}

function claimsOf(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof parsed === "object" && parsed !== null ? Object.fromEntries(Object.entries(parsed)) : null;
  } catch {
    return null;
  }
}
