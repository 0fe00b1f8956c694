// What the log says of a request: who asked for what, what each source had to do, or why it was refused.
import type { FastifyRequest } from "fastify";

/** A GraphQL request always is, anything else when it went wrong. */
export function isWorthALine({ graphql }: FastifyRequest, status: number): boolean {
  return graphql !== null || (status >= 400 && status !== 404 && status !== 503);
}

/** The fields of the line, but for how it ended. */
export function requestLine({ id, method, url, graphql, refusal }: FastifyRequest): Record<string, unknown> {
  const line = { requestId: id, method, path: url.split("?")[0], ...(refusal !== null && { refusal }) };
  if (graphql === null) return line;
  const { principal, key, run, cachedAgeMs } = graphql;
  return {
    ...line,
    principal: principal.subject,
    roles: principal.roles,
    operation: run?.operationName ?? key?.operationName ?? null,
    kind: run?.kind,
    hasErrors: run?.hasErrors,
    ...(cachedAgeMs !== undefined && { responseCacheAgeMs: cachedAgeMs }),
    sources: run === undefined ? undefined : sourcesOf(run.observation.sources),
  };
}

interface SourceUse {
  readonly calls: number;
  readonly failedCalls: number;
  readonly callMs: number;
  readonly cacheHits: number;
}

function sourcesOf(sources: ReadonlyMap<string, SourceUse>): Record<string, SourceUse> {
  return Object.fromEntries(
    [...sources].map(([name, { calls, failedCalls, callMs, cacheHits }]) => [
      name,
      { calls, failedCalls, callMs: Math.round(callMs), cacheHits },
    ]),
  );
}
