import jsonwebtoken from "jsonwebtoken";
import { RequestError } from "../errors.ts";

/** The error for a token that is not taken. The reason completes "The token is refused: ..." and quotes nothing of it. */
export function refuse(reason: string): RequestError {
  return new RequestError("UNAUTHENTICATED", reason);
}

/** Was a well-formed token just not signed with the key it was checked with? */
export function isWrongSignature(error: unknown): boolean {
  return error instanceof jsonwebtoken.JsonWebTokenError && error.message === "invalid signature";
}

/**
 * Says in our words why `jsonwebtoken` refused a token. Whatever else it throws comes from the token too: a signature of
 * the wrong length is a TypeError of the library below.
 */
export function explainRefusal(error: unknown, expected: { issuers: string; audiences: string }): RequestError {
  if (error instanceof jsonwebtoken.TokenExpiredError) {
    const at = error.expiredAt.toISOString();
    return refuse(
      error.message === "maxAge exceeded"
        ? `the token was too old at ${at}: get a new one`
        : `the token expired at ${at}: get a new one`,
    );
  }
  if (error instanceof jsonwebtoken.NotBeforeError) {
    return refuse(`the token is not valid before ${error.date.toISOString()}`);
  }
  const message = error instanceof jsonwebtoken.JsonWebTokenError ? error.message : "";
  if (message.startsWith("jwt issuer invalid")) return refuse(`the token's issuer is not ${expected.issuers}`);
  if (message.startsWith("jwt audience invalid")) return refuse(`the token is not meant for ${expected.audiences}`);
  if (message === "jwt signature is required") return refuse("the token has no signature");
  if (message.startsWith("iat required")) return refuse("the token does not say when it was issued (iat)");
  if (message === "invalid exp value") return refuse("the token's exp is not a number");
  if (message === "invalid nbf value") return refuse("the token's nbf is not a number");
  return refuse("the token is malformed");
}
