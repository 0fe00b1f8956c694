// What each OAuth 2 scheme asks of its token endpoint.
import { ConfigError } from "../errors.ts";
import type { OAuth2Scheme } from "./auth-scheme.ts";
import { valueOf } from "./credential-values.ts";
import type { Values } from "./credential-values.ts";
import { fillOptions } from "./fill-options.ts";
import type { SourceSettings } from "./fill-options.ts";
import { jwtAssertion } from "./jwt-assertion.ts";
import { clientSecretBasic, clientSecretPost, noClientAuth } from "./token-endpoint.ts";
import type { TokenRequest } from "./token-endpoint.ts";

export interface Grant {
  /** The token endpoint's whole address. */
  readonly url: string;
  /** As it is asked for; "" for none. */
  readonly scope: string;
  /**
   * Throws ConfigError for a credential that can't be used.
   * @param refreshToken the one that the source gave last, in place of the configured one
   */
  request(values: Values, refreshToken: string | undefined, nowMs: number): TokenRequest;
}

/** Throws ConfigError for an option that the scheme names and that is not set, or makes no address. */
export function createGrant(scheme: OAuth2Scheme, settings: SourceSettings): Grant {
  const url = addressOf(fillOptions(scheme.tokenPath, settings), settings);
  const scope = scheme.scope === undefined ? "" : fillOptions(scheme.scope, settings);
  const scoped = scope === "" ? {} : { scope };

  switch (scheme.scheme) {
    case "oauth2-refresh":
      return {
        url,
        scope,
        request: (values, refreshToken = valueOf(values, scheme.refreshToken)) => ({
          ...secretClient(scheme, values),
          url,
          grantType: "refresh_token",
          parameters: { refresh_token: refreshToken, ...scoped },
        }),
      };
    case "oauth2-client-credentials":
      return {
        url,
        scope,
        request: (values) => ({
          ...secretClient(scheme, values),
          url,
          grantType: "client_credentials",
          parameters: scoped,
        }),
      };
    case "oauth2-jwt-bearer": {
      const audience = fillOptions(scheme.audience, settings);
      return {
        url,
        scope,
        request(values, _refreshToken, nowMs) {
          const clientId = valueOf(values, scheme.clientId);
          const claims = { issuer: clientId, subject: valueOf(values, scheme.username), audience };
          const key = { pem: valueOf(values, scheme.privateKey), name: scheme.privateKey };
          return {
            url,
            clientId,
            auth: noClientAuth,
            grantType: "urn:ietf:params:oauth:grant-type:jwt-bearer",
            parameters: { assertion: jwtAssertion(claims, key, nowMs), ...scoped },
          };
        },
      };
    }
  }
}

function addressOf(path: string, { source, baseUrl }: SourceSettings): string {
  if (path.startsWith("/")) return baseUrl.replace(/\/+$/, "") + path;
  if (/^https?:/.test(path) && URL.canParse(path)) return path;
  throw new ConfigError([
    `${source}: the token endpoint's address should be one such as https://login.example/token, instead got ${path}`,
  ]);
}

function secretClient(
  { clientId, clientSecret, clientAuth }: Exclude<OAuth2Scheme, { readonly scheme: "oauth2-jwt-bearer" }>,
  values: Values,
): Pick<TokenRequest, "clientId" | "auth"> {
  const id = valueOf(values, clientId);
  const secret = valueOf(values, clientSecret);
  return { clientId: id, auth: clientAuth === "basic" ? clientSecretBasic(id, secret) : clientSecretPost(secret) };
}
