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
import { customConnector } from "./loaders/custom-connector.ts";
import { createSeenConnector } from "./loaders/seen-connector.ts";
import type { SeenConnector } from "./loaders/seen-connector.ts";
import { servedConnector } from "./loaders/served-connector.ts";
import type { Source } from "./loaders/source.ts";
import type { MappingContext } from "./mapping/field-map.ts";
import { openProjections, type OpenProjections } from "./projections/open-projections.ts";
import type { Clock } from "./runtime/clock.ts";
import type { Logger } from "./runtime/logger.ts";
import type { Store } from "./store/store.ts";
import { createUpstreamClient } from "./upstream/client.ts";
import type { QuotaOptions } from "./upstream/client.ts";
import type { Http } from "./upstream/http.ts";
import type { QuotaLedger } from "./upstream/quota-ledger.ts";

export interface SourceDependencies {
  readonly connectors: readonly Connector[];
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** In [0, 1): jitter. */
  readonly random: () => number;
  readonly log: Logger;
  /** Where access tokens are shared and kept; this process only, if left out. */
  readonly tokens?: AuthorizerDeps["tokens"] | undefined;
  /** Where the quotas of accounts that others use too are shared; an account is this source's alone, if left out. */
  readonly ledger?: QuotaLedger | undefined;
  /** Where records are kept that vendors can't be asked for; without it there are none. */
  readonly projections?: {
    readonly store: Store;
    /** Told the tags of what caches must not serve any more. */
    readonly drop: (tags: Iterable<string>) => void;
  };
}

export interface OpenSource extends Source {
  /** A way to it for work that nobody waits for. */
  readonly backgroundHttp: () => Http;
  /** What signs its calls. */
  readonly authorizer: Authorizer;
  /** What its account hides. */
  readonly seen: Omit<SeenConnector, "connector">;
  /** What of it is kept in the store; null where nothing is. */
  readonly projections: Omit<OpenProjections, "connector"> | null;
}

/** A page of a feed may take several calls, and a background call waits for its turn. */
const CALLS_A_PAGE = 4;

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
    defaultCurrency: config.defaultCurrency,
    authorizer,
    limits: config.limits,
    ...(config.quota.enabled && { quota: quotaOf(config, connector, deps.ledger) }),
    clock,
    random,
    log,
  });
  const backgroundHttp = (calls: number): Http =>
    client.http({ deadlineMs: clock.now() + calls * config.limits.timeoutMs, priority: "background" });
  const { connector: asSeen, ...seen } = createSeenConnector(
    customConnector(servedConnector(connector, config.entities), config.customFields),
    {
      source: config.name,
      externalIdFields: config.externalIds.map(({ field }) => field),
      clock,
      log,
      backgroundHttp: () => backgroundHttp(2),
    },
  );
  const mapping = mappingOf(config, log);
  const projections =
    deps.projections === undefined
      ? null
      : openProjections(asSeen, {
          ...deps.projections,
          mapping,
          clock,
          log,
          backgroundHttp: () => backgroundHttp(CALLS_A_PAGE),
        });
  return {
    name: config.name,
    brands: config.brands,
    brandNames: config.brandNames,
    connector: { ...(projections?.connector ?? asSeen), limits: config.limits },
    ...(config.deadlineMs !== null && { deadlineMs: config.deadlineMs }),
    hasCustomers: config.entities.includes("Contact"),
    client,
    backgroundHttp: () => backgroundHttp(CALLS_A_PAGE),
    authorizer,
    seen,
    projections,
    mapping,
    lifetimeOf(type) {
      const { freshSeconds, staleSeconds, staleIfErrorSeconds } = config.lifetimes[type];
      return { freshMs: freshSeconds * 1000, staleMs: staleSeconds * 1000, staleIfErrorMs: staleIfErrorSeconds * 1000 };
    },
  };
}

function mappingOf(config: SourceConfig, log: Logger): MappingContext {
  const { name: source, defaultCurrency, defaultCountry, externalIds, customFields, options } = config;
  const unknownValues = new Set<string>();
  return {
    source,
    defaultCurrency,
    defaultCountry,
    externalIds,
    ...(customFields.length > 0 && { customFields }),
    options,
    onUnknownValue(path, value) {
      const what = `${path}=${value}`;
      if (unknownValues.has(what) || unknownValues.size > 1_000) return; // each is said once
      unknownValues.add(what);
      log.warn({ source, path, value }, "A source sent a value that its mapping does not know");
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
