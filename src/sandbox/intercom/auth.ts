// https://developers.intercom.com/docs/build-an-integration/learn-more/authentication
import { timingSafeEqual } from "node:crypto";
import { IntercomError } from "./errors.ts";

/** Nothing of this is secret: it opens the sandbox only. */
export const credentials = { accessToken: "dG9rOnNhbmRib3gtaW50ZXJjb20tYWNjZXNzLXRva2Vu" } as const;

/** Throws Intercom's 401 unless the header carries the workspace's access token. */
export function authenticate(authorization: string | undefined): void {
  const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? "")?.[1];
  // What Intercom answers to a request without a token, as kept in public repositories; the other is in its own examples.
  if (token === undefined) throw new IntercomError(401, { code: "token_not_found", message: "Unauthorized" });
  if (!isSame(token, credentials.accessToken)) {
    throw new IntercomError(401, { code: "unauthorized", message: "Access Token Invalid" });
  }
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
