// https://developer.paypal.com/api/rest/authentication/
import { createHmac, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyReply } from "fastify";
import { authenticationFailure } from "./fault.ts";
import type { JsonObject } from "./json.ts";
import { credentials } from "./merchant.ts";
import { instant } from "./wire-time.ts";

export const tokenPath = "/v1/oauth2/token";

const signingKey = "sandbox-signing-key-paypal";
const scopes = [
  "https://uri.paypal.com/services/invoicing",
  "https://uri.paypal.com/services/subscriptions",
  "https://uri.paypal.com/services/payments/payment",
  "https://uri.paypal.com/services/payments/refund",
  "https://uri.paypal.com/services/reporting/search/read",
  "https://uri.paypal.com/services/reporting/balances/read",
  "openid",
];
const appId = "APP-5TR1BUTARYSANDB0X";
const prefix = "A21AA";

/** `POST /v1/oauth2/token`. Its errors have a form of their own, OAuth's. */
export function registerTokenRoute(app: FastifyInstance, now: () => number, lifetimeS: number): void {
  let issued = 0;
  app.post(tokenPath, (request, reply) => {
    void reply.header("cache-control", "no-store");
    if (!isClient(request.headers.authorization)) {
      void reply.header("www-authenticate", 'Basic realm="PayPal"');
      return refuse(reply, 401, "invalid_client", "Client Authentication failed");
    }
    const grant = new URLSearchParams(typeof request.body === "string" ? request.body : "").get("grant_type");
    if (grant === null) return refuse(reply, 400, "invalid_request", "Grant Type is NULL");
    if (grant !== "client_credentials") {
      return refuse(reply, 400, "unsupported_grant_type", "Grant Type is not supported");
    }
    issued += 1;
    const body: JsonObject = {
      scope: scopes.join(" "),
      access_token: sign(now() + lifetimeS * 1_000, issued),
      token_type: "Bearer",
      app_id: appId,
      expires_in: lifetimeS,
      nonce: `${instant(now())}${signatureOf(`nonce ${issued}`)}`,
    };
    return body;
  });
}

/** Lets a request with a token that still works through. Throws the 401. */
export function authenticate(authorization: string | undefined, nowMs: number): void {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1] ?? "";
  const [expires = "", serial = "", signature = ""] = token.startsWith(prefix)
    ? token.slice(prefix.length).split(".")
    : [];
  if (!isSame(signature, signatureOf(`${expires}.${serial}`)) || Number.parseInt(expires, 36) <= nowMs) {
    throw authenticationFailure();
  }
}

function refuse(reply: FastifyReply, status: number, error: string, description: string): JsonObject {
  void reply.code(status);
  return { error, error_description: description };
}

function isClient(authorization: string | undefined): boolean {
  const encoded = /^Basic (\S+)$/i.exec(authorization ?? "")?.[1] ?? "";
  return isSame(Buffer.from(encoded, "base64").toString("utf8"), `${credentials.clientId}:${credentials.clientSecret}`);
}

// The token itself says until when it works, so that nothing has to be remembered.
function sign(expiresAt: number, serial: number): string {
  const claims = `${expiresAt.toString(36)}.${serial.toString(36)}`;
  return `${prefix}${claims}.${signatureOf(claims)}`;
}

function signatureOf(text: string): string {
  return createHmac("sha256", signingKey).update(text).digest("base64url");
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
