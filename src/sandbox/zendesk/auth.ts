// Basic `email/token:APITOKEN` or an OAuth bearer token:
// https://developer.zendesk.com/api-reference/introduction/security-and-auth/
import { notAuthenticated } from "./errors.ts";

/** What a client of the sandbox's account presents. */
export const credentials = {
  email: "integrations@tributary-sandbox.example",
  apiToken: "sandbox-zendesk-api-token",
  accessToken: "sandbox-zendesk-access-token",
} as const;

/** Throws Zendesk's 401 unless the header carries the account's credentials. */
export function authenticate(authorization: string | undefined): void {
  const [scheme = "", value = ""] = (authorization ?? "").split(" ", 2);
  const isKnown =
    scheme.toLowerCase() === "bearer"
      ? value === credentials.accessToken
      : scheme.toLowerCase() === "basic" && isApiToken(Buffer.from(value, "base64").toString("utf8"));
  if (!isKnown) throw notAuthenticated();
}

function isApiToken(userAndPassword: string): boolean {
  const colon = userAndPassword.indexOf(":");
  const user = userAndPassword.slice(0, colon).toLowerCase();
  return user === `${credentials.email}/token` && userAndPassword.slice(colon + 1) === credentials.apiToken;
}
