// Who is asking: the bearer token of the Authorization header, or 401 with the reason.
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Principal } from "../auth/principal.ts";
import type { TokenVerifier } from "../auth/token.ts";
import { RequestError } from "../errors.ts";

// What RFC 6750, section 2.1, calls a b64token.
const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;

/** The principal. Throws RequestError UNAUTHENTICATED that says what is wrong with the token, or that there is none. */
export function authenticate(request: FastifyRequest, verifier: TokenVerifier): Principal | Promise<Principal> {
  const header = request.headers.authorization;
  if (header === undefined) {
    throw new RequestError("UNAUTHENTICATED", "the request has no token: send it as `Authorization: Bearer <token>`");
  }
  const token = BEARER.exec(header)?.[1];
  if (token === undefined) {
    throw new RequestError("UNAUTHENTICATED", "the Authorization header should be `Bearer <token>`, and is not");
  }
  return verifier.verifyCached(token) ?? verifier.verify(token);
}

/**
 * 401 as GraphQL clients read it (an `errors` array) and as HTTP ones do (RFC 6750, section 3); 503 where the identity
 * provider's keys can't be had, so that nobody throws a good token away.
 */
export function sendRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  { code, message }: RequestError,
): FastifyReply {
  const body = { errors: [{ message, extensions: { code } }] };
  void reply.header("cache-control", "no-store");
  if (code === "AUTHENTICATION_UNAVAILABLE") return reply.code(503).header("retry-after", "10").send(body);
  return reply
    .code(401)
    .header("www-authenticate", challenge(request.headers.authorization !== undefined, message))
    .send(body);
}

// A request that brought no credentials at all is told the scheme and no error (section 3.1).
function challenge(hasCredentials: boolean, reason: string): string {
  if (!hasCredentials) return 'Bearer realm="tributary"';
  const description = reason.replaceAll(/[^\x20-\x7e]/g, "?").replaceAll(/["\\]/g, "'");
  return `Bearer realm="tributary", error="invalid_token", error_description="${description}"`;
}
