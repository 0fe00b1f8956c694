// The composition root: the only place that builds the parts and joins them.
import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { authorize, canReadType, mayRead, typeForbidden } from "./auth/authorize.ts";
import { executionSchema } from "./auth/execution-schema.ts";
import { createRowPolicy, type RowPolicy } from "./auth/row-policy.ts";
import { readRules } from "./auth/rules.ts";
import { createTokenVerifier } from "./auth/token.ts";
import { visibleSchema } from "./auth/visible-schema.ts";
import type { Config } from "./config/config.ts";
import type { Environment } from "./config/environment.ts";
import { connectors as allConnectors } from "./connectors/index.ts";
import { createSecrets } from "./credentials/secrets.ts";
import { RequestError } from "./errors.ts";
import { createGraphqlServer } from "./graphql/apollo.ts";
import { createBeginOperation } from "./graphql/begin-operation.ts";
import type { GraphqlContext, RequestContext } from "./graphql/context.ts";
import { withCustomFields } from "./graphql/custom-fields.ts";
import { DEFAULT_QUERY } from "./graphql/default-query.ts";
import { entitiesCost } from "./graphql/federation/entities-cost.ts";
import { createServedSchema } from "./graphql/federation/served-schema.ts";
import { createErrorFormatter } from "./graphql/format-error.ts";
import type { Limits } from "./graphql/limits.ts";
import { createPlanner } from "./graphql/plan.ts";
import { costsOver } from "./graphql/resolvers/costs-over.ts";
import { costs } from "./graphql/resolvers/costs.ts";
import { needs, resolvers } from "./graphql/resolvers/index.ts";
import { withSurvivorship } from "./graphql/resolvers/surviving-fields.ts";
import type { RoleToken } from "./http/graphiql.ts";
import type { ImportRouteOptions } from "./http/import-route.ts";
import { createHttpServer } from "./http/server.ts";
import { openIdentity } from "./identity/open-identity.ts";
import { keptTokens } from "./kept-tokens.ts";
import { openCaches } from "./open-caches.ts";
import { resolveAuth } from "./resolve-auth.ts";
import { systemClock, type Clock } from "./runtime/clock.ts";
import { createLogger, type Logger } from "./runtime/logger.ts";
import { createIds, createOpaqueCodec } from "./runtime/opaque.ts";
import { systemTimers, type Timers } from "./runtime/timers.ts";
import { readTypeDefs } from "./schema-files.ts";
import { accountOf, openSource, type OpenSource } from "./sources.ts";
import { createStore } from "./store/open-store.ts";
import { createQuotaLedger } from "./store/quota-ledger.ts";
import type { Store } from "./store/store.ts";
import type { QuotaState } from "./upstream/client.ts";
import { createMemoryLedger } from "./upstream/governor/memory-ledger.ts";
import type { QuotaLedger } from "./upstream/quota-ledger.ts";

export interface AppDependencies {
  /** Where `env:` references are read. */
  readonly env: Environment;
  readonly clock?: Clock;
  readonly timers?: Timers;
  readonly random?: () => number;
  readonly log?: Logger;
  /** The role switch of GraphiQL: the sandbox's, and nobody else's. */
  readonly roleTokens?: () => readonly RoleToken[];
}

export interface App {
  /** Starts to take requests. Rejects when the port is taken. */
  listen(): Promise<Listening>;
  /**
   * Says that it is not ready and goes on answering for `server.drainDelayMs`; then refuses new requests, answers those
   * under way, and closes all connections.
   */
  stop(options?: StopOptions): Promise<void>;
}

export interface Listening {
  readonly url: string;
  /** Resolves when what sources keep in the store can be read, or it has turned out that it can't. Never rejects. */
  readonly prepared: Promise<void>;
}

export interface StopOptions {
  /** Nobody has to be told first: the delay is left out. */
  readonly isHurried?: boolean;
}

// Ids made with it outlive a restart and say nothing at a glance, but anyone may know it: `tributary check` warns.
const PUBLISHED_ID_SECRET = "tributary: set idSecret to hide what ids and cursors hold";

