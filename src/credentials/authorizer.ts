// Signs the calls of one source.
import { ConfigError } from "../errors.ts";
import type { Clock } from "../runtime/clock.ts";
import { fillIn, namesIn } from "../runtime/fill-in.ts";
import type { Logger } from "../runtime/logger.ts";
import type { AuthScheme } from "./auth-scheme.ts";
import { userTemplate } from "./choose-scheme.ts";
import { createOAuth2Refresh } from "./oauth2-refresh.ts";
import type { PostForm } from "./post-form.ts";
import type { Secrets } from "./secrets.ts";
import { createStaticAuthorizer } from "./static-authorizer.ts";

/** Headers that sign a call. The same object as long as nothing changed, so that callers can tell by identity. */
export type SignedHeaders = Readonly<Record<string, string>>;

export interface Authorizer {
  /**
   * At once where they are known, which is nearly always; else a promise. Rejects with ConfigError (a secret is
   * missing) or UpstreamError (the source gives no token).
   */
  headers(): SignedHeaders | Promise<SignedHeaders>;
  /** The source refused the headers: looks for newer ones. Rejects as `headers` does. */
  refresh(): Promise<void>;
}

export interface AuthorizerDeps {
  /** For errors and log lines. */
  readonly source: string;
  readonly baseUrl: string;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly log: Logger;
  /** The way to a token endpoint. */
  readonly postForm: PostForm;
}

/** @param credentials references by the name that the scheme gives them; all that the scheme needs must be there. */
export function createAuthorizer(
  scheme: AuthScheme,
  credentials: Readonly<Record<string, string>>,
  deps: AuthorizerDeps,
): Authorizer {
  const secretOf = async (name: string): Promise<string> => {
    const reference = Object.hasOwn(credentials, name) ? credentials[name] : undefined;
    if (reference === undefined)
      throw new Error(`The credential ${name} is not given: choose the scheme by chooseScheme`);
    return deps.secrets.get(reference);
  };
  switch (scheme.scheme) {
    case "bearer":
      return createStaticAuthorizer(async () => bearerHeader(scheme.secret, await secretOf(scheme.secret)), deps);
    case "basic":
      return createStaticAuthorizer(async () => basicHeader(scheme, secretOf), deps);
    case "oauth2-refresh":
      return createOAuth2Refresh(scheme, secretOf, deps);
  }
}

/** RFC 6750. */
function bearerHeader(name: string, token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return `Bearer ${token}`;
  throw new ConfigError([
    `the credential ${name} should be one line of ASCII without spaces: check what is stored there`,
  ]);
}

/** RFC 7617. */
async function basicHeader(
  { user, password }: AuthScheme & { readonly scheme: "basic" },
  secretOf: (name: string) => Promise<string>,
): Promise<string> {
  const template = userTemplate(user);
  const values = new Map<string, string>();
  for (const name of namesIn(template)) values.set(name, await secretOf(name));
  const filled = fillIn(template, (name) => values.get(name) ?? "");
  return `Basic ${Buffer.from(`${filled}:${await secretOf(password)}`, "utf8").toString("base64")}`;
}
