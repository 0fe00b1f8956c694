// Any one source down, slow or answering rubbish: what the others have is there in time, and nothing of the vendor leaks.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { startGateway, type Gateway } from "../support/gateway.ts";
import type { CustomerPageData } from "../support/queries.ts";
import { FAULTS } from "./fault-modes.ts";
import { oneOfSeveral, placesIn, type OneOfSeveral } from "./one-of-several.ts";
import { HELD, SOURCES } from "./spanning-query.ts";

const DEADLINE_MS = 1_500;

const config = {
  server: { deadlineMs: DEADLINE_MS },
  cache: { responses: false, entities: false, links: false },
  graphql: { maxRootFields: 100, maxCost: 100_000 },
};

let gateway: Gateway;
let table: OneOfSeveral;
/** Runs ahead by leaps, so that no pause that a vendor asks for lasts into the next test. */
const clock = { aheadMs: 0, now: () => Date.now() + clock.aheadMs };
beforeAll(async () => {
  gateway = await startGateway({
    clock,
    sandbox: { customers: 120, now: clock.now },
    config,
    // The deadline is what ends a wait, and no time limit of a single call. A breaker would say that a source is down
    // whatever else is wrong with it: recovery.test.ts is about breakers.
    sources: Object.fromEntries(
      SOURCES.map((name) => [name, { limits: { timeoutMs: 5_000, breakerFailures: 1_000, breakerResetMs: 50 } }]),
    ),
  });
  table = await oneOfSeveral((question) => gateway.ask(question));
}, 60_000);
afterAll(() => gateway.stop());
beforeEach(async () => {
  for (const { faults } of Object.values(gateway.sandbox.sources)) faults.clear();
  clock.aheadMs += 60_000; // past any pause
  await vi.waitUntil(async () => (await gateway.ask({ query: table.query })).errors.length === 0, { timeout: 20_000 });
  gateway.forget();
});

it("a query spans all sources, and customers have of everything in several where several have such things", async () => {
  const answer = await gateway.ask({ query: table.query });
  expect(answer.data).toEqual(table.expected(null).data);
  expect(Object.keys(gateway.calls()).sort()).toEqual([...SOURCES].sort());
  // Else nothing would tell what the others have from nothing.
  for (const { field, holders } of HELD) {
    expect(table.most[field], field).toBeGreaterThanOrEqual(Math.min(2, holders.length));
  }
});

describe.each(SOURCES)("when %s", (source) => {
  it.each(FAULTS)("$is, what the others have is there within the deadline", async ({ settings, code }) => {
    gateway.sandbox.sources[source]?.faults.set(settings);
    // A wait past the deadline would bring the slow answer instead of null, and a hang would never end.
    const answer = await gateway.ask({ query: table.query });

    const { data, places } = table.expected(source);
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual(data);
    expect(placesIn(answer)).toEqual(places);
    expect(new Set(answer.errors.map(({ extensions }) => extensions["source"]))).toEqual(new Set([source]));
    expect(new Set(answer.errors.map(({ extensions }) => extensions.code))).toEqual(new Set([code]));
    expectNoLeak(answer.text, source);
    expect(gateway.log.filter(({ level }) => Number(level) >= ERROR)).toEqual([]);
  });
});

/** pino's number of the level at which bugs are logged. */
const ERROR = 50;

const PATHS = ["/crm/v3", "/api/v2", "/v1/", "/services/", "/api/data", "/oauth2/"];

function expectNoLeak(text: string, source: string): void {
  const { url, credentials } = gateway.sandbox.sources[source] ?? { url: "", credentials: {} };
  for (const secret of [url, new URL(url).host, ...Object.values(credentials), ...PATHS, "stack"]) {
    expect(text).not.toContain(secret);
  }
}

describe("a source that refuses our credentials", () => {
  it("fails its fields as UPSTREAM_REJECTED and no others", async () => {
    const refused = await startGateway({
      sandbox: { customers: 120 },
      config: { ...config, server: {} },
      sources: { stripe: { credentials: { secretKey: "env:SANDBOX_ZENDESK_API_TOKEN" } } },
    });
    const answer = await refused.ask({ query: table.query });
    const { data, places } = table.expected("stripe");
    expect(answer.data).toEqual(data);
    expect(placesIn(answer)).toEqual(places);
    expect(new Set(answer.errors.map(({ extensions }) => extensions.code))).toEqual(new Set(["UPSTREAM_REJECTED"]));
    expect(answer.text).not.toContain("sandbox-zendesk-api-token");
    await refused.stop();
  });
});

describe("a bad record", () => {
  it("spoils its field and keeps the others", async () => {
    const { data, errors } = await gateway.ask({ query: "{ customers(first: 50) { nodes { email phone } } }" });
    expect((data as CustomerPageData).customers).not.toBeNull();
    expect(errors.every(({ extensions }) => extensions.code === "BAD_RECORD")).toBe(true);
  });
});
