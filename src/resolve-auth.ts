// The configuration's `auth`, with its references resolved to keys.
import type { AuthSettings, VerificationKey } from "./auth/settings.ts";
import type { AuthConfig } from "./config/config.ts";
import type { Secrets } from "./credentials/secrets.ts";

/** Reads the keys that the configuration refers to. Throws ConfigError where one is missing. */
export async function resolveAuth(auth: AuthConfig, secrets: Secrets): Promise<AuthSettings> {
  const keys = await Promise.all(
    auth.keys.map(async (key): Promise<VerificationKey> =>
      key.algorithm === "HS256"
        ? { kid: key.kid, algorithm: key.algorithm, secret: await secrets.get(key.secret) }
        : { kid: key.kid, algorithm: key.algorithm, publicKey: await secrets.get(key.publicKey) },
    ),
  );
  return { ...auth, keys };
}
