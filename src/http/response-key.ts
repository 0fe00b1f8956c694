// Which answer a request asks for, where it may come from the response cache.
import type { FastifyRequest } from "fastify";
import type { AccessScope } from "../auth/principal.ts";
import type { ResponseKey } from "../cache/response-cache.ts";

/** What names an answer in a request, whichever way it came. */
interface Parameters {
  readonly query: unknown;
  readonly operationName: unknown;
  /** JSON text. */
  readonly variables: string;
  readonly extensions: unknown;
}

// Equal bodies are one object (json-bodies.ts), whose keys are worked out once.
const keysOfBodies = new WeakMap<object, Map<AccessScope, ResponseKey | null>>();

/**
 * Null for a request that Apollo might refuse, or that it must see for another reason: what it says may not depend on
 * what the cache holds.
 */
export function responseKeyOf({ method, headers, body, query }: Asked, scope: AccessScope): ResponseKey | null {
  if (method !== "POST") return method === "GET" ? keyOf(gotten(headers, query), scope) : null;
  if (!isRecord(body)) return null;
  const keys = keysOfBodies.get(body) ?? new Map<AccessScope, ResponseKey | null>();
  if (keys.size === 0) keysOfBodies.set(body, keys);
  let key = keys.get(scope);
  if (key === undefined) keys.set(scope, (key = keyOf(posted(body), scope)));
  return key;
}

type Asked = Pick<FastifyRequest, "method" | "headers" | "body" | "query">;

function keyOf(parameters: Parameters | null, scope: AccessScope): ResponseKey | null {
  if (parameters === null) return null;
  const { operationName, variables } = parameters;
  const document = documentOf(parameters);
  if (document === null) return null;
  if (operationName !== undefined && operationName !== null && typeof operationName !== "string") return null;
  return { scope, document, operationName: operationName ?? null, variables };
}

function posted({ query, operationName, variables, extensions }: Readonly<Record<string, unknown>>): Parameters | null {
  if (!isRecordOrNone(variables) || !isRecordOrNone(extensions)) return null;
  return { query, operationName, variables: JSON.stringify(variables ?? {}), extensions };
}

function gotten(headers: Asked["headers"], parameters: unknown): Parameters | null {
  if (!isSentByScript(headers) || !isRecord(parameters)) return null;
  const { query, operationName, variables = "{}", extensions = "{}" } = parameters;
  // What is given twice is a list.
  if (typeof variables !== "string" || typeof extensions !== "string") return null;
  const read = parsed(extensions);
  return isRecord(read) ? { query, operationName, variables, extensions: read } : null;
}

/** Apollo's protection against forged GETs: only a script that was allowed to by CORS can send one of these headers. */
function isSentByScript(headers: Asked["headers"]): boolean {
  return (
    (headers["apollo-require-preflight"] ?? "") !== "" ||
    (headers["x-apollo-operation-name"] ?? "") !== "" ||
    headers["content-type"] === "application/json"
  );
}

/**
 * The text, or the hash that stands for it: Apollo has checked that they belong together before an answer is stored. A
 * request that brings both registers the text under the hash, which only Apollo can.
 */
function documentOf({ query, extensions }: Parameters): string | null {
  const persisted = isRecord(extensions) ? extensions["persistedQuery"] : undefined;
  if (persisted === undefined) return typeof query === "string" && query !== "" ? `text:${query}` : null;
  if ((query ?? undefined) !== undefined || !isRecord(persisted) || persisted["version"] !== 1) return null;
  const hash = persisted["sha256Hash"];
  return typeof hash === "string" ? `hash:${hash}` : null;
}

/** Undefined where it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isRecordOrNone(value: unknown): value is Readonly<Record<string, unknown>> | null | undefined {
  return value === undefined || value === null || isRecord(value);
}
