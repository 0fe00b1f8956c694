// Who is asking: the bearer token of the Authorization header, or 401 with the reason.
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Principal } from "../auth/principal.ts";
import type { TokenVerifier } from "../auth/token.ts";
import { RequestError } from "../errors.ts";

const BEARER = /^Bearer +([\w.~+/=-]+) *$/i;

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

/** 401 as GraphQL clients read it (an `errors` array) and as HTTP ones do (RFC 6750's WWW-Authenticate). */
export function sendUnauthenticated(reply: FastifyReply, reason: string): FastifyReply {
  const description = reason.replaceAll(/[^\x20-\x7e]/g, "?").replaceAll(/["\\]/g, "'");
  return reply
    .code(401)
    .header("www-authenticate", `Bearer realm="tributary", error="invalid_token", error_description="${description}"`)
    .send({ errors: [{ message: reason, extensions: { code: "UNAUTHENTICATED" } }] });
}
