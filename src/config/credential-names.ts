import type { Connector } from "../connectors/contract.ts";
import { chooseScheme, credentialNames } from "../credentials/choose-scheme.ts";
import { ConfigError } from "../errors.ts";

/** Every credential that a source of this connector may name, over all ways to sign in. */
export function knownCredentials({ auth }: Connector): readonly string[] {
  return [...new Set(auth.flatMap(credentialNames))];
}

/** Why the credentials given are not enough to sign in; null when one way is complete. */
export function incompleteCredentials({ auth }: Connector, given: readonly string[]): string | null {
  try {
    chooseScheme(auth, Object.fromEntries(given.map((name) => [name, name])));
    return null;
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}
