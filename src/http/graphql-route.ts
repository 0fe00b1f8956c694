// POST and GET /graphql: who asks, then an answer that is held already, then Apollo.
import { HeaderMap, type ApolloServer } from "@apollo/server";
import type { FastifyInstance, FastifyReply, FastifyRequest, HookHandlerDoneFunction } from "fastify";
import { accessScopeOf, type AccessScope, type Principal } from "../auth/principal.ts";
import type { TokenVerifier } from "../auth/token.ts";
import type { ResponseCache, ResponseKey } from "../cache/response-cache.ts";
import { RequestError } from "../errors.ts";
import type { OperationRun, RequestContext } from "../graphql/context.ts";
import { explain, explainLate, type Explanation, type QuotaLeft } from "../graphql/explain.ts";
import { preferredMediaType } from "../graphql/http-status.ts";
import type { Clock } from "../runtime/clock.ts";
import { authenticate, sendRefusal } from "./authenticate.ts";
import { commonHeaders } from "./common-headers.ts";
import { deadlinesAsked } from "./deadline-headers.ts";
import type { Readiness } from "./health.ts";
import { rememberJsonBodies } from "./json-bodies.ts";
import { responseKeyOf } from "./response-key.ts";
import { sendStored } from "./stored-answer.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who sent a GraphQL request; null before that is known, and elsewhere. */
    principal: Principal | null;
    /** Null before a GraphQL request is whole, and elsewhere. */
    graphql: GraphqlRequest | null;
    /** Why the request was refused, for its log line. */
    refusal: string | null;
  }
}

/** What a GraphQL request gathers on its way, for its answer and its log line. */
export interface GraphqlRequest {
  readonly principal: Principal;
  readonly scope: AccessScope;
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
  /** How long an operation may take, from when its request is whole. */
  readonly deadlineMs: number;
  /** The names of the sources that a caller may see. */
  readonly sourcesSeenBy: (principal: Principal) => ReadonlySet<string>;
  /** For those who ask what their answer cost. */
  readonly quotaLeft: QuotaLeft;
}

const EXPLAIN_HEADER = "tributary-explain";
const NO_STORE = "no-store"; // ours is the only cache that knows access scopes

