// GraphQL over HTTP, as clients of all kinds speak it to the whole gateway.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sandboxToken } from "../../src/cli/sandbox-token.ts";
import type { Role } from "../../src/generated/types.ts";
import { startGateway, type Gateway } from "../support/gateway.ts";

const GRAPHQL_TYPE = "application/graphql-response+json";
const SCRIPT = { "apollo-require-preflight": "true" };
const NAMES = "{ customers(first: 2) { nodes { id displayName } } }";

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({ sandbox: { customers: 50 } });
});

afterAll(() => gateway.stop());

beforeEach(() => gateway.forget());

function bearer(roles: readonly Role[], subject = "ada", expiresInSeconds = 3_600): Record<string, string> {
  return { authorization: `Bearer ${sandboxToken({ roles, subject, expiresInSeconds })}` };
}

async function send(path: string, init: RequestInit): Promise<{ reply: Response; text: string; json: unknown }> {
  const reply = await fetch(gateway.url + path, init);
  const text = await reply.text();
  return { reply, text, json: JSON.parse(text) };
}

function post(body: object, headers: Record<string, string> = {}, roles: readonly Role[] = ["ADMIN"]) {
  return send("/graphql", {
    method: "POST",
    headers: { ...bearer(roles), "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

function get(parameters: Record<string, string>, headers: Record<string, string> = SCRIPT) {
  return send(`/graphql?${new URLSearchParams(parameters)}`, { headers: { ...bearer(["ADMIN"]), ...headers } });
}

describe("persisted queries over GET, as mobile clients send them", () => {
  const persisted = (query: string) => {
    const sha256Hash = createHash("sha256").update(query).digest("hex");
    return { extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash } }) };
  };

  it("are asked for once, then known by their hash alone", async () => {
    const query = "query Persisted { customers(first: 1) { nodes { displayName } } }";
    const unknown = await get(persisted(query));
    expect(unknown.json).toMatchObject({ errors: [{ extensions: { code: "PERSISTED_QUERY_NOT_FOUND" } }] });

    const registered = await get({ query, ...persisted(query) });
    const known = await get(persisted(query));
    expect(registered.json).toMatchObject({ data: { customers: { nodes: [{ displayName: expect.any(String) }] } } });
    expect(known.text).toBe(registered.text);
    gateway.forget();
    expect((await get(persisted(query))).text).toBe(registered.text);
    expect(gateway.calls()).toEqual({});
  });

  it("are registered even where the answer is already held", async () => {
    const query = "query Held { customers(first: 1) { nodes { email } } }";
    await post({ query });
    await get({ query, ...persisted(query) });
    expect((await get(persisted(query))).json).toMatchObject({ data: { customers: { nodes: [expect.anything()] } } });
  });

  it("are refused where text and hash do not belong together", async () => {
    const { reply, json } = await get({ query: NAMES, ...persisted("{ viewer { subject } }") });
    expect(reply.status).toBe(400);
    expect(json).toMatchObject({ errors: [{ message: expect.stringContaining("sha") }] });
  });
});

describe("a GET that any web page could make a browser send", () => {
  it("is refused, whether or not its answer is held", async () => {
    for (let time = 1; time <= 2; time++) {
      const { reply, text } = await get({ query: NAMES }, {});
      expect(reply.status).toBe(400);
      expect(text).toContain("CSRF");
      await get({ query: NAMES });
    }
  });
});

describe("the status and the type of an answer", () => {
  it("are 200 and the type that the client prefers", async () => {
    for (const type of [GRAPHQL_TYPE, "application/json"]) {
      const { reply } = await post({ query: "{ viewer { subject } }" }, { accept: type });
      expect(reply.status).toBe(200);
      expect(reply.headers.get("content-type")).toBe(`${type}; charset=utf-8`);
    }
  });

  it.each([
    ["a syntax error", { query: "{" }],
    ["an unknown field", { query: "{ nothing }" }],
    [
      "a wrong variable",
      { query: "query ($n: Int!) { customers(first: $n) { nodes { id } } }", variables: { n: "x" } },
    ],
    ["more than one page may hold", { query: "{ customers(first: 100000) { nodes { id } } }" }],
  ])("are 400 for %s, or 200 where a client knows only JSON", async (_, body) => {
    const own = await post(body, { accept: GRAPHQL_TYPE });
    const plain = await post(body, { accept: "application/json" });
    expect([own.reply.status, plain.reply.status]).toEqual([400, 200]);
    expect(own.json).toMatchObject({ errors: [{ message: expect.any(String) }] });
    expect(own.json).not.toHaveProperty("data.customers");
  });

  it.each([
    ["a list of operations", [{ query: NAMES }, { query: NAMES }]],
    ["nothing to do", {}],
    ["variables as text", { query: NAMES, variables: "{}" }],
  ])("are 400 for %s, whatever the client takes", async (_, body) => {
    for (const accept of [GRAPHQL_TYPE, "application/json"]) {
      const { reply, json } = await post(body, { accept });
      expect(reply.status).toBe(400);
      expect(json).toMatchObject({ errors: [{ extensions: { code: "BAD_REQUEST" } }] });
    }
  });
});

describe("a token", () => {
  it("that has run out is 401 with the reason", async () => {
    const headers = { ...bearer(["ADMIN"], "ada", -60), "content-type": "application/json" };
    const { reply, json } = await send("/graphql", { method: "POST", headers, body: JSON.stringify({ query: NAMES }) });
    expect(reply.status).toBe(401);
    expect(reply.headers.get("www-authenticate")).toMatch(
      /error="invalid_token", error_description="the token expired/,
    );
    expect(json).toMatchObject({ errors: [{ extensions: { code: "UNAUTHENTICATED" } }] });
  });
});

describe("a kept answer", () => {
  const EMAILS = "{ customers(first: 3) { nodes { displayName tickets(first: 1) { nodes { subject } } } } }";

  it("is byte for byte what was sent, costs no call, and is not another role's", async () => {
    const first = await post({ query: EMAILS }, {}, ["SUPPORT"]);
    gateway.forget();
    const second = await post({ query: EMAILS }, {}, ["SUPPORT"]);
    expect(second.text).toBe(first.text);
    expect(second.reply.headers.get("age")).not.toBeNull();
    expect(gateway.calls()).toEqual({});

    const other = await post({ query: EMAILS }, {}, ["MARKETING"]);
    expect(other.reply.headers.get("age")).toBeNull();
    expect(other.json).toMatchObject({ errors: [{ extensions: { code: "FORBIDDEN" } }] });
    expect((await post({ query: EMAILS }, {}, ["MARKETING"])).reply.headers.get("age")).toBeNull();
  });

  it("is never one that says who asked", async () => {
    const query = "{ viewer { subject roles } customers(first: 1) { nodes { displayName } } }";
    const ask = async (subject: string) => {
      const headers = { ...bearer(["SALES"], subject), "content-type": "application/json" };
      return (await send("/graphql", { method: "POST", headers, body: JSON.stringify({ query }) })).json;
    };
    expect(await ask("ada")).toMatchObject({ data: { viewer: { subject: "ada" } } });
    expect(await ask("bob")).toMatchObject({ data: { viewer: { subject: "bob" } } });
  });
});

describe("tributary-explain", () => {
  it("tells what each source was asked, and nothing where it is not wanted", async () => {
    const query = "query Explained { customers(first: 4) { nodes { displayName } } }";
    const { json } = await post({ query }, { "tributary-explain": "1", "cache-control": "no-cache" });
    expect(json).toMatchObject({
      extensions: { tributary: { responseCache: "miss", sources: { hubspot: { failedCalls: 0 } } } },
    });
    expect((await post({ query })).json).not.toHaveProperty("extensions");
  });
});

describe("introspection", () => {
  it("shows each role its own schema", async () => {
    const query = '{ __type(name: "Customer") { fields { name } } }';
    const fields = async (role: Role) => (await post({ query }, {}, [role])).text;
    expect(await fields("SUPPORT")).toContain('"tickets"');
    expect(await fields("MARKETING")).not.toContain('"tickets"');
  });
});
