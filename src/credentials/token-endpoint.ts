// The way to a token endpoint, by openid-client: one request, one answer, no retry. docs/decisions/06-oauth.md says
// what is not left to it.
import {
  allowInsecureRequests,
  ClientError,
  ClientSecretPost,
  Configuration,
  customFetch,
  genericGrantRequest,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from "openid-client";
import type { ClientAuth, CustomFetchOptions } from "openid-client";
import { ConfigError, UpstreamError } from "../errors.ts";
import type { UpstreamFailure } from "../errors.ts";
import { usablePart } from "./token-reply.ts";

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface TokenRequest {
  /** The whole address. */
  readonly url: string;
  readonly clientId: string;
  readonly auth: ClientAuth;
  readonly grantType: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What a token endpoint gave. */
export interface TokenReply {
  readonly accessToken: string;
  readonly lifetimeMs: number;
  /** Where the source gave another in place of the one sent. */
  readonly refreshToken: string | undefined;
}

// RFC 6749 only recommends expires_in, and Salesforce leaves it out. A guess: a call refused with 401 renews earlier.
const UNSTATED_LIFETIME_MS = 30 * 60_000;

/** The client's secret as it is in the authorization header, as vendors document it (`curl -u id:secret`). */
export function clientSecretBasic(clientId: string, secret: string): ClientAuth {
  const credentials = Buffer.from(`${clientId}:${secret}`, "utf8").toString("base64");
  return (_server, _client, _body, headers) => headers.set("authorization", `Basic ${credentials}`);
}

export const clientSecretPost: (secret: string) => ClientAuth = ClientSecretPost;

/** Nothing beside the grant, which says itself who the client is. */
export const noClientAuth: ClientAuth = () => undefined;

/**
 * Asks for a token. Throws UpstreamError: "rejected" for what the endpoint refuses; ConfigError for an address that a
 * secret may not be sent to.
 * @param isPlainHttpFine whether an `http:` address is as good as any
 */
export async function requestToken(
  request: TokenRequest,
  deps: {
    readonly source: string;
    readonly fetch: Fetch;
    readonly timeoutMs: number;
    readonly isPlainHttpFine: boolean;
  },
): Promise<TokenReply> {
  const { url, clientId, auth, grantType, parameters } = request;
  const server = { issuer: url, token_endpoint: url };
  const endpoint = new Configuration(server, clientId, {}, auth);
  if (deps.isPlainHttpFine) allowInsecureRequests(endpoint);
  endpoint.timeout = deps.timeoutMs / 1_000;
  endpoint[customFetch] = (address, options) => fetchUsable(address, options, deps);
  try {
    const reply = await genericGrantRequest(endpoint, grantType, { ...parameters });
    if (!/^[\x21-\x7e]+$/.test(reply.access_token)) throw malformed(deps.source, "a token that no header can carry");
    return {
      accessToken: reply.access_token,
      lifetimeMs: reply.expires_in === undefined ? UNSTATED_LIFETIME_MS : reply.expires_in * 1_000,
      refreshToken: reply.refresh_token === parameters["refresh_token"] ? undefined : reply.refresh_token,
    };
  } catch (problem) {
    throw failureOf(problem, deps.source, url);
  }
}

async function fetchUsable(
  url: string,
  { method, headers, body, redirect, signal }: CustomFetchOptions,
  { source, fetch }: { readonly source: string; readonly fetch: Fetch },
): Promise<Response> {
  if (!(body instanceof URLSearchParams)) throw new Error("openid-client asks for a token by something but a form");
  try {
    return await usablePart(await fetch(url, { method, headers, body, redirect, ...(signal && { signal }) }));
  } catch (problem) {
    const isTimeout = problem instanceof Error && problem.name === "TimeoutError";
    throw new UpstreamError(source, isTimeout ? "timeout" : "unavailable", {
      detail: "the token endpoint can't be reached",
      cause: problem,
    });
  }
}

/** Only codes are kept of what the endpoint said: the rest may repeat what was sent. */
function failureOf(problem: unknown, source: string, url: string): Error {
  if (problem instanceof UpstreamError) return problem;
  if (problem instanceof ResponseBodyError) return refused(source, problem.status, problem.error);
  if (problem instanceof WWWAuthenticateChallengeError) return refused(source, problem.status, "a challenge");
  if (!(problem instanceof ClientError)) return problem instanceof Error ? problem : new Error(String(problem));
  const { cause, code } = problem;
  if (cause instanceof UpstreamError) return cause;
  if (code === "OAUTH_HTTP_REQUEST_FORBIDDEN") {
    const { origin } = new URL(url);
    return new ConfigError([`${source}: the token endpoint at ${origin} should be https: secrets are sent to it`]);
  }
  const isOk = !(cause instanceof Response) || cause.status === 200;
  return isOk ? malformed(source, code ?? problem.message) : refused(source, cause.status, "no error code");
}

function refused(source: string, status: number, code: string): UpstreamError {
  const failure: UpstreamFailure = status === 429 ? "rate_limited" : status >= 500 ? "unavailable" : "rejected";
  return new UpstreamError(source, failure, { status, detail: `the token endpoint answered ${status}: ${code}` });
}

function malformed(source: string, detail: string): UpstreamError {
  return new UpstreamError(source, "malformed", { detail: `the token endpoint gave no access token: ${detail}` });
}
