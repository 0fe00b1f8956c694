// Signs the calls of one source.
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import type { AuthScheme } from "./auth-scheme.ts";
import { credentialNames } from "./choose-scheme.ts";
import { createCredentialValues } from "./credential-values.ts";
import type { CredentialExpiry } from "./expiry.ts";
import { createOAuth2Authorizer } from "./oauth2-authorizer.ts";
import type { Secrets } from "./secrets.ts";
import { createStaticAuthorizer } from "./static-authorizer.ts";
import type { Fetch } from "./token-endpoint.ts";
import type { TokenSealer } from "./token-sealer.ts";
import type { TokenStore } from "./token-store.ts";

/** Headers that sign a call. The same object as long as nothing changed, so that callers can tell by identity. */
export type SignedHeaders = Readonly<Record<string, string>>;

export interface Authorizer {
  /**
   * At once where they are known, which is nearly always; else a promise. Rejects with ConfigError (a secret is
   * missing) or UpstreamError (the source gives no token).
   */
  headers(): SignedHeaders | Promise<SignedHeaders>;
  /** The source refused the headers: looks for newer ones. Rejects as `headers` does. */
  refresh(): Promise<void>;
  /** What the source said of headers: that it took them, or refused them. Only where several can be good at a time. */
  heard?(headers: SignedHeaders, isAccepted: boolean): void;
  /** Whether these are only tried, with others to fall back on: any refusal is then theirs, not the call's. */
  isOnTrial?(headers: SignedHeaders): boolean;
  /** The first end and the greatest age of what signs, as far as it was read and is known; null where nothing is. */
  expiry?(): CredentialExpiry | null;
}

export interface AuthorizerDeps {
  /** For errors, log lines and the token's place in the store. */
  readonly source: string;
  readonly baseUrl: string;
  /** The source's settings, which a scheme may name in braces. */
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** In [0, 1): jitter. */
  readonly random: () => number;
  readonly log: Logger;
  /** The way to a token endpoint. */
  readonly fetch: Fetch;
  /** The longest that a token endpoint may take. */
  readonly timeoutMs: number;
  /** Where access tokens are shared with other instances, and rotated refresh tokens kept. */
  readonly tokens: { readonly store: TokenStore; readonly sealer: TokenSealer };
}

/**
 * @param credentials references by the name that the scheme gives them; all that the scheme needs must be there
 * Throws ConfigError for an option that the scheme needs and that is not set.
 */
export function createAuthorizer(
  scheme: AuthScheme,
  credentials: Readonly<Record<string, string>>,
  deps: AuthorizerDeps,
): Authorizer {
  const values = createCredentialValues(credentialNames(scheme), credentials, deps);
  switch (scheme.scheme) {
    case "bearer":
    case "basic":
    case "header":
      return createStaticAuthorizer(scheme, values, deps);
    case "oauth2-refresh":
    case "oauth2-client-credentials":
    case "oauth2-jwt-bearer":
      return createOAuth2Authorizer(scheme, values, deps);
  }
}
