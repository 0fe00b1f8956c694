// With which tokens `check` signs in. A refresh token may be good for one use: whoever uses it keeps the next one where
// the gateway finds it, or locks the gateway out.
import { existsSync } from "node:fs";
import type { Config } from "../config/config.ts";
import type { Connector } from "../connectors/contract.ts";
import type { AuthorizerDeps } from "../credentials/authorizer.ts";
import type { Secrets } from "../credentials/secrets.ts";
import { keptTokens } from "../kept-tokens.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { databaseIn } from "../store/data-folder.ts";
import { createStore } from "../store/open-store.ts";
import { OlderDatabaseError } from "../store/store-error.ts";
import { signsInByRefreshToken } from "./credential-warnings.ts";

export interface CheckTokens {
  /** The gateway's; undefined for such as end with this process. */
  readonly tokens: AuthorizerDeps["tokens"] | undefined;
  /** Why no refresh token may be used; null where they may. */
  readonly whyNoRefresh: string | null;
  /** Why the gateway itself will not get on with its store; null where it will, or that is not known. */
  readonly problem: string | null;
  close(): Promise<void>;
}

export interface CheckTokensDeps {
  readonly connectors: readonly Connector[];
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly log: Logger;
}

/** For a sandbox that nobody else uses. */
export const throwawayTokens: CheckTokens = {
  tokens: undefined,
  whyNoRefresh: null,
  problem: null,
  close: () => Promise.resolve(),
};

/** The gateway's own tokens, where they can be had beside it. Rejects with ConfigError. */
export async function openCheckTokens(config: Config, deps: CheckTokensDeps): Promise<CheckTokens> {
  const { url, folder, secret } = config.store;
  const isNeeded =
    secret !== undefined && config.sources.some((source) => signsInByRefreshToken(source, deps.connectors));
  if (url === undefined && !isNeeded) return withoutStore(NO_SECRET);
  if (url === undefined && !existsSync(databaseIn(folder))) return withoutStore(noDatabase(folder));

  const { secrets, log } = deps;
  const store = createStore({
    config: config.store,
    readSecret: (reference) => secrets.get(reference),
    log,
    mayUpgrade: false,
  });
  const tokens = await keptTokens(config.store, { ...deps, store });
  try {
    await store.query("select 1"); // Opens it, or says why not. A gateway that runs on the folder is the usual reason.
  } catch (problem) {
    await store.close();
    const words = wordsOf(problem);
    const isUsual = url === undefined || problem instanceof OlderDatabaseError;
    return { ...withoutStore(words), problem: isUsual ? null : words };
  }
  return {
    tokens,
    whyNoRefresh: tokens === undefined ? NO_SECRET : null,
    problem: null,
    close: () => store.close(),
  };
}

const NO_SECRET = "Without store.secret the next one would be lost: set it";

function noDatabase(folder: string): string {
  return `The next one would be kept in ${folder}, where no gateway has kept anything yet: start it first, or give store.url`;
}

function withoutStore(whyNoRefresh: string): CheckTokens {
  return { ...throwawayTokens, whyNoRefresh };
}

/** Of several addresses that all failed Node tells in `code` alone. */
function wordsOf(problem: unknown): string {
  if (!(problem instanceof Error)) return String(problem);
  return problem.message || ("code" in problem ? String(problem.code) : problem.name);
}
