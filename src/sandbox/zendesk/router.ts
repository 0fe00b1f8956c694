// What every endpoint shares: both spellings of its path, authentication, the account's rate limit, error bodies.
import type { FastifyInstance } from "fastify";
import { authenticate } from "./auth.ts";
import { invalidEndpoint, recordNotFound, sendZendeskError, tooManyRequests, ZendeskError } from "./errors.ts";
import { parseInteger } from "./query.ts";
import type { QueryParameters } from "./query.ts";
import type { RateLimit } from "./rate-limit.ts";

/** One request, as the endpoints see it. */
export interface Call {
  readonly query: QueryParameters;
  /** Scheme and host that the client used: Zendesk's links are absolute. */
  readonly origin: string;
  /** As asked for, with or without `.json`. */
  readonly path: string;
  /** The number in the path. Throws Zendesk's 400 when it is none, its 404 when the endpoint has none. */
  id(): number;
}

export type Handler = (call: Call) => unknown;

/** Adds an endpoint; `path` is below /api/v2 and may hold `:id`. */
export type Route = (path: string, handler: Handler) => void;

interface RouteShape {
  Params: { readonly id?: string };
  Querystring: QueryParameters;
}

/** Adds the hooks and error handlers to `app` and returns what adds endpoints to it. */
export function createRouter(app: FastifyInstance, limit: RateLimit): Route {
  app.addHook("onRequest", (request, reply, done) => {
    authenticate(request.headers.authorization);
    const rate = limit.take();
    void reply.headers({
      "x-rate-limit": rate.limit,
      "x-rate-limit-remaining": rate.remaining,
      "ratelimit-limit": rate.limit,
      "ratelimit-remaining": rate.remaining,
      "ratelimit-reset": rate.resetSeconds,
    });
    if (rate.isExceeded) throw tooManyRequests(rate.resetSeconds);
    done();
  });
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof ZendeskError)) throw error;
    sendZendeskError(reply, error);
  });
  app.setNotFoundHandler((_request, reply) => sendZendeskError(reply, invalidEndpoint()));

  return (path, handler) => {
    for (const suffix of ["", ".json"]) {
      app.get<RouteShape>(`/api/v2${path}${suffix}`, (request) =>
        handler({
          query: request.query,
          origin: `${request.protocol}://${request.host}`,
          path: request.url.split("?", 1)[0] ?? request.url,
          id() {
            if (request.params.id === undefined) throw recordNotFound();
            return parseInteger("id", request.params.id);
          },
        }),
      );
    }
  };
}
