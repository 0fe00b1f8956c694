import { describe, expect, it } from "vitest";
import { COUNT_LIFETIME_MS, openServer } from "./open-server.ts";

const GRAPHQL_TYPE = "application/graphql-response+json";

describe("the response cache", () => {
  it("answers the same question again with the same bytes, and says how old they are", async () => {
    const { ask, clock } = await openServer();
    const first = await ask("{ count }");
    clock.ms += 5_900;
    const second = await ask("{ count }");
    expect(first.body).toBe('{"data":{"count":1}}');
    expect(second.rawPayload.equals(first.rawPayload)).toBe(true);
    expect([first.headers["age"], second.headers["age"]]).toEqual([undefined, "5"]);
    for (const name of ["content-type", "cache-control"]) expect(second.headers[name]).toBe(first.headers[name]);
  });

  it("asks anew when the answer's time is over", async () => {
    const { ask, clock } = await openServer();
    await ask("{ count }");
    clock.ms += COUNT_LIFETIME_MS;
    expect((await ask("{ count }")).json()).toEqual({ data: { count: 1 } });
    clock.ms += 1;
    expect((await ask("{ count }")).json()).toEqual({ data: { count: 2 } });
  });

  it("shares between callers who may see the same, and never with others", async () => {
    const { ask } = await openServer();
    await ask("{ count }", { token: "ada~SALES" });
    expect((await ask("{ count }", { token: "bob~SALES" })).json()).toEqual({ data: { count: 1 } });
    expect((await ask("{ count }", { token: "ada~FINANCE" })).json()).toEqual({ data: { count: 2 } });
  });

  it("tells variables apart", async () => {
    const { ask } = await openServer();
    const query = "query ($by: Int) { count(by: $by) }";
    await ask(query, { variables: { by: 10 } });
    expect((await ask(query, { variables: { by: 20 } })).json()).toEqual({ data: { count: 30 } });
    expect((await ask(query, { variables: { by: 10 } })).json()).toEqual({ data: { count: 10 } });
  });

  it.each(["no-cache", "no-store", "max-age=0, no-cache"])("is passed by when the client says %s", async (value) => {
    const { ask } = await openServer();
    const headers = { "cache-control": value };
    await ask("{ count }");
    expect((await ask("{ count }", { headers })).json()).toEqual({ data: { count: 2 } });
    expect((await ask("{ count }")).json()).toEqual({ data: { count: 1 } });
  });

  it("keeps nothing where there is none", async () => {
    const { ask } = await openServer({ cacheBytes: 0 });
    await ask("{ count }");
    expect((await ask("{ count }")).json()).toEqual({ data: { count: 2 } });
  });

  it.each([
    ["with an error in it", "{ count fails }"],
    ["with something stale in it", "{ count old }"],
    ["with something in it that is one caller's own", "{ count mine }"],
    ["to a mutation", "mutation { touch }"],
  ])("keeps no answer %s", async (_, query) => {
    const { ask, contexts } = await openServer();
    for (let time = 1; time <= 3; time++) await ask(query);
    expect(contexts).toHaveLength(3);
  });

  it("keeps no answer that was overtaken by a change", async () => {
    const { ask, during, responseCache } = await openServer();
    during.count = () => responseCache.drop(["count"]);
    await ask("{ count }");
    during.count = () => {};
    expect((await ask("{ count }")).json()).toEqual({ data: { count: 2 } });
    expect((await ask("{ count }")).json()).toEqual({ data: { count: 2 } });
  });

  it("drops an answer when what it is made of changes", async () => {
    const { ask, responseCache } = await openServer();
    await ask("{ count }");
    responseCache.drop(["something else"]);
    expect((await ask("{ count }")).json()).toEqual({ data: { count: 1 } });
    responseCache.drop(["count"]);
    expect((await ask("{ count }")).json()).toEqual({ data: { count: 2 } });
  });

  it("answers in the media type that the client prefers this time", async () => {
    const { ask } = await openServer();
    await ask("{ count }");
    const accept = `${GRAPHQL_TYPE}, application/json;q=0.9`;
    const reply = await ask("{ count }", { headers: { accept } });
    expect(reply.json()).toEqual({ data: { count: 1 } });
    expect(reply.headers["content-type"]).toBe(`${GRAPHQL_TYPE}; charset=utf-8`);
  });

  it("refuses what it would refuse without it", async () => {
    const { app, ask } = await openServer();
    await ask("{ count }");
    expect((await ask("{ count }", { headers: { accept: "image/png" } })).statusCode).toBe(406);
    const forged = await app.inject({
      url: "/graphql",
      query: { query: "{ count }" },
      headers: { authorization: "Bearer ada~SALES" },
    });
    expect(forged.statusCode).toBe(400);
    expect(forged.body).toContain("CSRF");
  });
});

