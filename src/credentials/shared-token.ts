// Access tokens through the token store: one instance at a time renews one, the others take what it got.
import { UpstreamError } from "../errors.ts";
import type { Logger } from "../runtime/logger.ts";
import type { TokenSealer } from "./token-sealer.ts";
import type { TokenStore } from "./token-store.ts";

export interface Token {
  readonly accessToken: string;
  /** When it was asked for, in milliseconds since the epoch, as the two below. */
  readonly bornAtMs: number;
  readonly expiresAtMs: number;
  /** What the source gave in place of the configured refresh token. */
  readonly refreshToken: string | undefined;
}

export interface SharedTokensDeps {
  readonly source: string;
  readonly store: TokenStore;
  readonly sealer: TokenSealer;
  readonly log: Logger;
}

export interface SharedTokens {
  /**
   * The token of a key that is `wanted`, else the one that `request` gets. Rejects as `request` does, and with
   * UpstreamError where a rotated refresh token can't be kept.
   * @param request given the refresh token that the source gave last
   */
  renew(
    key: string,
    isWanted: (token: Token) => boolean,
    request: (refreshToken: string | undefined) => Promise<Token>,
  ): Promise<Token>;
}

// A refresh token is good until it is replaced; a row that nobody renewed for so long is nobody's.
const KEPT_MS = 400 * 86_400_000;

/**
 * @param usesRefreshTokens whether the source may replace one at each renewal: then nothing is asked of it that could
 * not be kept
 */
export function createSharedTokens(
  { source, store, sealer, log }: SharedTokensDeps,
  usesRefreshTokens: boolean,
): SharedTokens {
  /** Given by the source, but not kept yet: used by nobody until it is. */
  const unkept = new Map<string, Token>();

  async function read(key: string): Promise<Token | undefined> {
    const stored = await store.read(key);
    if (stored === null) return undefined;
    const text = sealer.open(stored, key);
    if (text !== null) return JSON.parse(text) as Token;
    log.warn({ source }, "a stored token can't be opened: it was sealed with a secret that is not known here");
    return undefined;
  }

  async function keep(key: string, token: Token): Promise<void> {
    const expiresAtMs = usesRefreshTokens ? token.bornAtMs + KEPT_MS : token.expiresAtMs;
    await store.write(key, sealer.seal(JSON.stringify(token), key), { expiresAtMs });
    unkept.delete(key);
  }

  return {
    async renew(key, isWanted, request) {
      let refusal: { readonly problem: unknown } | undefined;
      let isAsked = false;
      let usable: Token | undefined;

      const work = async (): Promise<Token> => {
        const waiting = unkept.get(key);
        if (waiting !== undefined) await keep(key, waiting);
        const stored = waiting ?? (await read(key));
        if (stored !== undefined && isWanted(stored)) return stored;
        isAsked = true;
        const got = await request(stored?.refreshToken).catch((problem: unknown) => {
          refusal = { problem };
          throw problem;
        });
        const token = { ...got, refreshToken: got.refreshToken ?? stored?.refreshToken };
        if (token.refreshToken !== stored?.refreshToken) unkept.set(key, token);
        else usable = token;
        await keep(key, token);
        return token;
      };

      try {
        return await store.withLock(key, work);
      } catch (problem) {
        if (refusal !== undefined) throw refusal.problem;
        log.warn({ source, err: problem }, "the token store can't be used");
        if (usable !== undefined) return usable;
        if (usesRefreshTokens || isAsked) {
          throw new UpstreamError(source, "unavailable", { detail: "the token store can't be used", cause: problem });
        }
        return request(undefined); // A token more than needed, which does no harm.
      }
    },
  };
}
