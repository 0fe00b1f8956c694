// What every endpoint shares: authentication, version, rate limit, JSON, error bodies.
import type { FastifyInstance } from "fastify";
import { checkVersion } from "./api-version.ts";
import { authenticate } from "./auth.ts";
import { IntercomError, notFound, sendError, tooManyRequests } from "./errors.ts";
import type { QueryParameters } from "./inputs.ts";
import { rateHeaders, windowSeconds } from "./rate-limit.ts";
import type { RateLimit } from "./rate-limit.ts";

/** One request, as the endpoints see it. */
export interface Call {
  readonly query: QueryParameters;
  /** Scheme and host that the client used, for links. */
  readonly origin: string;
  /** Parsed JSON; undefined when there is no body. */
  readonly body: unknown;
  /** A part of the path. Throws Intercom's 404 when the endpoint has none of that name. */
  id(name: string): string;
}

export type Handler = (call: Call) => unknown;

/** Adds an endpoint; `path` may hold `:name`. */
export type Route = (method: "GET" | "POST" | "PUT" | "DELETE", path: string, handler: Handler) => void;

interface RouteShape {
  Params: Readonly<Record<string, string>>;
  Querystring: QueryParameters;
}

/** Adds the hooks and error handlers to `app` and returns what adds endpoints to it. */
export function createRouter(
  app: FastifyInstance,
  parts: { readonly limit: RateLimit; readonly appVersion: string },
): Route {
  app.addHook("onRequest", (request, reply, done) => {
    authenticate(request.headers.authorization);
    const rate = parts.limit.take();
    void reply.headers(rateHeaders(rate));
    if (rate.isExceeded) throw tooManyRequests(rate.limit, windowSeconds);
    checkVersion(request.headers["intercom-version"], parts.appVersion);
    done();
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, text, done) => {
    done(null, parsed(String(text)));
  });
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof IntercomError) return sendError(reply, error);
    const status = statusOf(error);
    if (status === null) throw error;
    const code = status === 415 ? "media_type_not_acceptable" : "bad_request";
    const message = error instanceof Error ? error.message : "The request could not be processed";
    return sendError(reply, new IntercomError(status, { code, message }));
  });
  app.setNotFoundHandler((_request, reply) => sendError(reply, notFound()));

  return (method, path, handler) => {
    app.route<RouteShape>({
      method,
      url: path,
      handler: (request) =>
        handler({
          query: request.query,
          origin: `${request.protocol}://${request.host}`,
          body: request.body ?? undefined,
          id(name) {
            const value = request.params[name];
            if (value === undefined) throw notFound();
            return value;
          },
        }),
    });
  };
}

// Clients send the content type of JSON with requests that have no body.
function parsed(text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new IntercomError(400, { code: "bad_request", message: "The body is not JSON" });
  }
}

// A 4xx that Fastify itself found, such as a media type that is not JSON.
function statusOf(error: unknown): number | null {
  if (typeof error !== "object" || error === null || !("statusCode" in error)) return null;
  const status = error.statusCode;
  return typeof status === "number" && status >= 400 && status < 500 ? status : null;
}
