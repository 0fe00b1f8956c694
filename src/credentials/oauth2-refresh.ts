// OAuth 2 with a refresh token (RFC 6749, section 6): short-lived access tokens, renewed ahead of their expiry.
import { UpstreamError } from "../errors.ts";
import type { AuthScheme } from "./auth-scheme.ts";
import type { Authorizer, AuthorizerDeps, SignedHeaders } from "./authorizer.ts";
import { tokenFrom } from "./token-reply.ts";
import type { Token } from "./token-reply.ts";

// A token this close to its end is renewed behind the calls' back; a short-lived one in its last quarter.
const MARGIN_MS = 60_000;
// After a failed renewal none is tried for this long: an endpoint in trouble gets one request a second from us, not one a call.
const COOL_DOWN_MS = 1_000;
// A token this young is not renewed again because a call was refused: the reason is another.
const FRESH_MS = 5_000;

interface Known {
  readonly headers: SignedHeaders;
  readonly bornAtMs: number;
  readonly renewAtMs: number;
  readonly expiresAtMs: number;
}

type SecretOf = (name: string) => Promise<string>;

/** @param secretOf the secret of a credential that the scheme names, as it is now */
export function createOAuth2Refresh(
  scheme: AuthScheme & { readonly scheme: "oauth2-refresh" },
  secretOf: SecretOf,
  deps: AuthorizerDeps,
): Authorizer {
  const { source, clock, log } = deps;
  let known: Known | undefined;
  let renewing: Promise<Known> | undefined;
  let failed: { readonly problem: unknown; readonly untilMs: number } | undefined;
  const refreshTokens = createRefreshTokens();

  async function fetchToken(): Promise<Known> {
    const configured = await secretOf(scheme.refreshToken);
    const sentAtMs = clock.now();
    const token = await requestToken(deps, scheme.tokenPath, {
      grant_type: "refresh_token",
      client_id: await secretOf(scheme.clientId),
      client_secret: await secretOf(scheme.clientSecret),
      refresh_token: refreshTokens.current(configured),
    });
    refreshTokens.replaced(configured, token.refreshToken);
    // Counted from before the request, so that a slow answer never makes a token look younger than it is.
    const expiresAtMs = sentAtMs + token.lifetimeMs;
    return {
      headers: { authorization: `Bearer ${token.accessToken}` },
      bornAtMs: sentAtMs,
      renewAtMs: expiresAtMs - Math.min(MARGIN_MS, token.lifetimeMs / 4),
      expiresAtMs,
    };
  }

  async function renewNow(): Promise<Known> {
    try {
      known = await fetchToken();
      failed = undefined;
      return known;
    } catch (problem) {
      failed = { problem, untilMs: clock.now() + COOL_DOWN_MS };
      log.warn({ source, err: problem }, "access token can't be renewed");
      throw problem;
    } finally {
      renewing = undefined;
    }
  }

  // One renewal at a time: some sources make a refresh token good for one use.
  function renew(): Promise<Known> {
    if (renewing === undefined && failed !== undefined && clock.now() < failed.untilMs) {
      return Promise.reject(failed.problem instanceof Error ? failed.problem : new Error(String(failed.problem)));
    }
    renewing ??= renewNow();
    return renewing;
  }

  function renewAhead(): void {
    if (renewing !== undefined || (failed !== undefined && clock.now() < failed.untilMs)) return;
    // It was logged; the token in hand is good until it expires.
    renew().catch(() => undefined);
  }

  return {
    headers() {
      const now = clock.now();
      if (known === undefined || now >= known.expiresAtMs) return renew().then(({ headers }) => headers);
      if (now >= known.renewAtMs) renewAhead();
      return known.headers;
    },
    async refresh() {
      if (known !== undefined && renewing === undefined && clock.now() - known.bornAtMs < FRESH_MS) return;
      await renew();
    },
  };
}

/** A source may answer with a new refresh token; it then holds until the configured one is changed. */
function createRefreshTokens(): {
  current(configured: string): string;
  replaced(configured: string, by: string | undefined): void;
} {
  let replacement: { readonly of: string; readonly token: string } | undefined;
  return {
    current: (configured) => (replacement?.of === configured ? replacement.token : configured),
    replaced: (configured, by) => {
      if (by !== undefined) replacement = { of: configured, token: by };
    },
  };
}

async function requestToken(
  { source, baseUrl, postForm }: AuthorizerDeps,
  tokenPath: string,
  form: Readonly<Record<string, string>>,
): Promise<Token> {
  const url = /^https?:/.test(tokenPath) ? tokenPath : baseUrl.replace(/\/+$/, "") + tokenPath;
  let reply;
  try {
    reply = await postForm(url, form);
  } catch (problem) {
    const isTimeout = problem instanceof Error && problem.name === "TimeoutError";
    throw new UpstreamError(source, isTimeout ? "timeout" : "unavailable", {
      detail: "the token endpoint can't be reached",
      cause: problem,
    });
  }
  return tokenFrom(source, reply);
}
