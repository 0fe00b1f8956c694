import { createHash } from "node:crypto";
import { HeaderMap, type ApolloServer, type HTTPGraphQLResponse } from "@apollo/server";
import { execute, getIntrospectionQuery } from "graphql";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { AuthScope } from "../../src/auth/rule.ts";
import { createGraphqlServer } from "../../src/graphql/apollo.ts";
import type { CallerContext } from "../../src/graphql/execute.ts";
import { createErrorFormatter } from "../../src/graphql/format-error.ts";
import { operationOf } from "../../src/graphql/operation.ts";
import { createPlanner } from "../../src/graphql/plan.ts";
import { variablesCheckOf } from "../../src/graphql/variables.ts";
import { answerOf } from "./corpus/comparison.ts";
import { generateQueries } from "./corpus/generate.ts";
import { corpusContext, corpusSchema } from "./corpus/schema.ts";
import { ADMIN, caseContext, plannerCase, withRoles } from "./planner-case.ts";

type LogLine = (...line: readonly unknown[]) => void;
const log = { debug: vi.fn<LogLine>(), info: vi.fn<LogLine>(), warn: vi.fn<LogLine>(), error: vi.fn<LogLine>() };
const ended: unknown[] = [];

const server: ApolloServer<CallerContext> = createGraphqlServer({
  planner: plannerCase({ limits: { tokens: 1_000, depth: 8 } }),
  formatError: createErrorFormatter({ log, newErrorId: () => "the-id" }),
  beginOperation: () => caseContext(),
  endOperation: (plan, { ran }, result) => {
    ended.push(plan.operationName);
    return { ...result, extensions: { ran } };
  },
  log,
});

interface Ask {
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly search?: string;
  readonly principal?: AuthScope;
}

async function ask(asked: Ask): Promise<HTTPGraphQLResponse> {
  const { method = "POST", body, search = "", principal = ADMIN } = asked;
  const type = method === "POST" ? { "content-type": "application/json" } : { "apollo-require-preflight": "1" };
  return server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers: new HeaderMap(Object.entries({ ...type, ...asked.headers })), search, body },
    context: () => Promise.resolve({ principal, requestId: "request-1" }),
  });
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { message: string; path?: unknown; extensions: Readonly<Record<string, unknown>> }[];
  readonly extensions?: unknown;
}

async function bodyOf(response: HTTPGraphQLResponse): Promise<Answer> {
  if (response.body.kind !== "complete") throw new Error("not complete");
  return JSON.parse(response.body.string) as Answer;
}

const answer = async (asked: Ask): Promise<Answer> => bodyOf(await ask(asked));
const codesOf = ({ errors = [] }: Answer): readonly unknown[] => errors.map(({ extensions }) => extensions.code);

beforeAll(() => server.start());
afterAll(() => server.stop());