describe("tributary-explain", () => {
  const headers = { "tributary-explain": "1" };

  it("says what an answer cost, new or kept", async () => {
    const { ask, clock } = await openServer();
    const first = await ask("{ count }", { headers });
    clock.ms += 1_500;
    const second = await ask("{ count }", { headers });
    expect(first.json()).toEqual({
      data: { count: 1 },
      extensions: {
        tributary: {
          responseCache: "miss",
          ageMs: 0,
          sources: {
            crm: {
              calls: 1,
              sharedCalls: 0,
              failedCalls: 0,
              status: "ok",
              callMs: 12,
              cacheHits: 0,
              cacheMisses: 0,
              ageMs: 0,
              quotaLeft: { burst: 42 },
            },
          },
        },
      },
    });
    expect(second.json()).toEqual({
      data: { count: 1 },
      extensions: { tributary: { responseCache: "hit", ageMs: 1_500, sources: {} } },
    });
  });

  it("says so where there is no cache", async () => {
    const { ask } = await openServer({ cacheBytes: 0 });
    expect((await ask("{ count }", { headers })).json()).toMatchObject({
      extensions: { tributary: { responseCache: "off" } },
    });
  });

  it("leaves nothing of it in what is kept", async () => {
    const { ask } = await openServer();
    await ask("{ count }", { headers });
    expect((await ask("{ count }")).body).toBe('{"data":{"count":1}}');
  });
});

describe("an answer with something stale in it", () => {
  it("says so without being asked", async () => {
    const { ask } = await openServer();
    const reply = await ask("{ old }");
    expect(reply.json()).toEqual({
      data: { old: 1 },
      extensions: { stale: [{ source: "crm", code: "UPSTREAM_DOWN", ageMs: 5_000 }] },
    });
  });
});

describe("an operation", () => {
  it("has its time from when its request was whole, and the request's id", async () => {
    const { ask, contexts, clock } = await openServer();
    await ask("{ count }", { headers: { "x-request-id": "theirs" } });
    expect(contexts).toMatchObject([{ deadlineMs: clock.ms + 3_000, requestId: "theirs" }]);
  });
});

describe("GET /graphql", () => {
  const headers = { authorization: "Bearer ada~SALES", "apollo-require-preflight": "true" };

  it("answers a query, and keeps it for POST too", async () => {
    const { app, ask } = await openServer();
    const reply = await app.inject({ url: "/graphql", query: { query: "{ count }" }, headers });
    expect(reply.json()).toEqual({ data: { count: 1 } });
    expect((await ask("{ count }")).json()).toEqual({ data: { count: 1 } });
  });

  it("changes nothing: a mutation is 405", async () => {
    const { app } = await openServer();
    const reply = await app.inject({ url: "/graphql", query: { query: "mutation { touch }" }, headers });
    expect(reply.statusCode).toBe(405);
  });

  it("sends whoever typed the address into a browser to GraphiQL, token or not", async () => {
    const { app } = await openServer();
    const reply = await app.inject({ url: "/graphql", headers: { accept: "text/html,*/*;q=0.8" } });
    expect(reply.statusCode).toBe(302);
    expect(reply.headers.location).toBe("/graphiql");
  });

  it("is nothing that another method does", async () => {
    const { app } = await openServer();
    for (const method of ["PUT", "DELETE", "PATCH"] as const) {
      expect((await app.inject({ method, url: "/graphql", headers })).statusCode).toBe(404);
    }
  });
});
