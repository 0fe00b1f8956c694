// The HTTP server of the product over a real Apollo Server with four fields, for what HTTP does around an operation.
import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import { afterEach } from "vitest";
import type { Principal } from "../../src/auth/principal.ts";
import type { TokenVerifier } from "../../src/auth/token.ts";
import { createResponseCache, type ResponseCache } from "../../src/cache/response-cache.ts";
import { RequestError } from "../../src/errors.ts";
import type { RequestContext } from "../../src/graphql/context.ts";
import { statusByMediaType } from "../../src/graphql/http-status.ts";
import { createObservation, type Observation } from "../../src/graphql/observation.ts";
import type { ImportRouteOptions } from "../../src/http/import-route.ts";
import { createHttpServer, type HttpOptions } from "../../src/http/server.ts";
import { createLogger } from "../../src/runtime/logger.ts";

export interface OpenServer {
  readonly app: FastifyInstance;
  readonly clock: { ms: number; now(): number };
  readonly responseCache: ResponseCache;
  readonly log: readonly Record<string, unknown>[];
  readonly readiness: { isReady: boolean };
  /** What resolvers do on their way: `count` calls it. */
  readonly during: { count: () => void };
  /** The contexts that operations got. */
  readonly contexts: readonly RequestContext[];
  /** POST of a query as JSON. */
  ask(query: string, request?: Ask): Promise<LightMyRequestResponse>;
}

export interface Ask extends Pick<InjectOptions, "headers"> {
  /** `name~ROLE`, `ada~SALES` when left out; null for none. */
  readonly token?: string | null;
  readonly variables?: object;
}

const typeDefs = `
  type Query {
    "How often it was asked, so a kept answer is told from a new one."
    count(by: Int = 1): Int
    "Served past its lifetime."
    old: Int
    fails: Int
    "As long as it is asked to be."
    long(length: Int!): String
    "Good for no time at all."
    mine: String
  }
  type Mutation { touch: Int }
`;

export const COUNT_LIFETIME_MS = 60_000;

const open: FastifyInstance[] = [];

afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

export interface ServerOptions extends Partial<Pick<HttpOptions, "corsOrigins" | "graphiql">> {
  /** 0 for no response cache. */
  readonly cacheBytes?: number;
  readonly verifier?: TokenVerifier;
  readonly importerOf?: ImportRouteOptions["importerOf"];
}

/** A server that listens nowhere: requests are injected. Closed after the test. */
export async function openServer(options: ServerOptions = {}): Promise<OpenServer> {
  const { cacheBytes = 1_000_000, verifier = fakeVerifier, importerOf = () => null, ...httpOptions } = options;
  const clock = { ms: 1_800_000_000_000, now: () => clock.ms };
  const responseCache = createResponseCache({ maxBytes: cacheBytes, clock });
  const during = { count: () => {} };
  const readiness = { isReady: true };
  const contexts: RequestContext[] = [];
  const observations = new WeakMap<RequestContext, Observation>();
  const observe = (context: RequestContext): Observation => {
    const known = observations.get(context) ?? createObservation();
    observations.set(context, known);
    return known;
  };
  let counter = 0;

  const apollo = new ApolloServer<RequestContext>({
    typeDefs,
    resolvers: {
      Query: {
        count: (_: unknown, { by }: { by: number }, context: RequestContext) => {
          observe(context).onLifetime(COUNT_LIFETIME_MS);
          observe(context).onTag("count");
          observe(context).onCall("crm", 12.4, "ok", false);
          during.count();
          return (counter += by);
        },
        old: (_: unknown, __: unknown, context: RequestContext) => {
          observe(context).onLifetime(COUNT_LIFETIME_MS);
          observe(context).onStale("crm", "unavailable", 5_000);
          return 1;
        },
        fails: () => {
          throw new RequestError("BAD_USER_INPUT", "as asked");
        },
        long: (_: unknown, { length }: { length: number }, context: RequestContext) => {
          observe(context).onLifetime(COUNT_LIFETIME_MS);
          return "x".repeat(length);
        },
        mine: (_: unknown, __: unknown, context: RequestContext) => {
          observe(context).onLifetime(0);
          return context.principal.subject;
        },
      },
      Mutation: {
        touch: (_: unknown, __: unknown, context: RequestContext) => {
          observe(context).onLifetime(COUNT_LIFETIME_MS);
          return 1;
        },
      },
    },
    plugins: [statusByMediaType(), reportRuns(contexts, observe)],
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    nodeEnv: "production",
    stringifyResult: (result) => JSON.stringify(result),
  });
  await apollo.start();

  const log: Record<string, unknown>[] = [];
  const app = await createHttpServer({
    graphql: {
      apollo,
      verifier,
      responseCache,
      clock,
      deadlineMs: 3_000,
      sourcesSeenBy: () => new Set(["crm", "desk"]),
      quotaLeft: (source) => (source === "crm" ? { burst: 42 } : null),
    },
    graphiql: { defaultQuery: "{ count }" },
    imports: { verifier, importerOf, maxLineBytes: 10_000 },
    readiness: { isReady: () => readiness.isReady, sources: () => ({ crm: "closed" }) },
    log: createLogger({
      level: "info",
      destination: { write: (line) => void log.push(JSON.parse(line) as (typeof log)[0]) },
    }),
    corsOrigins: ["https://dashboard.example"],
    bodyLimitBytes: 10_000,
    trustProxy: [],
    createRequestId: () => "a-new-id",
    ...httpOptions,
  });
  open.push(app);
  return {
    app,
    clock,
    responseCache,
    log,
    readiness,
    during,
    contexts,
    ask: (query, { token = "ada~SALES", variables, headers } = {}) =>
      app.inject({
        method: "POST",
        url: "/graphql",
        headers: { ...(token !== null && { authorization: `Bearer ${token}` }), ...headers },
        body: { query, ...(variables !== undefined && { variables }) },
      }),
  };
}

// Tokens are `name~ROLE`, so that tests can read them.
const fakeVerifier: TokenVerifier = {
  verifyCached: () => undefined,
  verify: async (token) => {
    const [subject = "", roles] = token.split("~");
    if (subject === "undecided") throw new RequestError("AUTHENTICATION_UNAVAILABLE", "no keys now");
    if (roles === undefined) throw new RequestError("UNAUTHENTICATED", `the token is "refused" – try another`);
    return {
      subject,
      roles: [roles as Principal["roles"][0]],
      brands: [],
      hasSecondFactor: false,
      expiresAtMs: null,
    };
  },
};

/** What the composition root does when a planned operation has run. */
function reportRuns(
  contexts: RequestContext[],
  observe: (context: RequestContext) => Observation,
): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse({ contextValue, operation, operationName, errors }) {
          if (operation === undefined) return Promise.resolve(); // it never ran
          contexts.push(contextValue);
          contextValue.onRun?.({
            kind: operation.operation,
            operationName: operationName ?? null,
            observation: observe(contextValue),
            hasErrors: (errors ?? []).length > 0,
          });
          return Promise.resolve();
        },
      }),
  };
}
