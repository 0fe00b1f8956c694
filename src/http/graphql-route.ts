// POST and GET /graphql: who asks, then an answer that is held already, then Apollo.
import type { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { accessScopeOf, type Principal } from "../auth/principal.ts";
import type { TokenVerifier } from "../auth/token.ts";
import type { ResponseCache, ResponseKey, StoredResponse } from "../cache/response-cache.ts";
import { RequestError } from "../errors.ts";
import type { OperationRun, RequestContext } from "../graphql/context.ts";
import { explain, type Explanation } from "../graphql/explain.ts";
import type { Clock } from "../runtime/clock.ts";
import { authenticate, sendUnauthenticated } from "./authenticate.ts";
import { responseKeyOf } from "./response-key.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Of a GraphQL request. */
    graphql?: GraphqlRequest;
  }
}

/** What a GraphQL request gathers on its way, for its answer and its log line. */
export interface GraphqlRequest {
  readonly principal: Principal;
  readonly scope: string;
  /** Null where the answer may neither come from the response cache nor go into it. */
  readonly key: ResponseKey | null;
  readonly isExplained: boolean;
  readonly context: RequestContext;
  run?: OperationRun;
  cachedAgeMs?: number;
}

export interface GraphqlRouteOptions {
  readonly apollo: ApolloServer<RequestContext>;
  readonly verifier: TokenVerifier;
  readonly responseCache: ResponseCache;
  readonly clock: Clock;
  /** How long an operation may take. */
  readonly deadlineMs: number;
}

const EXPLAIN_HEADER = "tributary-explain";

export function registerGraphql(app: FastifyInstance, options: GraphqlRouteOptions): void {
  const { apollo, verifier, responseCache, clock } = options;

  async function begin(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    const receivedMs = clock.now();
    if (isBrowserVisit(request)) return reply.redirect("/graphiql");
    let principal: Principal;
    try {
      const verified = authenticate(request, verifier);
      principal = verified instanceof Promise ? await verified : verified;
    } catch (error) {
      if (error instanceof RequestError) return sendUnauthenticated(reply, error.message);
      throw error;
    }
    const scope = accessScopeOf(principal);
    const mayUseCache = responseCache.isOn && !/no-(cache|store)/.test(request.headers["cache-control"] ?? "");
    const graphql: GraphqlRequest = {
      principal,
      scope,
      key: mayUseCache ? responseKeyOf(request, scope) : null,
      isExplained: request.headers[EXPLAIN_HEADER] === "1",
      context: {
        principal,
        scope,
        requestId: request.id,
        deadlineMs: receivedMs + options.deadlineMs,
        onRun: (run) => {
          graphql.run = run;
        },
      },
    };
    request.graphql = graphql;
    const stored = graphql.key === null ? undefined : responseCache.get(graphql.key);
    return stored === undefined ? undefined : sendStored(request, reply, graphql, stored);
  }

  function sendStored(
    request: FastifyRequest,
    reply: FastifyReply,
    graphql: GraphqlRequest,
    stored: StoredResponse,
  ): FastifyReply {
    const ageMs = clock.now() - stored.storedAtMs;
    graphql.cachedAgeMs = ageMs;
    void reply
      .header("content-type", mediaTypeFor(request.headers.accept))
      .header("cache-control", "no-store")
      .header("age", String(Math.floor(ageMs / 1000)));
    if (!graphql.isExplained) return reply.send(stored.body);
    const explanation: Explanation = { responseCache: "hit", ageMs, sources: {} };
    return reply.send(withExtensions(stored.body, { tributary: explanation }));
  }

  const answer = fastifyApolloHandler(apollo, {
    context: async (request: FastifyRequest): Promise<RequestContext> => {
      if (request.graphql === undefined) throw new Error("begin runs before the handler");
      return request.graphql.context;
    },
  });

  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const mark = responseCache.mark();
    void reply.header("cache-control", "no-store");
    const body: unknown = await answer.call(app, request, reply);
    const { graphql } = request;
    if (typeof body !== "string" || graphql === undefined) return body;
    const { key, run } = graphql;
    if (key !== null && run !== undefined && reply.statusCode === 200 && isWorthKeeping(run)) {
      const { observation } = run;
      responseCache.put(key, Buffer.from(body), { freshMs: observation.freshMs, tags: [...observation.tags], mark });
    }
    if (run === undefined) return body;
    const { stale } = run.observation;
    const extensions = {
      ...(stale.length > 0 && { stale }),
      ...(graphql.isExplained && { tributary: explain(run.observation, responseCache.isOn) }),
    };
    return Object.keys(extensions).length === 0 ? body : withExtensions(body, extensions);
  };

  app.route({ method: "POST", url: "/graphql", preHandler: begin, handler });
  app.route({ method: "GET", url: "/graphql", preHandler: begin, handler });
}

/** Only what is whole and new: an answer with errors, or with something stale in it, is not kept. */
function isWorthKeeping({ kind, hasErrors, observation }: OperationRun): boolean {
  return kind === "query" && !hasErrors && observation.stale.length === 0 && Number.isFinite(observation.freshMs);
}

/** Somebody typed the endpoint's address into a browser. */
function isBrowserVisit({ method, headers, url }: FastifyRequest): boolean {
  return method === "GET" && headers.accept?.includes("text/html") === true && !url.includes("?");
}

/** GraphQL over HTTP, 6.4.1: `application/graphql-response+json` where the client takes it, else `application/json`. */
function mediaTypeFor(accept: string | undefined): string {
  return accept?.includes("application/graphql-response+json") === true
    ? "application/graphql-response+json; charset=utf-8"
    : "application/json; charset=utf-8";
}

/** Writes `extensions` into an answer's text, which ends with the object that it is. */
function withExtensions(body: string | Buffer, extensions: object): string {
  const text = body.toString().trimEnd();
  const { extensions: own, ...answer } = JSON.parse(text) as Record<string, object>;
  return `${JSON.stringify({ ...answer, extensions: { ...own, ...extensions } })}\n`;
}
