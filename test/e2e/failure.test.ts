// Any one source down, slow or answering rubbish: the others answer in time, and nothing of the vendor leaks.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { FaultSettings } from "../../src/sandbox/faults.ts";
import { startGateway, TRIO, type Gateway } from "../support/gateway.ts";
import type { CustomerPageData } from "../support/queries.ts";

const DEADLINE_MS = 1_200;

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({
    vendors: TRIO,
    config: {
      server: { deadlineMs: DEADLINE_MS },
      cache: { responses: false, entities: false, links: false },
    },
    sources: Object.fromEntries(TRIO.map((name) => [name, { limits: { timeoutMs: 500, breakerResetMs: 50 } }])),
  });
});
afterAll(() => gateway.stop());
beforeEach(async () => {
  for (const { faults } of Object.values(gateway.sandbox.sources)) faults.clear();
  // A probe closes the breaker that the last test opened.
  await vi.waitUntil(async () => (await gateway.ask({ query: ALL })).errors.length === 0, { timeout: 10_000 });
  gateway.forget();
});

/** Each source has fields of its own at the root, and a part in every customer. */
const ALL = /* GraphQL */ `
  {
    customers(first: 5) {
      nodes {
        id
        displayName
        company {
          name
        }
        tickets(first: 2) {
          nodes {
            id
          }
        }
        payments(first: 2) {
          nodes {
            id
          }
        }
      }
    }
    deals(first: 2) {
      nodes {
        id
      }
    }
    tickets(first: 2) {
      nodes {
        id
      }
    }
    payments(first: 2) {
      nodes {
        id
      }
    }
  }
`;

const faults: [name: string, settings: FaultSettings, codes: string[]][] = [
  ["answers 500", { serverError: {} }, ["UPSTREAM_DOWN"]],
  ["answers 429", { tooManyRequests: {} }, ["UPSTREAM_BUSY"]],
  ["resets connections", { reset: {} }, ["UPSTREAM_DOWN"]],
  ["cuts its answers short", { truncated: {} }, ["UPSTREAM_MALFORMED", "UPSTREAM_DOWN"]],
  ["answers what is not JSON", { malformed: {} }, ["UPSTREAM_MALFORMED", "UPSTREAM_DOWN"]],
  ["hangs", { hang: {} }, ["UPSTREAM_TIMEOUT", "UPSTREAM_DOWN"]],
  ["is slower than the deadline", { latency: { ms: 5_000 } }, ["UPSTREAM_TIMEOUT", "UPSTREAM_DOWN"]],
];

type State = "null" | "filled" | "empty";

function stateOf(value: unknown): State {
  if (value === null) return "null";
  return (value as { nodes: unknown[] }).nodes.length > 0 ? "filled" : "empty";
}

/** Which root fields answered, and of each customer whether the desk's and the payments' part did. */
function statesOf(data: unknown) {
  const { customers, ...lists } = data as Record<string, { nodes: Record<string, unknown>[] } | null>;
  return {
    ...Object.fromEntries(Object.entries(lists).map(([field, list]) => [field, stateOf(list)])),
    customers:
      customers?.nodes.map(({ displayName, tickets, payments }) => ({
        isNamed: displayName !== null,
        tickets: tickets !== null,
        payments: payments !== null,
      })) ?? null,
  };
}

function expectedStates(failing: string) {
  const of = (source: string): State => (source === failing ? "null" : "filled");
  const customer = { isNamed: true, tickets: failing !== "zendesk", payments: failing !== "stripe" };
  return {
    deals: of("hubspot"),
    tickets: of("zendesk"),
    payments: of("stripe"),
    customers: failing === "hubspot" ? null : Array.from({ length: 5 }, () => customer),
  };
}

describe.each(TRIO)("when %s", (source) => {
  it.each(faults)("%s, the others answer within the deadline", async (_, settings, codes) => {
    gateway.sandbox.sources[source]?.faults.set(settings);
    // A wait past the deadline would bring the slow answer instead of null, and a hang would never end.
    const { status, data, errors, text } = await gateway.ask({ query: ALL });

    expect(status).toBe(200);
    expect(statesOf(data)).toEqual(expectedStates(source));
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.every(({ extensions }) => extensions["source"] === source)).toBe(true);
    expect(errors.filter(({ extensions }) => !codes.includes(extensions.code))).toEqual([]);
    expectNoLeak(text, source);
  });
});

function expectNoLeak(text: string, source: string): void {
  const { url, credentials } = gateway.sandbox.sources[source] ?? { url: "", credentials: {} };
  for (const secret of [url, new URL(url).host, ...Object.values(credentials), "/crm/v3", "/api/v2", "/v1/", "stack"]) {
    expect(text).not.toContain(secret);
  }
}

describe("a source that refuses our credentials", () => {
  it("fails its fields as UPSTREAM_REJECTED and no others", async () => {
    const refused = await startGateway({
      vendors: TRIO,
      config: { idSecret: undefined },
      sources: { stripe: { credentials: { secretKey: "env:SANDBOX_ZENDESK_API_TOKEN" } } },
    });
    const { data, errors, text } = await refused.ask({ query: ALL });
    expect((data as { tickets: { nodes: unknown[] } }).tickets.nodes).toHaveLength(2);
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(["UPSTREAM_REJECTED"]));
    expect(text).not.toContain("sandbox-zendesk-api-token");
    await refused.stop();
  });
});

describe("what was read before a source failed", () => {
  it("is served past its lifetime, and marked as stale with the source's code", async () => {
    const clock = { ms: Date.now(), now: () => clock.ms };
    const cached = await startGateway({ vendors: TRIO, clock, config: { cache: { responses: true } } });
    const fresh = await cached.ask({ query: ALL });
    clock.ms += 30 * 60_000;
    cached.sandbox.sources["stripe"]?.faults.set({ serverError: {} });
    const later = await cached.ask({ query: ALL });
    expect(later.errors).toEqual([]);
    expect(later.data).toEqual(fresh.data);
    expect(later.extensions["stale"]).toEqual([{ source: "stripe", code: "UPSTREAM_DOWN", ageMs: expect.any(Number) }]);
    // A stale answer is not kept as if it were a fresh one.
    cached.sandbox.sources["stripe"]?.faults.clear();
    await expect
      .poll(async () => (await cached.ask({ query: ALL })).extensions["stale"], { timeout: 10_000 })
      .toBeUndefined();
    await cached.stop();
  });
});

describe("a bad record", () => {
  it("spoils its field and keeps the others", async () => {
    const { data, errors } = await gateway.ask({ query: "{ customers(first: 50) { nodes { email phone } } }" });
    expect((data as CustomerPageData).customers).not.toBeNull();
    expect(errors.every(({ extensions }) => extensions.code === "BAD_RECORD")).toBe(true);
  });
});
