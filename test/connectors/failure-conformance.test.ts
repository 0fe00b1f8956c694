// What must come of a vendor that fails, for every connector in THE LIST: over real HTTP, through the real client.
import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EVERYTHING } from "../../src/filters/filter.ts";
import { connectors } from "../../src/connectors/index.ts";
import type { Connector } from "../../src/connectors/contract.ts";
import { UpstreamError } from "../../src/errors.ts";
import type { UpstreamFailure } from "../../src/errors.ts";
import { loadEntities } from "../../src/loaders/load-entities.ts";
import { loadSlice } from "../../src/loaders/load-list.ts";
import { callSource } from "../../src/loaders/load-scope.ts";
import { loadRelated } from "../../src/loaders/load-related.ts";
import type { EntityType } from "../../src/mapping/entities.ts";
import { createLogger } from "../../src/runtime/logger.ts";
import { createUpstreamClient } from "../../src/upstream/client.ts";
import type { Exchange } from "../support/fake-http.ts";
import type { ConnectorCase } from "./connector-case.ts";
import { loadScope, playedSource } from "./played-source.ts";

const suites = await Promise.all(
  connectors.map(async (connector) => {
    const { cases } = (await import(`./${connector.name}/cases.ts`)) as { cases: readonly ConnectorCase[] };
    return { name: connector.name, connector, cases };
  }),
);

let answer: RequestListener = (_, response) => response.end();
let server: Server;
let baseUrl: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume(); // so that the connection is free for the next
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const json = (status: number, body: string, headers: Record<string, string> = {}): RequestListener => {
  return (_, response) => response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
};

const failures: readonly (readonly [string, RequestListener, UpstreamFailure])[] = [
  ["401", json(401, '{"message":"who are you, sk_live_secret?"}'), "rejected"],
  ["403", json(403, '{"message":"not you"}'), "rejected"],
  ["400", json(400, '{"message":"what?"}'), "rejected"],
  ["429", json(429, '{"message":"slowly"}', { "retry-after": "600" }), "rate_limited"],
  [
    "429 in plain text",
    (_, response) => response.writeHead(429, { "content-type": "text/plain" }).end("slowly"),
    "rate_limited",
  ],
  ["500", json(500, "{}"), "unavailable"],
  [
    "503 in HTML",
    (_, response) => response.writeHead(503, { "content-type": "text/html" }).end("<h1>later"),
    "unavailable",
  ],
  ["a reset", (request) => request.socket.destroy(), "unavailable"],
  ["no answer", () => undefined, "timeout"],
  ["half an answer", json(200, '{"results":[{"id":"1"'), "malformed"],
  ["HTML", (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<h1>Welcome"), "malformed"],
  ["nothing", json(200, ""), "malformed"],
  ["null", json(200, "null"), "malformed"],
  ["a list", json(200, "[]"), "malformed"],
  ["something else", json(200, '{"ok":true}'), "malformed"],
];

const isMissing = ({ reply }: Exchange): boolean => reply === undefined;

/** The ids that a case finds records for. */
function presentIn({ reading, expected }: ConnectorCase): string[] {
  return reading.kind === "getMany"
    ? reading.ids.filter((_, index) => (expected as readonly unknown[])[index] !== null)
    : [];
}

/** A parent that a case reads the records of. */
function parentIn(cases: readonly ConnectorCase[], type: EntityType, parent: EntityType): string {
  const ids = cases.flatMap(({ type: read, reading }) =>
    read === type && reading.kind === "related" && reading.to === parent ? reading.parentIds : [],
  );
  return ids[0] ?? "1";
}

/** The connector as a source that is this server, with one try a call. */
function sourceAt(connector: Connector, timeoutMs: number) {
  const authorizer = { headers: () => ({ authorization: "Bearer sk_live_secret" }), refresh: async () => undefined };
  return createUpstreamClient({
    source: "source",
    baseUrl,
    headers: connector.headers ?? {},
    options: connector.options ?? {},
    authorizer,
    limits: { concurrency: 4, timeoutMs, maxRetries: 0, breakerFailures: 1_000 },
    clock: { now: Date.now },
    random: () => 0.5,
    log: createLogger({ level: "silent" }),
  });
}

describe.each(suites)("$name", ({ connector, cases }) => {
  it.each(failures)("%s is an UpstreamError for every key and in every list", async (name, fails, failure) => {
    answer = fails;
    const client = sourceAt(connector, name === "no answer" ? 50 : 5_000);
    const source = playedSource(connector, () => client.http({ deadlineMs: Date.now() + 20_000 }));
    const scope = loadScope(Date.now);
    const problems: unknown[] = [];
    const types = Object.keys(connector.entities) as EntityType[];
    for (const type of types) {
      const entities = connector.entities[type];
      const several = cases.find((one) => one.type === type && presentIn(one).length > 1);
      problems.push(
        ...(await loadEntities(scope, source, type, several === undefined ? [] : presentIn(several), ["id"])),
      );
      if (entities?.list) {
        const query = { filter: EVERYTHING, order: null, select: ["id"] };
        problems.push(await loadSlice(scope, source, type, query, null, 2).catch((problem: unknown) => problem));
      }
      for (const parent of Object.keys(entities?.related ?? {}) as EntityType[]) {
        const order = entities?.related?.[parent]?.defaultOrder ?? { field: "createdAt", direction: "DESC" };
        const request = { filter: EVERYTHING, order, first: 2, after: null, select: ["id"] };
        const ids = [parentIn(cases, type, parent)];
        problems.push(...(await loadRelated(scope, source, type, { type: parent, ids }, request)));
      }
    }
    const { feed } = connector;
    if (feed !== undefined) {
      const reading = callSource(scope, source, (http) => feed.read(http, null));
      problems.push(await reading.catch((problem: unknown) => problem));
    }
    await client.close();
    const asked = types.filter((type) => connector.entities[type]?.projection === undefined);
    expect(problems.length).toBeGreaterThanOrEqual(asked.length);
    for (const problem of problems) {
      expect(problem).toBeInstanceOf(UpstreamError);
      expect(problem).toMatchObject({ source: "source", failure });
      // What a client may see names the source and nothing of the vendor's.
      expect((problem as UpstreamError).message).not.toMatch(/secret|127\.0\.0\.1|http/);
    }
  });

  it("404 for one by id is not there; for a list it is an error", async () => {
    answer = json(404, '{"message":"no such thing"}');
    const client = sourceAt(connector, 5_000);
    const source = playedSource(connector, () => client.http({ deadlineMs: Date.now() + 20_000 }));
    // Those that were asked for one a call: a case of theirs has a 404.
    for (const { type, reading, select } of cases.filter((one) => one.exchanges.some(isMissing))) {
      const ids = reading.kind === "getMany" ? reading.ids : [];
      const loaded = await loadEntities(loadScope(Date.now), source, type, ids, select);
      expect(loaded).toEqual(ids.map(() => null));
    }
    const types = Object.keys(connector.entities) as EntityType[];
    for (const type of types.filter((each) => connector.entities[each]?.list)) {
      const query = { filter: EVERYTHING, order: null, select: ["id"] };
      const loading = loadSlice(loadScope(Date.now), source, type, query, null, 2);
      await expect(loading).rejects.toMatchObject({ failure: "rejected" });
    }
    await client.close();
  });

  it("its probe fails with what failed", async () => {
    answer = json(401, "{}");
    const client = sourceAt(connector, 5_000);
    await expect(connector.probe(client.http({ deadlineMs: Date.now() + 20_000 }))).rejects.toMatchObject({
      failure: "rejected",
      details: { status: 401 },
    });
    await client.close();
  });
});
