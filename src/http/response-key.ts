// Which answer a request asks for, where it may come from the response cache.
import type { FastifyRequest } from "fastify";
import type { AccessScope } from "../auth/principal.ts";
import type { ResponseKey } from "../cache/response-cache.ts";

interface GraphqlParameters {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
}

/** Null for what is no plain GraphQL request: Apollo says what is wrong with it. */
export function responseKeyOf(request: FastifyRequest, scope: AccessScope): ResponseKey | null {
  const parameters: unknown = request.method === "GET" ? request.query : request.body;
  if (typeof parameters !== "object" || parameters === null || Array.isArray(parameters)) return null;
  const { query, operationName, variables, extensions } = parameters as GraphqlParameters;
  const document = documentOf(query, extensions);
  if (document === null) return null;
  if (operationName !== undefined && operationName !== null && typeof operationName !== "string") return null;
  return {
    scope,
    document,
    operationName: operationName ?? null,
    variables: typeof variables === "string" ? variables : JSON.stringify(variables ?? {}),
  };
}

/** The text, or the hash that stands for it: Apollo has checked that they belong together before an answer is stored. */
function documentOf(query: unknown, extensions: unknown): string | null {
  if (typeof query === "string" && query !== "") return `text:${query}`;
  const text = typeof extensions === "string" ? extensions : JSON.stringify(extensions ?? {});
  const hash = /"sha256Hash"\s*:\s*"([0-9a-f]{64})"/.exec(text)?.[1];
  return hash === undefined ? null : `hash:${hash}`;
}
