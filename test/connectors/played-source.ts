// A source as the loaders have it, over a way that a test gives.
import { createEntityCache } from "../../src/cache/entity-cache.ts";
import type { Connector } from "../../src/connectors/contract.ts";
import type { LoadScope } from "../../src/loaders/load-scope.ts";
import type { Source } from "../../src/loaders/source.ts";
import type { MappingContext } from "../../src/mapping/field-map.ts";
import type { Http } from "../../src/upstream/http.ts";
import { mappingContext } from "./connector-case.ts";

const lifetime = { freshMs: 60_000, staleMs: 0, staleIfErrorMs: 0 };

export function playedSource(connector: Connector, http: () => Http, mapping: Partial<MappingContext> = {}): Source {
  return {
    name: "source",
    brands: [],
    brandNames: {},
    connector,
    hasCustomers: true,
    client: { http, breaker: "closed", quota: null, inFlight: 0, close: async () => undefined },
    mapping: mappingContext(mapping),
    lifetimeOf: () => lifetime,
  };
}

/** One operation's loading, with an empty cache. */
export function loadScope(now: () => number = () => 0): LoadScope {
  const clock = { now };
  return {
    cache: createEntityCache({ maxBytes: 1_000_000, clock }),
    clock,
    observer: {
      onCacheHit: () => undefined,
      onCacheMiss: () => undefined,
      onStale: () => undefined,
      onLost: () => undefined,
      onCall: () => undefined,
      onTag: () => undefined,
      onLifetime: () => undefined,
    },
    selects: new Map(),
    deadlineMs: now() + 60_000,
    brandIdsOf: () => [""],
    onBackgroundError: () => undefined,
  };
}
