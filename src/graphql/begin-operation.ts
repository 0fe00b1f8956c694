// What an operation's resolvers get: loaders over the sources that the caller may see, watched for what they do.
import type { Principal } from "../auth/principal.ts";
import type { RowPolicy } from "../auth/row-policy.ts";
import type { EntityCache } from "../cache/entity-cache.ts";
import { createCustomers } from "../identity/customers.ts";
import type { LinkCache } from "../identity/link-cache.ts";
import { createLoaders } from "../loaders/create-loaders.ts";
import type { Patience } from "../loaders/in-time.ts";
import type { Source } from "../loaders/source.ts";
import type { Clock } from "../runtime/clock.ts";
import { systemTimers, type Timers } from "../runtime/timers.ts";
import type { Logger } from "../runtime/logger.ts";
import type { Ids } from "../runtime/opaque.ts";
import type { GraphqlContext, RequestContext } from "./context.ts";
import { createObservation } from "./observation.ts";
import type { Selects } from "./projection.ts";

export interface OperationParts {
  readonly sources: readonly Source[];
  readonly rowPolicy: RowPolicy;
  readonly entityCache: EntityCache;
  readonly linkCache: LinkCache;
  readonly ids: Ids;
  readonly clock: Clock;
  /** The process's, if left out. */
  readonly timers?: Timers | undefined;
  readonly log: Logger;
  /** Throws RequestError FORBIDDEN. */
  readonly checkType: (typeName: string, principal: Principal) => void;
}

/** Makes the context of one run of a planned operation. */
export function createBeginOperation(
  parts: OperationParts,
): (selects: Selects, request: RequestContext) => GraphqlContext {
  const { sources, rowPolicy, entityCache, linkCache, ids, clock, timers = systemTimers, log, checkType } = parts;
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
        patience: patienceOf(sources, request, clock.now(), timers),
        brandIdsOf: (source) => rowPolicy.brandIds(source, request.principal),
        onBackgroundError: (error) =>
          log.warn({ err: error, requestId: request.requestId }, "A refresh behind an answer failed"),
      },
      visible.size === sources.length ? sources : sources.filter(({ name }) => visible.has(name)),
    );
    return {
      ...request,
      ids,
      loaders,
      customers: createCustomers(loaders, linkCache),
      observation,
      reached: new Set(),
      shortfalls: [],
      checkType: (typeName) => checkType(typeName, request.principal),
    };
  };
}

/** How long the operation waits for each source: until it is due, or as the configuration or the caller says. */
function patienceOf(
  sources: readonly Source[],
  { deadlineMs, deadlines }: RequestContext,
  nowMs: number,
  timers: Timers,
): Patience | undefined {
  const earlier = new Map<string, number>();
  for (const source of sources) {
    const untilMs = Math.min(
      nowMs + (source.deadlineMs ?? Infinity),
      deadlines?.wholeMs ?? Infinity,
      deadlines?.bySource.get(source.name) ?? Infinity,
    );
    if (untilMs < deadlineMs) earlier.set(source.name, untilMs);
  }
  if (earlier.size === 0) return undefined;
  return { untilMs: (source) => earlier.get(source) ?? deadlineMs, timers };
}
