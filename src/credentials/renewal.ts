// When an access token is renewed: ahead of its end behind the calls' back, at its end with the calls waiting, and when
// it is refused.
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import type { Authorizer, SignedHeaders } from "./authorizer.ts";
import type { Token } from "./shared-token.ts";

// After a failed renewal none is tried for this long: an endpoint in trouble gets one request a second from us, not one a call.
const COOL_DOWN_MS = 1_000;
// A token this young is not renewed again because a call was refused: the reason is another.
const FRESH_MS = 5_000;

export interface RenewalOptions {
  readonly source: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Gets another token than the last one. */
  readonly renew: (last: Token | undefined) => Promise<Token>;
  /** How long before its end a token is renewed. */
  readonly marginOf: (token: Token) => number;
}

interface Known {
  readonly token: Token;
  readonly headers: SignedHeaders;
  readonly renewAtMs: number;
  readonly sinceMs: number;
}

export function createRenewal(options: RenewalOptions): Pick<Authorizer, "headers" | "refresh"> {
  const { source, clock, log } = options;
  let known: Known | undefined;
  let renewing: Promise<Known> | undefined;
  let failed: { readonly problem: unknown; readonly untilMs: number } | undefined;

  async function renewNow(): Promise<Known> {
    try {
      const token = await options.renew(known?.token);
      // A source may answer with the same token again: then nothing changed for those who sign with it.
      const authorization = `Bearer ${token.accessToken}`;
      const headers = known?.headers["authorization"] === authorization ? known.headers : { authorization };
      known = { token, headers, renewAtMs: token.expiresAtMs - options.marginOf(token), sinceMs: token.bornAtMs };
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
      if (known === undefined || now >= known.token.expiresAtMs) return renew().then(({ headers }) => headers);
      if (now >= known.renewAtMs) renewAhead();
      return known.headers;
    },
    async refresh() {
      // An instance whose clock is ahead may have got it: then it looks as if it came from the future.
      const ageMs = known === undefined ? Number.POSITIVE_INFINITY : Math.abs(clock.now() - known.sinceMs);
      if (renewing === undefined && ageMs < FRESH_MS) return;
      await renew();
    },
  };
}
