// What an operation's resolvers get: loaders over the sources that the caller may see, watched for what they do.
import type { Principal } from "../auth/principal.ts";
import type { RowPolicy } from "../auth/row-policy.ts";
import type { EntityCache } from "../cache/entity-cache.ts";
import { createCustomers } from "../identity/customers.ts";
import type { LinkCache } from "../identity/link-cache.ts";
import { createLoaders } from "../loaders/create-loaders.ts";
import type { LoadScope } from "../loaders/load-scope.ts";
import type { Source } from "../loaders/source.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import type { Ids } from "../runtime/opaque.ts";
import { createSums } from "../sums/load-sums.ts";
import type { SumStore } from "../sums/sum-store.ts";
import type { GraphqlContext, RequestContext } from "./context.ts";
import { createObservation } from "./observation.ts";
import type { Selects } from "./projection.ts";

export interface OperationParts {
  readonly sources: readonly Source[];
  readonly rowPolicy: RowPolicy;
  readonly entityCache: EntityCache;
  readonly linkCache: LinkCache;
  readonly sumStore: SumStore;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly log: Logger;
  /** Throws RequestError FORBIDDEN. */
  readonly checkType: (typeName: string, principal: Principal) => void;
  readonly canRead: (typeName: string, fieldName: string, principal: Principal) => boolean;
  readonly searchDeadlineMs: number;
}

/** Makes the context of one run of a planned operation. */
export function createBeginOperation(
  parts: OperationParts,
): (selects: Selects, request: RequestContext) => GraphqlContext {
  const {
    sources,
    rowPolicy,
    entityCache,
    linkCache,
    sumStore,
    ids,
    clock,
    log,
    checkType,
    canRead,
    searchDeadlineMs,
  } = parts;
  return (selects, request) => {
    const observation = createObservation();
    const visible = rowPolicy.visibleSources(request.principal);
    const seen = visible.size === sources.length ? sources : sources.filter(({ name }) => visible.has(name));
    const scope: LoadScope = {
      cache: entityCache,
      clock,
      observer: observation,
      selects,
      deadlineMs: request.deadlineMs,
      brandIdsOf: (source) => rowPolicy.brandIds(source, request.principal),
      onBackgroundError: (error) =>
        log.warn({ err: error, requestId: request.requestId }, "A refresh behind an answer failed"),
    };
    const until = (deadlineMs: number): Pick<GraphqlContext, "loaders" | "customers"> => {
      const loaders = createLoaders({ ...scope, deadlineMs }, seen);
      return { loaders, customers: createCustomers(loaders, linkCache) };
    };
    return {
      ...request,
      ids,
      ...until(request.deadlineMs),
      sums: createSums(sumStore, scope, request.principal.brands),
      observation,
      reached: new Set(),
      shortfalls: [],
      checkType: (typeName) => checkType(typeName, request.principal),
      canRead: (typeName, fieldName) => canRead(typeName, fieldName, request.principal),
      within: (milliseconds) => until(Math.min(request.deadlineMs, clock.now() + milliseconds)),
      searchDeadlineMs,
    };
  };
}
