import type { JsonWebKey } from "node:crypto";
import type { Role } from "../generated/types.ts";

/** The signature algorithms that Tributary takes, each only with a key of its own kind. */
export type TokenAlgorithm = "HS256" | "RS256" | "ES256";

/** A key that tokens are checked with. `kid` limits it to the tokens that name it, and to those that name no key. */
export type VerificationKey =
  | {
      readonly kid?: string | undefined;
      readonly algorithm: "HS256";
      /** At least 32 bytes in UTF-8 (RFC 7518, section 3.2). */
      readonly secret: string;
    }
  | {
      readonly kid?: string | undefined;
      readonly algorithm: "RS256" | "ES256";
      /** PEM, or a JWK (RFC 7517). */
      readonly publicKey: string | JsonWebKey;
    };

/**
 * Where in the payload a claim is: the claim's own name (`roles`, `https://example.com/roles`), a dotted path
 * (`realm_access.roles`), or an RFC 6901 pointer (`/realm_access/roles`).
 */
export type ClaimPath = string;

export interface ClaimPaths {
  /** Default `sub`. */
  readonly subject?: ClaimPath | undefined;
  /** Default `roles`: an array, or names separated by spaces or commas. */
  readonly roles?: ClaimPath | undefined;
  /** Default `brands`: an array, or names separated by commas. */
  readonly brands?: ClaimPath | undefined;
  /** Default `amr` (RFC 8176). */
  readonly amr?: ClaimPath | undefined;
}

/** How tokens are checked and read. */
export interface AuthSettings {
  readonly keys?: readonly VerificationKey[] | undefined;
  /** A JSON Web Key Set (RFC 7517, section 5) of RS256 and ES256 keys, kept for ten minutes, read again at an unknown `kid`. */
  readonly jwksUrl?: string | undefined;
  /** Default: the algorithms of `keys`, and RS256 and ES256 where there is a `jwksUrl`. */
  readonly algorithms?: readonly TokenAlgorithm[] | undefined;
  /** The `iss` claim must be one of these. */
  readonly issuer: string | readonly string[];
  /** The `aud` claim must name one of these. */
  readonly audience: string | readonly string[];
  /** How far the issuer's clock may be off, seconds. Default 5. */
  readonly clockToleranceSeconds?: number | undefined;
  /** The longest a token may live after its `iat`, whatever its `exp`. Default: as long as `exp` says. */
  readonly maxAgeSeconds?: number | undefined;
  /** Longer tokens are refused unread. Default 8,192. */
  readonly maxTokenBytes?: number | undefined;
  readonly claims?: ClaimPaths | undefined;
  /** What the identity provider's groups are to us. A name that is listed here means this, and not the role of that name. */
  readonly groupRoles?: Readonly<Record<string, readonly Role[]>> | undefined;
  /** The `amr` values that count as a second factor. Default: config/second-factors.ts. */
  readonly secondFactors?: readonly string[] | undefined;
  /** How many verified tokens are remembered. Default 10,000. */
  readonly rememberedTokens?: number | undefined;
}