export function registerGraphql(app: FastifyInstance, options: GraphqlRouteOptions, readiness: Readiness): void {
  const { apollo, verifier, responseCache, clock, sourcesSeenBy, quotaLeft } = options;

  /** Before the body is read: a stranger's is not worth the memory. */
  function letIn(request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction): void {
    if (isBrowserVisit(request)) return void reply.redirect("/graphiql");
    const refuse = (error: unknown): void => {
      if (!(error instanceof RequestError)) return done(error instanceof Error ? error : new Error(String(error)));
      request.refusal = error.message;
      void sendRefusal(request, reply, error);
    };
    const proceed = (principal: Principal): void => {
      request.principal = principal;
      done();
    };
    try {
      const verified = authenticate(request, verifier);
      if (verified instanceof Promise) verified.then(proceed, refuse);
      else proceed(verified);
    } catch (error) {
      refuse(error);
    }
  }

  /** Answers what the response cache holds; else the handler does. */
  function begin(request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction): void {
    const { principal } = request;
    if (principal === null) throw new Error("letIn comes before");
    const nowMs = clock.now();
    const deadlines = deadlinesAsked(request.headers, nowMs, () => sourcesSeenBy(principal));
    if (deadlines instanceof RequestError) {
      request.refusal = deadlines.message;
      return void sendMistake(reply, deadlines);
    }
    const scope = accessScopeOf(principal);
    const mediaType = preferredMediaType(request.headers.accept);
    const mayUseCache =
      responseCache.isOn && mediaType !== null && !/no-(cache|store)/.test(request.headers["cache-control"] ?? "");
    const graphql: GraphqlRequest = {
      principal,
      scope,
      key: mayUseCache ? responseKeyOf(request, scope) : null,
      isExplained: request.headers[EXPLAIN_HEADER] === "1",
      context: {
        principal,
        scope,
        requestId: request.id,
        deadlineMs: nowMs + options.deadlineMs,
        deadlines,
        onRun: (run) => {
          graphql.run = run;
        },
      },
    };
    request.graphql = graphql;
    const stored = graphql.key === null ? undefined : responseCache.get(graphql.key);
    if (stored === undefined) {
      void reply.header("cache-control", NO_STORE);
      return done();
    }
    const ageMs = clock.now() - stored.storedAtMs;
    graphql.cachedAgeMs = ageMs;
    const headers = {
      "content-type": `${mediaType}; charset=utf-8`,
      "cache-control": NO_STORE,
      age: String(Math.floor(ageMs / 1000)),
    };
    if (!graphql.isExplained) {
      return sendStored(request, reply, stored, () => ({ ...headers, ...commonHeaders(request, readiness) }));
    }
    const explanation: Explanation = { responseCache: "hit", ageMs, sources: {} };
    void reply.headers(headers).send(withExtensions(stored.body, { tributary: explanation }));
  }

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const { graphql } = request;
    if (graphql === null) throw new Error("begin comes before");
    const mark = responseCache.mark();
    const body = await askApollo(apollo, request, graphql.context, reply);
    const { key, run } = graphql;
    if (run === undefined) return body;
    const { observation } = run;
    if (key !== null && reply.statusCode === 200 && isWorthKeeping(run)) {
      responseCache.put(key, Buffer.from(body), { freshMs: observation.freshMs, tags: [...observation.tags], mark });
    }
    const { stale } = observation;
    const { isExplained } = graphql;
    const tributary = isExplained ? explain(observation, responseCache.isOn, quotaLeft) : explainLate(observation);
    if (stale.length === 0 && tributary === null) return body;
    return withExtensions(body, { ...(stale.length > 0 && { stale }), ...(tributary !== null && { tributary }) });
  }

  app.decorateRequest("principal", null);
  app.decorateRequest("graphql", null);
  rememberJsonBodies(app);
  app.route({ method: ["GET", "POST"], url: "/graphql", onRequest: letIn, preHandler: begin, handler: answer });
}

/** Puts Apollo's status and headers on the reply and gives its body. */
async function askApollo(
  apollo: ApolloServer<RequestContext>,
  request: FastifyRequest,
  context: RequestContext,
  reply: FastifyReply,
): Promise<string> {
  const { method, url, body: sent } = request;
  const queryAt = url.indexOf("?");
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  const {
    status,
    headers: answered,
    body,
  } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers, body: sent, search: queryAt < 0 ? "" : url.slice(queryAt) },
    context: () => Promise.resolve(context),
  });
  if (body.kind !== "complete") throw new Error("Apollo answers in parts, though nothing here asks it to");
  for (const [name, value] of answered) void reply.header(name, value);
  void reply.code(status ?? 200);
  return body.string;
}

/** Only what is whole and new: an answer with errors, or with something stale in it, is not kept. */
function isWorthKeeping({ kind, hasErrors, observation }: OperationRun): boolean {
  return kind === "query" && !hasErrors && observation.stale.length === 0 && Number.isFinite(observation.freshMs);
}

/** 400 for a header that can't be followed, whatever the caches hold. */
function sendMistake(reply: FastifyReply, { code, message, extensions }: RequestError): FastifyReply {
  const body = { errors: [{ message, extensions: { ...extensions, code } }] };
  return reply.code(400).header("cache-control", NO_STORE).send(body);
}

/** Somebody typed the endpoint's address into a browser. */
function isBrowserVisit({ method, headers, url }: FastifyRequest): boolean {
  return method === "GET" && headers.accept?.includes("text/html") === true && !url.includes("?");
}

/** Writes `extensions` into an answer's text. */
function withExtensions(body: string | Buffer, extensions: object): string {
  const { extensions: own, ...answer } = JSON.parse(body.toString()) as Record<string, object>;
  return JSON.stringify({ ...answer, extensions: { ...own, ...extensions } });
}
