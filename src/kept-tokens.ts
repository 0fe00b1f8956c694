// Where the tokens of sources are kept, as the configuration says.
import type { Config } from "./config/config.ts";
import type { AuthorizerDeps } from "./credentials/authorizer.ts";
import type { Secrets } from "./credentials/secrets.ts";
import { createTokenSealer } from "./credentials/token-sealer.ts";
import type { Clock } from "./runtime/clock.ts";
import type { Store } from "./store/store.ts";
import { createTokenStore } from "./store/token-store.ts";

/**
 * In the store, sealed; undefined where the configuration has no secret for that. Nothing is opened yet.
 * Throws ConfigError for a secret that can't be read or is too short.
 */
export async function keptTokens(
  { secret }: Config["store"],
  { store, secrets, clock }: { readonly store: Store; readonly secrets: Secrets; readonly clock: Clock },
): Promise<AuthorizerDeps["tokens"] | undefined> {
  if (secret === undefined) return undefined;
  const [first, ...older] = secret;
  const opening = await Promise.all(older.map((reference) => secrets.get(reference)));
  return {
    store: createTokenStore(store, clock),
    sealer: createTokenSealer([await secrets.get(first), ...opening]),
  };
}
