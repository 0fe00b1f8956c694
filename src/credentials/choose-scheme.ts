import { ConfigError } from "../errors.ts";
import { namesIn } from "../runtime/fill-in.ts";
import type { AuthScheme } from "./auth-scheme.ts";

/** The credentials that a way to sign in needs, as a connector names them. */
export function credentialNames(scheme: AuthScheme): readonly string[] {
  switch (scheme.scheme) {
    case "bearer":
      return [scheme.secret];
    case "basic":
      return [...namesIn(userTemplate(scheme.user)), scheme.password];
    case "header":
      return namesIn(scheme.value);
    case "oauth2-refresh":
      return [scheme.clientId, scheme.clientSecret, scheme.refreshToken];
    case "oauth2-client-credentials":
      return [scheme.clientId, scheme.clientSecret];
    case "oauth2-jwt-bearer":
      return [scheme.clientId, scheme.username, scheme.privateKey];
  }
}

/** A user of basic authentication with its names in braces: one without braces is itself a name. */
export function userTemplate(user: string): string {
  return user.includes("{") ? user : `{${user}}`;
}

/**
 * The first of a connector's ways to sign in whose credentials are all given.
 * @param credentials references by the credential's name
 * Throws ConfigError that says what each way needs.
 */
export function chooseScheme(
  schemes: readonly AuthScheme[],
  credentials: Readonly<Record<string, string>>,
): AuthScheme {
  const isGiven = (name: string): boolean => Object.hasOwn(credentials, name);
  const chosen = schemes.find((scheme) => credentialNames(scheme).every(isGiven));
  if (chosen !== undefined) return chosen;
  const ways = schemes.map((scheme) => {
    const names = credentialNames(scheme);
    const missing = names.filter((name) => !isGiven(name));
    const tail = missing.length < names.length ? ` (missing: ${missing.join(", ")})` : "";
    return `${names.join(" + ")} for ${scheme.scheme}${tail}`;
  });
  throw new ConfigError([`credentials are incomplete: give ${ways.join(", or ")}`]);
}
