import { fastify, type InjectOptions } from "fastify";
import { describe, expect, it } from "vitest";
import type { ResponseKey } from "../../src/cache/response-cache.ts";
import { responseKeyOf } from "../../src/http/response-key.ts";

const HASH = "a".repeat(64);
const PERSISTED = { persistedQuery: { version: 1, sha256Hash: HASH } };
const SCRIPT = { "apollo-require-preflight": "true" };

async function keyOf(request: InjectOptions): Promise<ResponseKey | null> {
  const app = fastify();
  app.route({ method: ["GET", "POST"], url: "/graphql", handler: (sent) => ({ key: responseKeyOf(sent, "scope") }) });
  const reply = await app.inject({ url: "/graphql", ...request });
  expect(reply.statusCode).toBe(200);
  return reply.json<{ key: ResponseKey | null }>().key;
}

const posted = (body: object | string): Promise<ResponseKey | null> =>
  keyOf({ method: "POST", body, ...(typeof body === "string" && { headers: { "content-type": "text/plain" } }) });

const gotten = (query: Record<string, string | string[]>, headers: Record<string, string> = SCRIPT) =>
  keyOf({ method: "GET", query, headers });

describe("the key of an answer", () => {
  it("is scope, document, operation and variables", async () => {
    expect(await posted({ query: "{ a }" })).toEqual({
      scope: "scope",
      document: "text:{ a }",
      operationName: null,
      variables: "{}",
    });
    expect(await posted({ query: "{ a }", operationName: "A", variables: { b: 1 } })).toEqual({
      scope: "scope",
      document: "text:{ a }",
      operationName: "A",
      variables: '{"b":1}',
    });
  });

  it("is the same whichever way the request came", async () => {
    const question = { query: "query A($b: Int) { a }", operationName: "A" };
    expect(await gotten({ ...question, variables: '{"b":1}' })).toEqual(
      await posted({ ...question, variables: { b: 1 } }),
    );
    expect(await gotten({ extensions: JSON.stringify(PERSISTED) })).toEqual(await posted({ extensions: PERSISTED }));
    expect(await posted({ query: "{ a }", variables: null, operationName: null, extensions: null })).toEqual(
      await posted({ query: "{ a }" }),
    );
  });

  it("is a hash where the request brings only that, and never the same as a text", async () => {
    expect(await posted({ extensions: PERSISTED })).toMatchObject({ document: `hash:${HASH}` });
    expect(await posted({ query: `hash:${HASH}` })).toMatchObject({ document: `text:hash:${HASH}` });
  });
});

describe("no answer is looked up for", () => {
  it.each([
    ["a list of requests", [{ query: "{ a }" }]],
    ["no query", {}],
    ["an empty one", { query: "" }],
    ["a query that is no text", { query: 5 }],
    ["variables as text", { query: "{ a }", variables: "{}" }],
    ["variables as a list", { query: "{ a }", variables: [] }],
    ["extensions as text", { extensions: JSON.stringify(PERSISTED) }],
    ["an operation name that is no text", { query: "{ a }", operationName: 5 }],
    ["a hash of another kind", { extensions: { persistedQuery: { version: 2, sha256Hash: HASH } } }],
    ["a hash that is none", { extensions: { persistedQuery: { version: 1, sha256Hash: 5 } } }],
    ["a hash somewhere else", { extensions: { other: { sha256Hash: HASH } } }],
    ["a text and its hash, which register it", { query: "{ a }", extensions: PERSISTED }],
    ["an empty text and a hash", { query: "", extensions: PERSISTED }],
    ["plain text", "{ a }"],
  ])("a POST with %s", async (_, body) => {
    expect(await posted(body)).toBeNull();
  });

  it.each([
    ["two queries", { query: ["{ a }", "{ b }"] }],
    ["two sets of variables", { query: "{ a }", variables: ["{}", "{}"] }],
    ["extensions that are no JSON", { query: "{ a }", extensions: "{" }],
    ["extensions that are no object", { query: "{ a }", extensions: "[]" }],
    ["two sets of extensions", { query: "{ a }", extensions: ["{}", JSON.stringify(PERSISTED)] }],
  ])("a GET with %s", async (_, query) => {
    expect(await gotten(query)).toBeNull();
  });

  it("a GET that any web page could make a browser send", async () => {
    const query = { query: "{ a }" };
    expect(await gotten(query, {})).toBeNull();
    expect(await gotten(query, { "apollo-require-preflight": "" })).toBeNull();
    expect(await gotten(query, { "x-apollo-operation-name": "A" })).not.toBeNull();
    expect(await gotten(query, { "content-type": "application/json" })).not.toBeNull();
  });
});
