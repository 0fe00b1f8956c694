// A private app's token, and an OAuth app whose access tokens expire: POST /oauth/v1/token with a refresh token.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { HubspotError } from "./errors.ts";
import type { App } from "./rate-limit.ts";

/** Nothing of these is secret: they open the sandbox only. */
export const credentials = {
  accessToken: "pat-sandbox-6d1f0c52-private-app",
  clientId: "5e1f3c0a-sandbox-client",
  clientSecret: "sandbox-client-secret-hubspot",
  refreshToken: "sandbox-refresh-token-hubspot",
} as const;

const lifetimeS = 1_800;

/** Which app the header's token belongs to. Throws HubspotError 401 when it is missing, unknown or expired. */
export function authenticate(authorization: string | undefined, nowMs: number): App {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) {
    throw unauthorized(
      "INVALID_AUTHENTICATION",
      "Authentication credentials not found. This API supports OAuth 2.0 authentication.",
    );
  }
  if (isSame(token, credentials.accessToken)) return "private";
  const [, issued, signature] = /^oat-(\d+)-([0-9a-f]+)$/.exec(token) ?? [];
  if (issued === undefined || signature === undefined || !isSame(signature, sign(issued))) {
    throw unauthorized("INVALID_AUTHENTICATION", "The access token is invalid. Please use a token of this account.");
  }
  const expiredForMs = nowMs - (Number(issued) + lifetimeS * 1_000);
  if (expiredForMs >= 0) {
    const seconds = Math.floor(expiredForMs / 1_000);
    throw unauthorized(
      "EXPIRED_AUTHENTICATION",
      `The OAuth token used to make this call expired ${seconds} second(s) ago.`,
    );
  }
  return "oauth";
}

/** The token endpoint, which takes a form and no authentication but its own. */
export function registerTokenRoute(app: FastifyInstance, now: () => number): void {
  app.post("/oauth/v1/token", async (request) => {
    const form = new URLSearchParams(typeof request.body === "string" ? request.body : "");
    if (form.get("grant_type") !== "refresh_token") {
      throw refused("BAD_GRANT_TYPE", "missing or unknown grant type: the sandbox has refresh_token only");
    }
    if (form.get("client_id") !== credentials.clientId) throw refused("BAD_CLIENT_ID", "missing or unknown client id");
    if (!isSame(form.get("client_secret") ?? "", credentials.clientSecret)) {
      throw refused("BAD_CLIENT_SECRET", "missing or invalid client secret");
    }
    if (!isSame(form.get("refresh_token") ?? "", credentials.refreshToken)) {
      throw refused("BAD_REFRESH_TOKEN", "missing or invalid refresh token");
    }
    const issued = String(now());
    return {
      token_type: "bearer",
      refresh_token: credentials.refreshToken,
      access_token: `oat-${issued}-${sign(issued)}`,
      expires_in: lifetimeS,
    };
  });
}

// The token says itself when it was issued, so that none has to be remembered.
function sign(issued: string): string {
  return createHmac("sha256", credentials.clientSecret).update(issued).digest("hex");
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function unauthorized(category: string, message: string): HubspotError {
  return new HubspotError(401, { message, category });
}

function refused(status: string, message: string): HubspotError {
  return new HubspotError(400, { status, message, category: "VALIDATION_ERROR" });
}
