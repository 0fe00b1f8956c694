// A configured source, opened: its connector joined with the way to it.
import { createHash } from "node:crypto";
import { createAuthorizer } from "./credentials/authorizer.ts";
import type { Authorizer, AuthorizerDeps } from "./credentials/authorizer.ts";
import { chooseScheme } from "./credentials/choose-scheme.ts";
import type { Secrets } from "./credentials/secrets.ts";
import { createProcessTokens } from "./credentials/process-tokens.ts";
import type { SourceConfig } from "./config/config.ts";
import type { Connector } from "./connectors/contract.ts";
import { ConfigError } from "./errors.ts";
import { createSeenConnector } from "./loaders/seen-connector.ts";
import type { SeenConnector } from "./loaders/seen-connector.ts";
import { servedConnector } from "./loaders/served-connector.ts";
import type { Source } from "./loaders/source.ts";
import type { Clock } from "./runtime/clock.ts";
import type { Logger } from "./runtime/logger.ts";
import { createUpstreamClient } from "./upstream/client.ts";
import type { QuotaOptions } from "./upstream/client.ts";
import type { QuotaLedger } from "./upstream/quota-ledger.ts";

export interface SourceDependencies {
  readonly connectors: readonly Connector[];
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** In [0, 1): jitter. */
  readonly random: () => number;
  readonly log: Logger;
  /** Where access tokens are shared and kept; this process only, if left out. */
  readonly tokens?: AuthorizerDeps["tokens"];
  /** Where the quotas of accounts that others use too are shared; an account is this source's alone, if left out. */
  readonly ledger?: QuotaLedger | undefined;
}

export interface OpenSource extends Source {
  /** What signs its calls. */
  readonly authorizer: Authorizer;
  /** What its account hides. */
  readonly seen: Omit<SeenConnector, "connector">;
}

/** Opens a source; nothing is called yet. Throws ConfigError. Close it by its `client`. */
export function openSource(config: SourceConfig, deps: SourceDependencies): OpenSource {
  const { secrets, clock, random, log } = deps;
  const connector = deps.connectors.find(({ name }) => name === config.connector);
  if (connector === undefined) throw new ConfigError([`${config.name}: there is no connector ${config.connector}`]);
  const scheme = chooseScheme(connector.auth, config.credentials);
  const authorizer = createAuthorizer(scheme, config.credentials, {
    source: config.name,
    baseUrl: config.baseUrl,
    options: config.options,
    secrets,
    clock,
    random,
    log,
    fetch: globalThis.fetch,
    timeoutMs: config.limits.timeoutMs,
    tokens: deps.tokens ?? createProcessTokens(clock),
  });
  const client = createUpstreamClient({
    source: config.name,
    baseUrl: config.baseUrl,
    headers: connector.headers ?? {},
    options: config.options,
    externalIdFields: config.externalIds.map(({ field }) => field),
    authorizer,
    limits: config.limits,
    ...(config.quota.enabled && { quota: quotaOf(config, connector, deps.ledger) }),
    clock,
    random,
    log,
  });
  const { connector: asSeen, ...seen } = createSeenConnector(servedConnector(connector, config.entities), {
    source: config.name,
    externalIdFields: config.externalIds.map(({ field }) => field),
    clock,
    log,
    backgroundHttp: () =>
      client.http({ deadlineMs: clock.now() + 2 * config.limits.timeoutMs, priority: "background" }),
  });
  const unknownValues = new Set<string>();
  return {
    name: config.name,
    brands: config.brands,
    connector: { ...asSeen, limits: config.limits },
    hasCustomers: config.entities.includes("Contact"),
    client,
    authorizer,
    seen,
    mapping: {
      source: config.name,
      defaultCurrency: config.defaultCurrency,
      defaultCountry: config.defaultCountry,
      externalIds: config.externalIds,
      options: config.options,
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

function quotaOf(config: SourceConfig, { quota: rules }: Connector, ledger: QuotaLedger | undefined): QuotaOptions {
  const { windows: ownLimits, shares } = config.quota;
  return { rules: rules ?? { windows: {} }, ownLimits, shares, account: accountOf(config), ledger };
}

/** Names a vendor's account by what reaches it: equal for sources, of whatever instance, that share its quota. */
export function accountOf({ connector, baseUrl, credentials }: SourceConfig): string {
  // References, not secrets: they stay when a key is rotated.
  const references = Object.entries(credentials).map(([name, reference]) => `${name}=${reference}`);
  const text = [baseUrl, ...references.sort()].join("\n");
  return `${connector}-${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
}
