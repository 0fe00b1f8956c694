import { UpstreamError } from "../errors.ts";

/** An access token as its endpoint gave it. */
export interface Token {
  readonly accessToken: string;
  readonly lifetimeMs: number;
  /** Where the source gave a new one in place of the one sent. */
  readonly refreshToken: string | undefined;
}

// RFC 6749 only recommends expires_in. Where it is left out this is a guess: a call refused with 401 renews earlier.
const UNSTATED_LIFETIME_MS = 30 * 60_000;

/** Reads a token endpoint's answer (RFC 6749, section 5). Throws UpstreamError. */
export function tokenFrom(source: string, reply: { readonly status: number; readonly text: string }): Token {
  const { status, text } = reply;
  const body = parsed(text);
  if (status < 200 || status > 299) {
    const failure = status === 429 ? "rate_limited" : status >= 500 ? "unavailable" : "rejected";
    // Only the error's code: the rest of the body may repeat what was sent.
    const code = typeof body["error"] === "string" ? body["error"] : "no error code";
    throw new UpstreamError(source, failure, { status, detail: `the token endpoint answered ${status}: ${code}` });
  }
  const { access_token: accessToken, expires_in: expiresIn, refresh_token: refreshToken } = body;
  if (typeof accessToken !== "string" || !/^[\x21-\x7e]+$/.test(accessToken)) {
    throw new UpstreamError(source, "malformed", { status, detail: "the token endpoint gave no access token" });
  }
  const seconds = Number(expiresIn);
  return {
    accessToken,
    lifetimeMs: expiresIn !== null && seconds > 0 ? seconds * 1_000 : UNSTATED_LIFETIME_MS,
    refreshToken: typeof refreshToken === "string" && refreshToken !== "" ? refreshToken : undefined,
  };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