describe("createGraphqlServer", () => {
  it("runs plans, between the hooks", async () => {
    ended.length = 0;
    const query = "query One { customer(id: 1) { displayName } }";
    expect(await answer({ body: { query } })).toEqual({
      data: { customer: { displayName: "Customer 1" } },
      extensions: { ran: ["customer"] },
    });
    expect(ended).toEqual(["One"]);
  });

  it("takes the operation by its name", async () => {
    const query = "query A { viewer { subject } } query B { viewer { roles } }";
    expect((await answer({ body: { query, operationName: "B" } })).data).toEqual({ viewer: { roles: ["SALES"] } });
    expect(codesOf(await answer({ body: { query, operationName: "C" } }))).toEqual(["BAD_USER_INPUT"]);
    expect(codesOf(await answer({ body: { query } }))).toEqual(["BAD_USER_INPUT"]);
  });

  it("decides by the caller, also for a document that another caller sent", async () => {
    const query = "{ customer(id: 1) { phone } }";
    for (let turn = 0; turn < 2; turn++) {
      expect(await answer({ body: { query } })).toMatchObject({ data: { customer: { phone: "+4930123456" } } });
      const denied = await answer({ body: { query }, principal: withRoles("MARKETING") });
      expect(denied).toMatchObject({ data: { customer: { phone: null } } });
      expect(denied.errors).toMatchObject([{ path: ["customer", "phone"], extensions: { code: "FORBIDDEN" } }]);
    }
  });

  it("tells a source's failure once for a list, without the source's words", async () => {
    const result = await answer({
      body: { query: "{ customers { nodes { displayName tickets { nodes { id } } } } }" },
    });
    expect(result.data).toMatchObject({
      customers: { nodes: [{ tickets: null }, { tickets: null }, { tickets: null }] },
    });
    expect(result.errors).toEqual([
      {
        message: "zendesk did not answer in time",
        locations: [{ line: 1, column: 35 }],
        path: ["customers", "nodes", 0, "tickets"],
        extensions: { code: "UPSTREAM_TIMEOUT", source: "zendesk", repeated: 3 },
      },
    ]);
  });

  it("masks a fault, and logs it once with the request's id", async () => {
    log.error.mockClear();
    const result = await answer({ body: { query: "{ tickets { nodes { id } } }" } });
    expect(result).toMatchObject({
      data: { tickets: null },
      errors: [{ message: "Internal error", extensions: { code: "INTERNAL_SERVER_ERROR", errorId: "the-id" } }],
    });
    expect(JSON.stringify(result)).not.toMatch(/10\.0\.0\.1|stack/);
    expect(log.error).toHaveBeenCalledOnce();
    expect(log.error.mock.calls[0]?.[0]).toMatchObject({ errorId: "the-id", requestId: "request-1" });
  });

  it("turns what beginOperation throws into the operation's error", async () => {
    const late = createGraphqlServer<CallerContext, ReturnType<typeof caseContext>>({
      planner: plannerCase(),
      formatError: createErrorFormatter({ log, newErrorId: () => "the-id" }),
      beginOperation: () => {
        throw new Error("no loaders");
      },
      endOperation: (_, __, result) => result,
      log,
    });
    const { body } = await late.executeOperation(
      { query: "{ viewer { subject } }" },
      { contextValue: { principal: ADMIN, requestId: "r" } },
    );
    await late.stop();
    expect(body).toMatchObject({ singleResult: { errors: [{ message: "Internal error" }] } });
    expect(body).not.toHaveProperty("singleResult.data");
  });

  it("shows a caller its own schema to GraphiQL's question", async () => {
    const query = getIntrospectionQuery();
    const all = JSON.stringify(await answer({ body: { query } }));
    const some = JSON.stringify(await answer({ body: { query }, principal: withRoles("MARKETING") }));
    expect(all).toContain('"Payment"');
    expect(some).not.toContain('"Payment"');
    expect(some).toContain('"Customer"');
  });

  it("does not suggest names", async () => {
    const { errors } = await answer({ body: { query: "{ customer(id: 1) { displayNam } }" } });
    expect(errors?.map(({ message }) => message)).toEqual(['Cannot query field "displayNam" on type "Customer".']);
  });

  describe("persisted queries", () => {
    const query = "{ viewer { brands } }";
    const sha256Hash = createHash("sha256").update(query).digest("hex");
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const search = `?extensions=${encodeURIComponent(JSON.stringify(extensions))}`;

    it("are asked for by GET once they are known", async () => {
      expect(codesOf(await answer({ method: "GET", search }))).toEqual(["PERSISTED_QUERY_NOT_FOUND"]);
      expect((await answer({ body: { query, extensions } })).data).toEqual({ viewer: { brands: [] } });
      expect((await answer({ method: "GET", search })).data).toEqual({ viewer: { brands: [] } });
    });

    it("must be what their hash says", async () => {
      const wrong = await ask({ body: { query: "{ viewer { roles } }", extensions } });
      expect(wrong.status).toBe(400);
      expect(codesOf(await bodyOf(wrong))).toEqual(["BAD_REQUEST"]);
    });
  });

  describe("over HTTP", () => {
    const graphql = { accept: "application/graphql-response+json" };
    const page = "query ($first: Int) { customers(first: $first) { nodes { id } } }";
    const deep =
      "{ customers { edges { node { tickets { nodes { comments { nodes { author { displayName } } } } } } } } }";

    // What graphql-http's audits ask: https://github.com/graphql/graphql-http/blob/main/src/audits/server.ts
    it.each([
      ["a syntax error", { query: "{" }, "GRAPHQL_PARSE_FAILED"],
      ["more tokens than may be", { query: `{ ${"viewer { subject } ".repeat(400)} }` }, "GRAPHQL_PARSE_FAILED"],
      ["an invalid document", { query: "{ nothing }" }, "GRAPHQL_VALIDATION_FAILED"],
      ["a missing variable", { query: "query ($id: ID!) { node(id: $id) { id } }" }, "BAD_USER_INPUT"],
      ["a wrong variable", { query: page, variables: { first: "x" } }, "BAD_USER_INPUT"],
      ["a list that is too long", { query: page, variables: { first: 500 } }, "BAD_USER_INPUT"],
      ["an operation too large", { query: deep }, "QUERY_TOO_COMPLEX"],
      ["no operation of that name", { query: "query A { viewer { subject } }", operationName: "B" }, "BAD_USER_INPUT"],
    ])("answers %s with 200 as JSON and 400 as a GraphQL response, without data", async (_, body, code) => {
      for (const [headers, status, type] of [
        [{}, 200, "application/json; charset=utf-8"],
        [graphql, 400, "application/graphql-response+json; charset=utf-8"],
      ] as const) {
        const response = await ask({ body, headers });
        expect(response.status ?? 200).toBe(status);
        expect(response.headers.get("content-type")).toBe(type);
        const result = await bodyOf(response);
        expect(codesOf(result)).toEqual([code]);
        expect(result).not.toHaveProperty("data");
      }
    });

    it.each([
      ["answers data", {}, graphql],
      ["answers data as JSON", {}, { accept: "application/json" }],
      ["answers data for any type", {}, { accept: "*/*" }],
    ])("%s with 200", async (_, __, headers) => {
      const response = await ask({ body: { query: "{ viewer { subject } }" }, headers });
      expect(response.status ?? 200).toBe(200);
      expect(await bodyOf(response)).toMatchObject({ data: { viewer: { subject: "someone" } } });
    });

    it("answers data with errors with 200 in either type", async () => {
      for (const headers of [{}, graphql]) {
        const response = await ask({ body: { query: "{ tickets { nodes { id } } }" }, headers });
        expect(response.status ?? 200).toBe(200);
      }
    });

    it.each([
      ["no query", 400, { body: { variables: {} } }],
      ["a query that is no text", 400, { body: { query: { a: 1 } } }],
      ["variables that are no object", 400, { body: { query: "{ __typename }", variables: [1] } }],
      ["a batch", 400, { body: [{ query: "{ __typename }" }, { query: "{ __typename }" }] }],
      ["another method", 405, { method: "PUT" as "POST", body: {} }],
      ["a type that nobody speaks", 406, { body: { query: "{ __typename }" }, headers: { accept: "text/html" } }],
    ])("refuses %s with %d", async (_, status, asked) => {
      const response = await ask(asked);
      expect(response.status).toBe(status);
      expect(codesOf(await bodyOf(response))).toEqual(["BAD_REQUEST"]);
    });

    it("refuses what a browser would send without asking first", async () => {
      const headers = { "content-type": "text/plain" };
      const response = await ask({ body: { query: "{ viewer { subject } }" }, headers });
      expect(response.status).toBe(400);
      expect(JSON.stringify(await bodyOf(response))).toContain("CSRF");
    });

    it("answers a GET", async () => {
      const search = `?query=${encodeURIComponent("{ viewer { subject } }")}`;
      expect((await answer({ method: "GET", search })).data).toEqual({ viewer: { subject: "someone" } });
    });
  });
});

