// The token endpoint of Microsoft Entra ID, on the same port as the Web API:
// https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
import { createHmac, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyReply } from "fastify";
import { DataverseError } from "./errors.ts";

/** Nothing of these is secret: they open the sandbox only. */
export const credentials = {
  tenantId: "7b3f0c1e-5a2d-4c8e-9f61-2d4a8b6c0e57",
  clientId: "3d5c9a70-1f4e-4b2a-8c6d-90e7b1a2f345",
  clientSecret: "sandbox-client-secret-dynamics",
} as const;

/** An app of the tenant that nobody has added to the environment: it gets tokens, and every call a 403. */
export const strangerApp = {
  clientId: "c8a1e6f2-7d30-4e95-b4a7-6f0d2c9b8e13",
  clientSecret: "sandbox-client-secret-stranger",
} as const;

/** The environment's name for those who ask for a token without knowing the port. */
export const organizationUrl = "https://sandbox.crm.dynamics.com";

const signingKey = "sandbox-signing-key-entra";

interface Claims {
  readonly aud: string;
  readonly appid: string;
  readonly exp: number;
}

interface Refusal {
  readonly status: 400 | 401;
  readonly error: string;
  readonly code: number;
  readonly message: string;
}

/** `POST /{tenant}/oauth2/v2.0/token`. `lifetimeS` is how long a token works. */
export function registerTokenRoute(app: FastifyInstance, now: () => number, lifetimeS: number): void {
  app.post<{ Params: { tenant: string } }>("/:tenant/oauth2/v2.0/token", (request, reply) => {
    const form = new URLSearchParams(typeof request.body === "string" ? request.body : "");
    const refusal = refusalOf(request.params.tenant, form, request.headers.host);
    if (refusal !== null) {
      sendRefusal(reply, refusal, now());
      return;
    }
    const issuedS = Math.floor(now() / 1_000);
    const claims = {
      aud: (form.get("scope") ?? "").slice(0, -"/.default".length),
      iss: `https://sts.windows.net/${credentials.tenantId}/`,
      iat: issuedS,
      nbf: issuedS,
      exp: issuedS + lifetimeS,
      appid: form.get("client_id"),
      tid: credentials.tenantId,
      ver: "1.0",
    };
    void reply.header("cache-control", "no-store").send({
      token_type: "Bearer",
      expires_in: lifetimeS,
      ext_expires_in: lifetimeS,
      access_token: sign(claims),
    });
  });
}

function refusalOf(tenant: string, form: URLSearchParams, host: string | undefined): Refusal | null {
  const bad = (code: number, error: string, message: string): Refusal => ({ status: 400, error, code, message });
  if (tenant !== credentials.tenantId) {
    return bad(
      90_002,
      "invalid_request",
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID.`,
    );
  }
  const grant = form.get("grant_type");
  if (grant === null) {
    return bad(900_144, "invalid_request", "The request body must contain the following parameter: 'grant_type'.");
  }
  if (grant !== "client_credentials") {
    return bad(70_003, "unsupported_grant_type", `The app requested an unsupported grant type '${grant}'.`);
  }
  const clientId = form.get("client_id");
  const known = [credentials, strangerApp].find((one) => one.clientId === clientId);
  if (known === undefined) {
    return bad(
      700_016,
      "unauthorized_client",
      `Application with identifier '${clientId}' was not found in the directory 'Sandbox'.`,
    );
  }
  if (!isSame(form.get("client_secret") ?? "", known.clientSecret)) {
    return {
      status: 401,
      error: "invalid_client",
      code: 7_000_215,
      message: `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
    };
  }
  const scope = form.get("scope") ?? "";
  if (!scope.endsWith("/.default")) {
    return bad(
      1_002_012,
      "invalid_scope",
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    );
  }
  const resource = scope.slice(0, -"/.default".length);
  if (isEnvironment(resource, host)) return null;
  return bad(
    500_011,
    "invalid_resource",
    `The resource principal named ${resource} was not found in the tenant named Sandbox.`,
  );
}

function sendRefusal(reply: FastifyReply, { status, error, code, message }: Refusal, nowMs: number): void {
  const [trace, correlation] = ["8f2b6c00-1d3e-4a5f-9b7c-6e0d1f2a3b00", "5c1d7e20-9a8b-4c6d-8e0f-1a2b3c4d5e00"];
  const timestamp = `${new Date(nowMs).toISOString().slice(0, 19).replace("T", " ")}Z`;
  void reply.code(status).send({
    error,
    error_description: `AADSTS${code}: ${message} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
    error_codes: [code],
    timestamp,
    trace_id: trace,
    correlation_id: correlation,
    error_uri: `https://login.microsoftonline.com/error?code=${code}`,
  });
}

/** Lets a request with a token for this environment through. Throws DataverseError 401, or 403 for an app it does not know. */
export function authenticate(authorization: string | undefined, host: string | undefined, nowMs: number): void {
  const claims = claimsIn(/^Bearer (\S+)$/i.exec(authorization ?? "")?.[1]);
  if (claims === null || claims.exp * 1_000 <= nowMs || !isEnvironment(claims.aud, host)) {
    throw new DataverseError(401, "", "HTTP Error 401 - Unauthorized: Access is denied");
  }
  if (claims.appid !== credentials.clientId) {
    throw new DataverseError(403, "0x80072560", "The user is not a member of the organization.");
  }
}

/** For the `WWW-Authenticate` header of a 401. */
export const challenge = `Bearer error="invalid_token", error_description="Error during token validation!", authorization_uri="https://login.microsoftonline.com/${credentials.tenantId}/oauth2/authorize", resource_id="${organizationUrl}/"`;

function isEnvironment(resource: string, host: string | undefined): boolean {
  const name = resource.replace(/\/+$/, "").toLowerCase();
  return (
    name === organizationUrl || name === `http://${host?.toLowerCase()}` || name === `https://${host?.toLowerCase()}`
  );
}

// A JWT, as Entra's are; signed so that it needs no memory, not as Entra does.
function sign(claims: object): string {
  const parts = [{ typ: "JWT", alg: "HS256" }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  return [...parts, signatureOf(parts.join("."))].join(".");
}

function claimsIn(token: string | undefined): Claims | null {
  const [head, body, signature, ...rest] = (token ?? "").split(".");
  if (body === undefined || signature === undefined || rest.length > 0) return null;
  if (!isSame(signature, signatureOf(`${head}.${body}`))) return null;
  return JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as Claims;
}

function signatureOf(text: string): string {
  return createHmac("sha256", signingKey).update(text).digest("base64url");
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
