// Apollo Server around planned execution: it parses, validates, keeps persisted queries and speaks HTTP; plans run.
import { ApolloServer, type ApolloServerOptionsWithGateway, type BaseContext } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { DocumentNode, GraphQLSchema } from "graphql";
import type { Logger } from "../runtime/logger.ts";
import { createBoundedStore } from "./bounded-store.ts";
import type { PlanContext } from "./data-plan.ts";
import { createRunner, type CallerContext, type RunnerOptions } from "./execute.ts";
import { statusByMediaType } from "./http-status.ts";

export interface GraphqlServerOptions<Request, Context> extends RunnerOptions<Request, Context> {
  readonly log: Pick<Logger, "debug" | "info" | "warn" | "error">;
  /** Bytes for automatic persisted queries. */
  readonly maxPersistedQueryBytes?: number;
  /** Bytes for parsed and validated documents. */
  readonly maxDocumentBytes?: number;
}

const MEBIBYTE = 1024 * 1024;
/** A document's syntax tree, with its tokens and places, weighs this much for each character of its text (41 KB for 570, measured). */
const DOCUMENT_BYTES_PER_CHARACTER = 80;

/**
 * The GraphQL server, not yet started. Its context value is what is known of a request before it is planned; resolvers get
 * what `beginOperation` makes of it. Authentication is done before: a request without a principal never gets here.
 */
export function createGraphqlServer<Request extends CallerContext & BaseContext, Context extends PlanContext>(
  options: GraphqlServerOptions<Request, Context>,
): ApolloServer<Request> {
  const {
    planner,
    formatError,
    log,
    maxPersistedQueryBytes = 8 * MEBIBYTE,
    maxDocumentBytes = 32 * MEBIBYTE,
  } = options;
  const run = createRunner(options);

  return new ApolloServer<Request>({
    // Not a federation gateway: this is the option by which Apollo lets another executor in, with all the rest of it kept.
    gateway: gatewayOf(planner.schema, ({ document, queryHash, request, context }) =>
      run(
        {
          document,
          queryHash,
          operationName: request.operationName ?? null,
          variables: request.variables ?? {},
        },
        // Typed loosely by Apollo; it is the context value that this server was called with.
        context as Request,
      ),
    ),
    plugins: [
      statusByMediaType(),
      // It wraps every resolver: a page of 50 took twice as long.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
    formatError: (_, error) => formatError(error),
    parseOptions: { maxTokens: planner.limits.tokens },
    documentStore: createBoundedStore<DocumentNode>(
      maxDocumentBytes,
      ({ loc }) => DOCUMENT_BYTES_PER_CHARACTER * (loc?.end ?? 0),
    ),
    persistedQueries: {
      cache: createBoundedStore<string>(maxPersistedQueryBytes, (text) => 2 * text.length),
      ttl: null,
    },
    // Whether and what a caller may introspect is decided where it is planned.
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    // Otherwise Apollo reads NODE_ENV.
    nodeEnv: "production",
    stringifyResult: (result) => JSON.stringify(result),
    logger: {
      debug: (message: unknown) => log.debug(String(message)),
      info: (message: unknown) => log.info(String(message)),
      warn: (message: unknown) => log.warn(String(message)),
      error: (message: unknown) => log.error(String(message)),
    },
  });
}

type Gateway = ApolloServerOptionsWithGateway<BaseContext>["gateway"];
type Executor = NonNullable<Awaited<ReturnType<Gateway["load"]>>["executor"]>;

function gatewayOf(apiSchema: GraphQLSchema, executor: Executor): Gateway {
  return {
    onSchemaLoadOrUpdate: (tell) => {
      tell({ apiSchema, coreSupergraphSdl: "" });
      return () => undefined;
    },
    load: () => Promise.resolve({ executor }),
    stop: () => Promise.resolve(),
  };
}
