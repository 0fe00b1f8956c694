import jsonwebtoken from "jsonwebtoken";
import { refuse } from "./token-refusal.ts";
import type { TokenAlgorithm } from "./settings.ts";

/** What of a token's header decides how it is checked. */
export interface TokenHeader {
  readonly algorithm: TokenAlgorithm;
  readonly kid: string | undefined;
}

// RFC 7519 section 5.1, RFC 9068 section 2.1. An ID token or a logout token by another name is no access token.
const TYPES: ReadonlySet<string> = new Set(["jwt", "at+jwt"]);

/**
 * Reads the header of a token that nobody has checked yet.
 * @throws RequestError UNAUTHENTICATED where the token is none, or asks for what we do not do.
 */
export function readTokenHeader(token: string, allowed: readonly TokenAlgorithm[]): TokenHeader {
  const header = decodeHeader(token);
  const algorithm = allowed.find((name) => name === header["alg"]);
  if (algorithm === undefined) {
    throw refuse(`the token is signed with ${nameOf(header["alg"])}: allowed are ${allowed.join(", ")}`);
  }
  // RFC 7515, section 4.1.11: who does not understand an extension that is marked critical refuses. We understand none.
  if (Object.hasOwn(header, "crit")) throw refuse("the token's header has critical extensions (crit): none is known");
  const type = header["typ"];
  if (
    type !== undefined &&
    !(typeof type === "string" && TYPES.has(type.toLowerCase().replace(/^application\//, "")))
  ) {
    throw refuse("the token's header says that it is of another type (typ) than JWT");
  }
  const kid = header["kid"];
  if (kid !== undefined && typeof kid !== "string") throw refuse("the token's kid is not a string");
  return { algorithm, kid };
}

function decodeHeader(token: string): Readonly<Record<string, unknown>> {
  let decoded: unknown;
  try {
    decoded = jsonwebtoken.decode(token, { complete: true });
  } catch {
    // Broken JSON inside; its message would quote the token.
    throw refuse("the token is malformed");
  }
  if (typeof decoded === "object" && decoded !== null && "header" in decoded) {
    const { header } = decoded;
    if (typeof header === "object" && header !== null) return { ...header };
  }
  throw refuse("the token is malformed: three parts separated by dots are needed");
}

/** An algorithm's name, where it looks like one. */
function nameOf(algorithm: unknown): string {
  return typeof algorithm === "string" && /^[A-Za-z0-9]{1,12}$/.test(algorithm) ? algorithm : "an unknown algorithm";
}
