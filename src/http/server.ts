// The HTTP server: what holds for every route, and the routes.
import compress from "@fastify/compress";
import cors from "@fastify/cors";
import { fastify, type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from "fastify";
import type { Logger } from "../runtime/logger.ts";
import { registerGraphiql, type GraphiqlOptions } from "./graphiql.ts";
import { registerGraphql, type GraphqlRouteOptions } from "./graphql-route.ts";
import { registerHealth, type Readiness } from "./health.ts";

export interface HttpOptions {
  readonly graphql: GraphqlRouteOptions;
  readonly graphiql: GraphiqlOptions;
  readonly readiness: Readiness;
  readonly log: Logger;
  /** Origins that browsers may call from, besides our own. */
  readonly corsOrigins: readonly string[];
  readonly bodyLimitBytes: number;
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  readonly trustProxy: readonly string[];
  readonly createRequestId: () => string;
}

/** Builds the server; it listens when told to. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const { log } = options;
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    disableRequestLogging: true,
    bodyLimit: options.bodyLimitBytes,
    trustProxy: options.trustProxy.length === 0 ? false : [...options.trustProxy],
    genReqId: options.createRequestId,
    requestIdHeader: "x-request-id",
    routerOptions: { maxParamLength: 200 },
  });
  await app.register(cors, {
    origin: [...options.corsOrigins],
    methods: ["GET", "POST"],
    allowedHeaders: [
      "authorization",
      "content-type",
      "apollo-require-preflight",
      "apollographql-client-name",
      "apollographql-client-version",
      "x-apollo-operation-name",
      "x-request-id",
      "tributary-explain",
    ],
    exposedHeaders: ["x-request-id", "age"],
    maxAge: 7_200,
  });
  await app.register(compress, { threshold: 1_024, encodings: ["br", "gzip"] });

  app.addHook("onSend", async (request, reply) => {
    void reply.header("x-request-id", request.id);
  });
  app.addHook("onResponse", async (request, reply) => {
    const { graphql } = request;
    if (graphql === undefined && reply.statusCode < 500) return;
    log.info({ ...requestLine(request), status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, "request");
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: `There is nothing at ${request.method} ${request.url.split("?")[0] ?? ""}` }),
  );
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ errors: [{ message: error.message, extensions: { code: "BAD_REQUEST" } }] });
    const errorId = request.id;
    log.error({ err: error, errorId }, "A request failed");
    return reply.code(500).send({ errors: [{ message: "Internal error", extensions: { code: "INTERNAL_SERVER_ERROR", errorId } }] });
  });

  registerGraphql(app, options.graphql);
  registerGraphiql(app, options.graphiql);
  registerHealth(app, options.readiness);
  return app;
}

/** What the log says of a request: who asked for what, and what each source had to do. */
function requestLine({ id, method, url, graphql }: FastifyRequest): Record<string, unknown> {
  const line = { requestId: id, method, path: url.split("?")[0] };
  if (graphql === undefined) return line;
  const { principal, run, cachedAgeMs } = graphql;
  const sources = run === undefined ? undefined : Object.fromEntries(
    [...run.observation.sources].map(([name, { calls, failedCalls, callMs, cacheHits }]) => [
      name,
      { calls, failedCalls, callMs: Math.round(callMs), cacheHits },
    ]),
  );
  return {
    ...line,
    principal: principal.subject,
    roles: principal.roles,
    operation: run?.operationName ?? null,
    kind: run?.kind,
    hasErrors: run?.hasErrors,
    ...(cachedAgeMs !== undefined && { responseCacheAgeMs: cachedAgeMs }),
    sources,
  };
}
