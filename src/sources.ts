// A configured source, opened: its connector joined with the way to it.
import { createAuthorizer } from "./credentials/authorizer.ts";
import { chooseScheme } from "./credentials/choose-scheme.ts";
import { createPostForm } from "./credentials/post-form.ts";
import type { Secrets } from "./credentials/secrets.ts";
import type { SourceConfig } from "./config/config.ts";
import type { Connector } from "./connectors/contract.ts";
import { ConfigError } from "./errors.ts";
import type { Source } from "./loaders/source.ts";
import type { Clock } from "./runtime/clock.ts";
import type { Logger } from "./runtime/logger.ts";
import { createUpstreamClient } from "./upstream/client.ts";

export interface SourceDependencies {
  readonly connectors: readonly Connector[];
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** In [0, 1): jitter. */
  readonly random: () => number;
  readonly log: Logger;
}

/** Opens a source; nothing is called yet. Throws ConfigError. Close it by its `client`. */
export function openSource(config: SourceConfig, deps: SourceDependencies): Source {
  const { secrets, clock, random, log } = deps;
  const connector = deps.connectors.find(({ name }) => name === config.connector);
  if (connector === undefined) throw new ConfigError([`${config.name}: there is no connector ${config.connector}`]);
  const scheme = chooseScheme(connector.auth, config.credentials);
  const authorizer = createAuthorizer(scheme, config.credentials, {
    source: config.name,
    baseUrl: config.baseUrl,
    secrets,
    clock,
    log,
    postForm: createPostForm({ timeoutMs: config.limits.timeoutMs }),
  });
  const client = createUpstreamClient({
    source: config.name,
    baseUrl: config.baseUrl,
    headers: connector.headers ?? {},
    options: config.options,
    externalIdFields: config.externalIds.map(({ field }) => field),
    authorizer,
    limits: config.limits,
    clock,
    random,
    log,
  });
  const unknownValues = new Set<string>();
  return {
    name: config.name,
    brands: config.brands,
    connector: { ...connector, limits: config.limits },
    client,
    mapping: {
      source: config.name,
      defaultCurrency: config.defaultCurrency,
      defaultCountry: config.defaultCountry,
      externalIds: config.externalIds,
      onUnknownValue(path, value) {
        const what = `${path}=${value}`;
        if (unknownValues.has(what) || unknownValues.size > 1_000) return; // each is said once
        unknownValues.add(what);
        log.warn({ source: config.name, path, value }, "A source sent a value that its mapping does not know");
      },
    },
    lifetimeOf(type) {
      const { freshSeconds, staleSeconds, staleIfErrorSeconds } = config.lifetimes[type];
      return { freshMs: freshSeconds * 1000, staleMs: staleSeconds * 1000, staleIfErrorMs: staleIfErrorSeconds * 1000 };
    },
  };
}
