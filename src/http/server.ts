// The HTTP server: what holds for every route, and the routes.
import compress from "@fastify/compress";
import cors, { type FastifyCorsOptions } from "@fastify/cors";
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from "fastify";
import { unfenced, type Logger } from "../runtime/logger.ts";
import { commonHeaders } from "./common-headers.ts";
import { DEADLINE_HEADER, SOURCE_DEADLINES_HEADER } from "./deadline-headers.ts";
import { registerGraphiql, type GraphiqlOptions } from "./graphiql.ts";
import { registerGraphql, type GraphqlRouteOptions } from "./graphql-route.ts";
import { registerHealth, type Readiness } from "./health.ts";
import { registerImport, type ImportRouteOptions } from "./import-route.ts";
import { requestIdOf } from "./request-id.ts";
import { isWorthALine, requestLine } from "./request-line.ts";

export interface HttpOptions {
  readonly graphql: GraphqlRouteOptions;
  readonly graphiql: GraphiqlOptions;
  readonly imports: ImportRouteOptions;
  readonly readiness: Readiness;
  readonly log: Logger;
  /** Origins that browsers may call from, besides our own. */
  readonly corsOrigins: readonly string[];
  readonly bodyLimitBytes: number;
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  readonly trustProxy: readonly string[];
  readonly createRequestId: () => string;
}

/** How long a request may take to arrive: a client that sends a byte now and then can't hold its place. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Builds the server; it listens when told to. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const { log } = options;
  const writeLine = unfenced(log);
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: options.bodyLimitBytes,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: options.trustProxy.length === 0 ? false : [...options.trustProxy],
    requestIdHeader: false,
    genReqId: ({ headers }) => requestIdOf(headers["x-request-id"]) ?? options.createRequestId(),
    routerOptions: { maxParamLength: 200 },
  });
  app.decorateRequest("refusal", null);
  // Where no page may call from elsewhere there is nothing to say of origins.
  if (options.corsOrigins.length > 0) await app.register(cors, corsOptions(options.corsOrigins));
  await app.register(compress, { threshold: 1_024, encodings: ["br", "gzip"] });

  app.addHook("onSend", (request, reply, payload, done) => {
    void reply.headers(commonHeaders(request, options.readiness));
    done(null, payload);
  });
  app.addHook("onResponse", (request, reply, done) => {
    const status = reply.raw.statusCode;
    if (isWorthALine(request, status)) {
      writeLine({ ...requestLine(request), status, ms: Math.round(reply.elapsedTime) }, "request");
    }
    done();
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: `There is nothing at ${request.method} ${request.url.split("?")[0] ?? ""}` }),
  );
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) {
      request.refusal = error.message;
      return reply.code(status).send({ errors: [{ message: error.message, extensions: { code: "BAD_REQUEST" } }] });
    }
    const errorId = options.createRequestId();
    log.error({ err: error, errorId, requestId: request.id }, "A request failed");
    return reply
      .code(500)
      .send({ errors: [{ message: "Internal error", extensions: { code: "INTERNAL_SERVER_ERROR", errorId } }] });
  });

  registerGraphql(app, options.graphql, options.readiness);
  registerGraphiql(app, options.graphiql);
  registerImport(app, options.imports);
  registerHealth(app, options.readiness);
  return app;
}

function corsOptions(origins: readonly string[]): FastifyCorsOptions {
  return {
    origin: [...origins],
    methods: ["GET", "POST"],
    allowedHeaders: [
      "authorization",
      "cache-control",
      "content-type",
      "apollo-require-preflight",
      "apollographql-client-name",
      "apollographql-client-version",
      "x-apollo-operation-name",
      "x-request-id",
      "tributary-explain",
      DEADLINE_HEADER,
      SOURCE_DEADLINES_HEADER,
    ],
    exposedHeaders: ["x-request-id", "age"],
    maxAge: 7_200,
  };
}