/** Builds a gateway from its configuration. Rejects with ConfigError. Nothing listens yet, and no source is called. */
export async function createApp(config: Config, deps: AppDependencies): Promise<App> {
  const { clock = systemClock, timers = systemTimers, random = Math.random } = deps;
  const log = deps.log ?? createLogger({ level: config.log.level });
  const secrets = createSecrets({ env: deps.env, clock });
  const verifier = createTokenVerifier(await resolveAuth(config.auth, secrets), { clock, log });
  const idSecret = config.idSecret === undefined ? PUBLISHED_ID_SECRET : await secrets.get(config.idSecret);
  const store = createStore({ config: config.store, readSecret: (reference) => secrets.get(reference), log });
  const ledger = ledgerOf(config, store, clock);
  const tokens = await keptTokens(config.store, { store, secrets, clock });
  const { entityCache, responseCache, linkCache, sumStore, drop } = openCaches(config, { clock, timers });
  const projections = { store, drop };
  const sources = config.sources.map((source) =>
    openSource(source, { connectors: allConnectors, secrets, clock, random, log, ledger, projections, tokens }),
  );

  const { survivorship, enabled, email, walkEveryHours } = config.identity;
  const walkEveryMs = walkEveryHours * 3_600_000;
  const identity = enabled ? openIdentity({ store, sources, settings: email, walkEveryMs, drop, timers, log }) : null;
  const tables = withSurvivorship({ resolvers, needs, costs }, survivorship);
  const typeDefs = withCustomFields(readTypeDefs(), config.customFields);
  const schema = createServedSchema(tables.resolvers, typeDefs, config.federation);
  const rules = readRules(schema);
  const planner = createPlanner({
    schema,
    executionSchema: executionSchema<GraphqlContext>(schema, ({ reached }) => reached),
    authorize: (document, principal, operationName) => authorize(document, schema, rules, principal, operationName),
    visibleSchema: (principal) => {
      if (!config.graphql.introspection) throw new RequestError("FORBIDDEN", "Introspection is turned off here");
      return visibleSchema(schema, rules, principal);
    },
    needs: tables.needs,
    costs: { ...costsOver(tables.costs, sources), "Query._entities": entitiesCost(sources) },
    limits: limitsOf(config),
    maxBytes: config.graphql.planCacheBytes,
    log,
  });
  const rowPolicy = createRowPolicy(config.sources);
  const begin = createBeginOperation({
    sources,
    rowPolicy,
    entityCache,
    linkCache,
    sumStore,
    people: identity?.people ?? null,
    decisions: identity?.decisions ?? null,
    survivorship,
    drop,
    ids: createIds(createOpaqueCodec(idSecret)),
    clock,
    timers,
    log,
    checkType: (typeName, principal) => {
      if (!canReadType(rules, principal, typeName)) throw typeForbidden(rules, typeName);
    },
    mayRead: (coordinate, principal) => mayRead(rules, principal, coordinate),
    searchDeadlineMs: config.search.deadlineMs,
  });
  const apollo = createGraphqlServer<RequestContext, GraphqlContext>({
    planner,
    formatError: createErrorFormatter({ log, newErrorId: randomUUID }),
    beginOperation: (plan, request) => begin(plan.selects, request),
    endOperation: (plan, context, result) => {
      const { kind, operationName } = plan;
      const { observation } = context;
      context.onRun?.({ kind, operationName, observation, hasErrors: (result.errors ?? []).length > 0 });
      return result;
    },
    log,
  });
  await apollo.start();

  let isReady = true;
  const server: FastifyInstance = await createHttpServer({
    graphql: {
      apollo,
      verifier,
      responseCache,
      clock,
      deadlineMs: config.server.deadlineMs,
      sourcesSeenBy: (principal) => rowPolicy.visibleSources(principal),
      quotaLeft: (name) => quotaLeft(sources.find((source) => source.name === name)?.client.quota ?? null),
    },
    graphiql: { defaultQuery: DEFAULT_QUERY, ...(deps.roleTokens !== undefined && { roleTokens: deps.roleTokens }) },
    imports: {
      verifier,
      importerOf: importers(sources, rowPolicy),
      maxLineBytes: config.server.bodyLimitBytes,
    },
    readiness: {
      isReady: () => isReady,
      sources: () => Object.fromEntries(sources.map(({ name, client }) => [name, client.breaker])),
    },
    log,
    corsOrigins: config.server.corsOrigins,
    bodyLimitBytes: config.server.bodyLimitBytes,
    trustProxy: config.server.trustProxy,
    createRequestId: randomUUID,
  });

  return {
    async listen() {
      const url = await server.listen({ port: config.server.port, host: config.server.host });
      for (const { seen } of sources) void seen.prepare(); // nobody waits for it
      const prepared = Promise.all([identity?.start(), ...sources.map(({ projections: kept }) => kept?.start())]);
      return { url, prepared: prepared.then(() => undefined) };
    },
    async stop({ isHurried = false } = {}) {
      isReady = false;
      const { drainDelayMs } = config.server;
      if (!isHurried && drainDelayMs > 0) await new Promise<void>((resolve) => timers.after(drainDelayMs, resolve));
      const feeds = Promise.all([identity?.stop(), ...sources.map(({ projections: kept }) => kept?.stop())]);
      const countings = sumStore.close();
      await server.close();
      await apollo.stop();
      await Promise.all([feeds, countings, ...sources.map(({ client }) => client.close())]);
      await store.close();
    },
  };
}

/** Who may import what: into sources that the caller sees, and of their brands those that the caller sees. */
function importers(sources: readonly OpenSource[], rowPolicy: RowPolicy): ImportRouteOptions["importerOf"] {
  return (name, principal) => {
    const importBodies = sources.find((source) => source.name === name)?.projections?.importBodies ?? null;
    if (importBodies === null || !rowPolicy.canSee(name, principal)) return null;
    const brandIds = new Set(rowPolicy.brandIds(name, principal));
    return (bodies) => importBodies(bodies, (brandId) => brandIds.has(brandId));
  };
}

/** Where quotas are shared: between instances that share a database, else between sources that are one account. */
function ledgerOf({ store: { url }, sources }: Config, store: Store, clock: Clock): QuotaLedger | undefined {
  if (url !== undefined) return createQuotaLedger(store);
  const accounts = sources.map(accountOf);
  return new Set(accounts).size < accounts.length ? createMemoryLedger(clock) : undefined;
}

function quotaLeft(quota: QuotaState | null): Readonly<Record<string, number>> | null {
  return quota === null ? null : Object.fromEntries(quota.windows.map(({ name, left }) => [name, left]));
}

function limitsOf({ graphql, federation }: Config): Limits {
  return {
    depth: graphql.maxDepth,
    aliases: graphql.maxAliases,
    rootFields: graphql.maxRootFields,
    fields: graphql.maxFields,
    directives: graphql.maxDirectives,
    tokens: graphql.maxTokens,
    listSize: graphql.maxFirst,
    representations: federation.maxRepresentations,
    calls: graphql.maxCost,
  };
}
