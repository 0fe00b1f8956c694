// What an operation's resolvers get: loaders over the sources that the caller may see, watched for what they do.
import type { Principal } from "../auth/principal.ts";
import type { RowPolicy } from "../auth/row-policy.ts";
import type { EntityCache } from "../cache/entity-cache.ts";
import { createCustomers } from "../identity/customers.ts";
import type { LinkCache } from "../identity/link-cache.ts";
import { createDeciding } from "../identity/deciding.ts";
import type { People, PeopleDecisions } from "../identity/people.ts";
import { createSurvivors, type Survivorship } from "../identity/survivors.ts";
import { createLoaders } from "../loaders/create-loaders.ts";
import type { Patience } from "../loaders/in-time.ts";
import type { LoadScope } from "../loaders/load-scope.ts";
import type { Source } from "../loaders/source.ts";
import type { Clock } from "../runtime/clock.ts";
import { systemTimers, type Timers } from "../runtime/timers.ts";
import type { Logger } from "../runtime/logger.ts";
import type { Ids } from "../runtime/opaque.ts";
import { createSums } from "../sums/load-sums.ts";
import type { SumStore } from "../sums/sum-store.ts";
import type { GraphqlContext, RequestContext } from "./context.ts";
import { createObservation } from "./observation.ts";
import type { Selects } from "./projection.ts";
import { checkArranged } from "./resolvers/check-arranged.ts";

export interface OperationParts {
  readonly sources: readonly Source[];
  readonly rowPolicy: RowPolicy;
  readonly entityCache: EntityCache;
  readonly linkCache: LinkCache;
  readonly sumStore: SumStore;
  /** Who is who, as the store knows it; null where it is not kept. */
  readonly people: People | null;
  /** What administrators decide about it; null where it is not kept. */
  readonly decisions: PeopleDecisions | null;
  readonly survivorship: Survivorship;
  /** Told the tags of what caches must not serve any more. */
  readonly drop: (tags: Iterable<string>) => void;
  readonly ids: Ids;
  readonly clock: Clock;
  /** The process's, if left out. */
  readonly timers?: Timers | undefined;
  readonly log: Logger;
  /** Throws RequestError FORBIDDEN. */
  readonly checkType: (typeName: string, principal: Principal) => void;
  /** May the caller read this field: `Customer.phone`? */
  readonly mayRead: (coordinate: string, principal: Principal) => boolean;
  readonly searchDeadlineMs: number;
}

/** Makes the context of one run of a planned operation. */
export function createBeginOperation(
  parts: OperationParts,
): (selects: Selects, request: RequestContext) => GraphqlContext {
  const { sources, rowPolicy, entityCache, linkCache, people, decisions, sumStore, drop, ids, clock, log } = parts;
  const { timers = systemTimers } = parts;
  return (selects, request) => {
    const { principal, requestId } = request;
    const observation = createObservation();
    const visible = rowPolicy.visibleSources(principal);
    const seen = visible.size === sources.length ? sources : sources.filter(({ name }) => visible.has(name));
    const scope: LoadScope = {
      cache: entityCache,
      clock,
      observer: observation,
      selects,
      deadlineMs: request.deadlineMs,
      patience: patienceOf(sources, request, clock.now(), timers),
      brandIdsOf: (source) => rowPolicy.brandIds(source, principal),
      onBackgroundError: (error) => log.warn({ err: error, requestId }, "A refresh behind an answer failed"),
    };
    const until = (deadlineMs: number): Pick<GraphqlContext, "loaders" | "customers"> => {
      const loaders = createLoaders({ ...scope, deadlineMs }, seen);
      return { loaders, customers: createCustomers(loaders, linkCache, people) };
    };
    const { loaders, customers } = until(request.deadlineMs);
    return {
      ...request,
      ids,
      loaders,
      customers,
      survivors: createSurvivors(customers, loaders, parts.survivorship),
      deciding: createDeciding({ customers, decisions, drop, decider: { subject: principal.subject, requestId } }),
      sums: createSums(sumStore, scope, principal.brands),
      checkArranged: (field) => checkArranged(field, { ids, loaders, customers }),
      observation,
      reached: new Set(),
      shortfalls: [],
      checkType: (typeName) => parts.checkType(typeName, principal),
      mayRead: (coordinate) => parts.mayRead(coordinate, principal),
      within: (milliseconds) => until(Math.min(request.deadlineMs, clock.now() + milliseconds)),
      searchDeadlineMs: parts.searchDeadlineMs,
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
