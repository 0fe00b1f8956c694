// A source whose vendor is an array in memory: for tests of what is above connectors.
import type { Connector, SourceKind } from "../../src/connectors/contract.ts";
import type { Lifetime } from "../../src/cache/entity-cache.ts";
import { createEntityCache } from "../../src/cache/entity-cache.ts";
import { createObservation } from "../../src/graphql/observation.ts";
import type { LoadScope } from "../../src/loaders/load-scope.ts";
import type { Source } from "../../src/loaders/source.ts";
import type { EntityType } from "../../src/mapping/entities.ts";
import type { Http } from "../../src/upstream/http.ts";

export const LIFETIME: Lifetime = { freshMs: 1_000, staleMs: 2_000, staleIfErrorMs: 60_000 };

/** A clock that stands until it is moved. */
export function heldClock(startMs = 1_000_000) {
  const clock = { ms: startMs, now: () => clock.ms };
  return clock;
}

export interface FakeSourceOptions {
  readonly name: string;
  readonly kind?: SourceKind;
  readonly entities: Connector["entities"];
  readonly batchSize?: number;
  readonly hasCustomers?: boolean;
  readonly externalIds?: readonly { field: string; source: string }[];
}

export function fakeSource({
  name,
  kind = "crm",
  entities,
  batchSize = 3,
  externalIds = [],
  hasCustomers = true,
}: FakeSourceOptions): Source {
  const http: Http = {
    get: () => Promise.reject(new Error("fake connectors do not call")),
    getOptional: () => Promise.reject(new Error("fake connectors do not call")),
    read: () => Promise.reject(new Error("fake connectors do not call")),
    deadlineMs: Infinity,
    options: {},
    externalIdFields: externalIds.map(({ field }) => field),
    defaultCurrency: null,
    now: () => 0,
  };
  return {
    name,
    brands: [],
    brandNames: {},
    connector: {
      name: `${name}-connector`,
      kind,
      baseUrl: null,
      auth: [],
      limits: { batchSize, concurrency: 8, timeoutMs: 1_000 },
      entities,
      probe: () => Promise.resolve(),
    },
    hasCustomers,
    client: { http: () => http, breaker: "closed", quota: null, inFlight: 0, close: () => Promise.resolve() },
    mapping: {
      source: name,
      defaultCurrency: null,
      defaultCountry: null,
      externalIds,
      onUnknownValue: () => undefined,
    },
    lifetimeOf: () => LIFETIME,
  };
}

/** A load scope over an empty cache, with what it observed. */
export function loadScope(selects: Partial<Record<EntityType, readonly string[]>> = {}, cacheBytes = 1_000_000) {
  const clock = heldClock();
  const cache = createEntityCache({ maxBytes: cacheBytes, clock });
  const backgroundErrors: unknown[] = [];
  /** A new operation over the same cache. */
  const begin = (): { scope: LoadScope; observation: ReturnType<typeof createObservation> } => {
    const observation = createObservation();
    const scope: LoadScope = {
      cache,
      clock,
      observer: observation,
      selects: new Map(Object.entries(selects) as [EntityType, readonly string[]][]),
      deadlineMs: clock.ms + 3_000,
      brandIdsOf: () => [""],
      onBackgroundError: (error) => backgroundErrors.push(error),
    };
    return { scope, observation };
  };
  return { clock, cache, begin, backgroundErrors };
}
