import type { KeyObject } from "node:crypto";
import jsonwebtoken from "jsonwebtoken";
import type { Role } from "../generated/types.ts";
import type { Clock } from "../runtime/clock.ts";

/** A key that tokens are signed with. */
export type SigningKey =
  | { readonly kid?: string | undefined; readonly algorithm: "HS256"; readonly secret: string }
  | {
      readonly kid?: string | undefined;
      readonly algorithm: "RS256" | "ES256";
      /** PEM. */
      readonly privateKey: string | KeyObject;
    };

export interface TokenRequest {
  readonly subject: string;
  readonly roles: readonly Role[];
  /** Left out, the token has no `brands` claim. */
  readonly brands?: readonly string[] | undefined;
  /** Authentication methods (RFC 8176), for instance `["pwd", "otp"]`. */
  readonly amr?: readonly string[] | undefined;
  readonly expiresInSeconds: number;
  readonly key: SigningKey;
  readonly issuer: string;
  readonly audience: string | readonly string[];
  readonly clock: Clock;
}

/** A signed token with the claims where Tributary looks for them by default. For the sandbox and for tests. */
export function signToken(request: TokenRequest): string {
  const { key, brands, amr } = request;
  const nowSeconds = Math.floor(request.clock.now() / 1000);
  const payload = {
    sub: request.subject,
    roles: request.roles,
    ...(brands === undefined ? {} : { brands }),
    ...(amr === undefined ? {} : { amr }),
    iss: request.issuer,
    aud: request.audience,
    iat: nowSeconds,
    exp: nowSeconds + request.expiresInSeconds,
  };
  return jsonwebtoken.sign(payload, key.algorithm === "HS256" ? key.secret : key.privateKey, {
    algorithm: key.algorithm,
    ...(key.kid === undefined ? {} : { keyid: key.kid }),
  });
}