describe("Apollo around a corpus", () => {
  const planner = createPlanner({
    schema: corpusSchema,
    executionSchema: corpusSchema,
    authorize: (document) => ({
      document,
      denied: [],
      checkInputs: (variables) => variables,
      errors: (_, __, errors = []) => errors,
      mayRead: () => true,
      rootErrors: () => [],
    }),
    visibleSchema: () => corpusSchema,
    needs: {},
    costs: {},
    limits: { depth: 99, aliases: 999, rootFields: 99, directives: 999, fields: 9_999, tokens: 9_999, listSize: 9_999 },
    log,
  });
  const apollo = createGraphqlServer<CallerContext, ReturnType<typeof corpusContext>>({
    planner,
    formatError: createErrorFormatter({ log, newErrorId: () => "id" }),
    beginOperation: corpusContext,
    endOperation: (_, __, result) => result,
    log,
  });

  afterAll(() => apollo.stop());

  it("answers as graphql-js does, the first time and when compiled", async () => {
    const queries = generateQueries(corpusSchema, 80, 3).filter(
      ({ document, variables }) =>
        variablesCheckOf(corpusSchema, operationOf(document, "Corpus"))(variables).length === 0,
    );
    expect(queries.length).toBeGreaterThan(50);
    for (const { text, document, variables } of queries) {
      const expected = answerOf(
        await execute({ schema: corpusSchema, document, variableValues: variables, contextValue: corpusContext() }),
      );
      for (let run = 0; run < 2; run++) {
        const { body } = await apollo.executeOperation(
          { query: text, variables },
          { contextValue: { principal: ADMIN, requestId: "r" } },
        );
        if (body.kind !== "single") throw new Error("not single");
        const { data, errors = [] } = body.singleResult;
        expect({ text, data: JSON.stringify(data) }).toEqual({ text, data: expected.data });
        expect(errors.length > 0).toBe(expected.errors.length > 0);
      }
    }
  });
});
