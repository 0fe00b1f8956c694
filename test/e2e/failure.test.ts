// Any one source down, slow or answering rubbish: the others answer in time, and nothing of the vendor leaks.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { startGateway, type Gateway } from "../support/gateway.ts";
import type { CustomerPageData } from "../support/queries.ts";
import { expectedStates, FAULTS, SOURCES, SPANNING, statesOf } from "./spanning-query.ts";

const DEADLINE_MS = 1_500;

let gateway: Gateway;
/** Runs ahead by leaps, so that no pause that a vendor asks for lasts into the next test. */
const clock = { aheadMs: 0, now: () => Date.now() + clock.aheadMs };
beforeAll(async () => {
  gateway = await startGateway({
    clock,
    sandbox: { customers: 120, now: clock.now },
    config: {
      server: { deadlineMs: DEADLINE_MS },
      cache: { responses: false, entities: false, links: false },
    },
    // The deadline is what ends a wait, and no time limit of a single call.
    sources: Object.fromEntries(SOURCES.map((name) => [name, { limits: { timeoutMs: 5_000, breakerResetMs: 50 } }])),
  });
});
afterAll(() => gateway.stop());
beforeEach(async () => {
  for (const { faults } of Object.values(gateway.sandbox.sources)) faults.clear();
  clock.aheadMs += 15_000;
  // A probe closes the breaker that the last test opened.
  await vi.waitUntil(async () => (await gateway.ask({ query: SPANNING })).errors.length === 0, { timeout: 20_000 });
  gateway.forget();
});

it("a query spans all sources", async () => {
  const { data } = await gateway.ask({ query: SPANNING });
  expect(statesOf(data)).toEqual(expectedStates(null));
  expect(Object.keys(gateway.calls()).sort()).toEqual([...SOURCES].sort());
});

describe.each(SOURCES)("when %s", (source) => {
  it.each(FAULTS)("$is, the others answer within the deadline", async ({ settings, codes }) => {
    gateway.sandbox.sources[source]?.faults.set(settings);
    // A wait past the deadline would bring the slow answer instead of null, and a hang would never end.
    const { status, data, errors, text } = await gateway.ask({ query: SPANNING });

    expect(status).toBe(200);
    expect(statesOf(data)).toEqual(expectedStates(source));
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.filter(({ extensions }) => extensions["source"] !== source)).toEqual([]);
    expect(errors.filter(({ extensions }) => !codes.includes(extensions.code))).toEqual([]);
    expectNoLeak(text, source);
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
      config: { idSecret: undefined },
      sources: { stripe: { credentials: { secretKey: "env:SANDBOX_ZENDESK_API_TOKEN" } } },
    });
    const { data, errors, text } = await refused.ask({ query: SPANNING });
    expect(statesOf(data)).toEqual(expectedStates("stripe"));
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(["UPSTREAM_REJECTED"]));
    expect(text).not.toContain("sandbox-zendesk-api-token");
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
