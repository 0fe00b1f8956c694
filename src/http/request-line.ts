// What the log says of a request: who asked for what, what each source had to do, or why it was refused.
// Every request of GraphQL has one, so it is written past the logger's fences: what a client can choose is scrubbed here.
import type { FastifyRequest } from "fastify";
import { createMemory } from "../runtime/memo.ts";
import { scrub } from "../runtime/redaction.ts";

const clean = createMemory(2_000)(scrub);
const OWN_ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

/** A GraphQL request always is, anything else when it went wrong. */
export function isWorthALine({ graphql }: FastifyRequest, status: number): boolean {
  return graphql !== null || (status >= 400 && status !== 404 && status !== 503);
}

/** The fields of the line, but for how it ended. */
export function requestLine({ id, method, url, graphql, refusal }: FastifyRequest): Record<string, unknown> {
  const line = {
    requestId: OWN_ID.test(id) ? id : scrub(id),
    method,
    path: clean(pathOf(url)),
    ...(refusal !== null && { refusal: scrub(refusal) }),
  };
  if (graphql === null) return line;
  const { principal, key, run, cachedAgeMs } = graphql;
  const operation = run?.operationName ?? key?.operationName ?? null;
  return {
    ...line,
    principal: clean(principal.subject),
    roles: principal.roles,
    operation: operation === null ? null : clean(operation),
    kind: run?.kind,
    hasErrors: run?.hasErrors,
    ...(cachedAgeMs !== undefined && { responseCacheAgeMs: cachedAgeMs }),
    sources: run === undefined ? undefined : sourcesOf(run.observation.sources),
  };
}

function pathOf(url: string): string {
  const queryAt = url.indexOf("?");
  return queryAt < 0 ? url : url.slice(0, queryAt);
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
