// What an operation's resolvers get: loaders over the sources that the caller may see, watched for what they do.
import type { Principal } from "../auth/principal.ts";
import type { RowPolicy } from "../auth/row-policy.ts";
import type { EntityCache } from "../cache/entity-cache.ts";
import { createCustomers } from "../identity/customers.ts";
import type { LinkCache } from "../identity/link-cache.ts";
import { createLoaders } from "../loaders/create-loaders.ts";
import type { Source } from "../loaders/source.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import type { Ids } from "../runtime/opaque.ts";
import type { GraphqlContext, RequestContext } from "./context.ts";
import { createObservation } from "./observation.ts";
import type { Selects } from "./projection.ts";
import { checkArranged } from "./resolvers/check-arranged.ts";

export interface OperationParts {
  readonly sources: readonly Source[];
  readonly rowPolicy: RowPolicy;
  readonly entityCache: EntityCache;
  readonly linkCache: LinkCache;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly log: Logger;
  /** Throws RequestError FORBIDDEN. */
  readonly checkType: (typeName: string, principal: Principal) => void;
}

/** Makes the context of one run of a planned operation. */
export function createBeginOperation(
  parts: OperationParts,
): (selects: Selects, request: RequestContext) => GraphqlContext {
  const { sources, rowPolicy, entityCache, linkCache, ids, clock, log, checkType } = parts;
  return (selects, request) => {
    const observation = createObservation();
    const visible = rowPolicy.visibleSources(request.principal);
    const loaders = createLoaders(
      {
        cache: entityCache,
        clock,
        observer: observation,
        selects,
        deadlineMs: request.deadlineMs,
        brandIdsOf: (source) => rowPolicy.brandIds(source, request.principal),
        onBackgroundError: (error) =>
          log.warn({ err: error, requestId: request.requestId }, "A refresh behind an answer failed"),
      },
      visible.size === sources.length ? sources : sources.filter(({ name }) => visible.has(name)),
    );
    const customers = createCustomers(loaders, linkCache);
    return {
      ...request,
      ids,
      loaders,
      customers,
      checkArranged: (field) => checkArranged(field, { ids, loaders, customers }),
      observation,
      reached: new Set(),
      shortfalls: [],
      checkType: (typeName) => checkType(typeName, request.principal),
    };
  };
}
