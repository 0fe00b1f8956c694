// OAuth 2: short-lived access tokens, renewed ahead of their expiry.
import { createHash } from "node:crypto";
import { ConfigError, UpstreamError } from "../errors.ts";
import type { OAuth2Scheme } from "./auth-scheme.ts";
import type { Authorizer, AuthorizerDeps } from "./authorizer.ts";
import { isSame, valueOf } from "./credential-values.ts";
import type { CredentialValues, Values } from "./credential-values.ts";
import { createGrant } from "./oauth2-grant.ts";
import { createRenewal } from "./renewal.ts";
import { createSharedTokens } from "./shared-token.ts";
import type { Token } from "./shared-token.ts";
import { requestToken } from "./token-endpoint.ts";

// A token this close to its end is renewed behind the calls' back; a short-lived one in its last quarter.
const MARGIN_MS = 60_000;

/** @param values the scheme's credentials. Throws ConfigError for an option that the scheme needs and that is not set. */
export function createOAuth2Authorizer(
  scheme: OAuth2Scheme,
  values: CredentialValues,
  deps: AuthorizerDeps,
): Authorizer {
  const { source, clock, log } = deps;
  const grant = createGrant(scheme, deps);
  const endpoint = { ...deps, isPlainHttpFine: isPlainHttpFine(grant.url, deps.baseUrl) };
  const shared = createSharedTokens({ ...deps.tokens, source, log }, scheme.scheme === "oauth2-refresh");
  /** What the token endpoint took last. */
  let taken: Values | undefined;

  /** Up to half of the margin earlier, by chance: instances that began together do not all renew together. */
  const marginOf = (token: Token): number =>
    Math.min(MARGIN_MS, (token.expiresAtMs - token.bornAtMs) / 4) * (1 + deps.random() / 2);

  function renewWith(given: Values, last: Token | undefined): Promise<Token> {
    const isWanted = (token: Token): boolean =>
      token.accessToken !== last?.accessToken && clock.now() < token.expiresAtMs - marginOf(token);
    return shared.renew(keyOf(given), isWanted, async (refreshToken) => {
      // Counted from before the request, so that a slow answer never makes a token look younger than it is.
      const bornAtMs = clock.now();
      const reply = await requestToken(grant.request(given, refreshToken, bornAtMs), endpoint);
      taken = given;
      const expiresAtMs = bornAtMs + reply.lifetimeMs;
      return { accessToken: reply.accessToken, refreshToken: reply.refreshToken, bornAtMs, expiresAtMs };
    });
  }

  /** One token for one client, whoever asks: what proves that it is the client is not part of it, as it may be rotated. */
  function keyOf(given: Values): string {
    const proof = scheme.scheme === "oauth2-jwt-bearer" ? scheme.privateKey : scheme.clientSecret;
    const names = Object.keys(given).filter((name) => name !== proof);
    const parts = [grant.url, scheme.scheme, grant.scope, ...names.sort().map((name) => valueOf(given, name))];
    const digest = createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
    return `oauth2/${source}/${digest.slice(0, 22)}`;
  }

  /** As configured now; where that is refused, as a vault has it now; where that is too, as it was taken last. */
  async function renew(last: Token | undefined): Promise<Token> {
    const lastTaken = taken;
    const ways = [() => values.read(), () => values.read(true), () => Promise.resolve(lastTaken)];
    const tried: Values[] = [];
    let problem: unknown;
    for (const read of ways) {
      try {
        const given = await read();
        if (given === undefined || tried.some((other) => isSame(other, given))) continue;
        tried.push(given);
        const token = await renewWith(given, last);
        if (problem !== undefined && given === lastTaken) {
          log.warn(
            { source, err: problem },
            "the new credentials don't work: the last ones stay in use, check the new",
          );
        }
        return token;
      } catch (error) {
        if (!isAboutCredentials(error)) throw error;
        problem ??= error;
      }
    }
    throw problem;
  }

  const renewal = createRenewal({ source, clock, log, renew, marginOf });
  return { ...renewal, expiry: () => values.expiry() };
}

function isAboutCredentials(error: unknown): boolean {
  return error instanceof ConfigError || (error instanceof UpstreamError && error.failure === "rejected");
}

/**
 * On this machine nobody listens. To an origin that is configured as plain http the tokens go in the clear anyway, and
 * `tributary check` warns of it.
 */
function isPlainHttpFine(url: string, baseUrl: string): boolean {
  const { origin, hostname } = new URL(url);
  const isLoopback = hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d+){3}$/.test(hostname);
  return isLoopback || origin === new URL(baseUrl).origin;
}
