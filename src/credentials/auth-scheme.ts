// How a source's calls are signed: data that connectors give, mechanism in the files beside this one.
// Names of credentials stand alone (`clientId: "clientId"`), or in braces where text goes around them (`user`, `value`).
// Addresses and what belongs to them (`tokenPath`, `scope`, `audience`) name options of the source in braces, and
// `{baseUrl}` or `{origin}` of its configured address; an option's value may name others in turn.

export type AuthScheme = StaticScheme | OAuth2Scheme;

/** Signed by a key that does not expire by itself. */
export type StaticScheme =
  /** RFC 6750. */
  | { readonly scheme: "bearer"; readonly secret: string }
  /** RFC 7617. A `user` without braces is itself a credential's name. */
  | { readonly scheme: "basic"; readonly user: string; readonly password: string }
  /** A header of the vendor's own making: `{ header: "authorization", value: "{apiKey}" }`. */
  | { readonly scheme: "header"; readonly header: string; readonly value: string };

/** Signed by an access token, which a token endpoint gives for a while. */
export type OAuth2Scheme = RefreshScheme | ClientCredentialsScheme | JwtBearerScheme;

interface TokenEndpoint {
  /** Where tokens are had: a path below the base URL, or a whole address. */
  readonly tokenPath: string;
  /** Sent where there is one. */
  readonly scope?: string;
}

interface SecretClient extends TokenEndpoint {
  readonly clientId: string;
  readonly clientSecret: string;
  /** How the client shows who it is (RFC 6749, section 2.3.1): in the form, or by basic authentication. "post" if left out. */
  readonly clientAuth?: "post" | "basic";
}

/** RFC 6749, section 6. A refresh token that the vendor replaces is kept in the token store. */
export interface RefreshScheme extends SecretClient {
  readonly scheme: "oauth2-refresh";
  readonly refreshToken: string;
}

/** RFC 6749, section 4.4. */
export interface ClientCredentialsScheme extends SecretClient {
  readonly scheme: "oauth2-client-credentials";
}

/** RFC 7523, section 2.1: an assertion signed with RS256 in place of a password. */
export interface JwtBearerScheme extends TokenEndpoint {
  readonly scheme: "oauth2-jwt-bearer";
  readonly clientId: string;
  /** Whom the calls are made for. */
  readonly username: string;
  /** An RSA key in PEM. A certificate beside it in the same text is only read for its end. */
  readonly privateKey: string;
  /** Whom the assertion is for: the vendor's login address. */
  readonly audience: string;
}
