// Any one source down, slow or answering rubbish: the others answer in time, and nothing of the vendor leaks.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { FaultSettings } from "../../src/sandbox/faults.ts";
import { startGateway, type Gateway } from "../support/gateway.ts";
import type { CustomerPageData } from "../support/queries.ts";

const DEADLINE_MS = 1_200;

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({
    config: {
      server: { deadlineMs: DEADLINE_MS },
      cache: { responses: false, entities: false, links: false },
    },
    sources: Object.fromEntries(
      ["hubspot", "zendesk", "stripe"].map((name) => [name, { limits: { timeoutMs: 500, breakerResetMs: 50 } }]),
    ),
  });
});
afterAll(() => gateway.stop());
beforeEach(async () => {
  for (const { faults } of Object.values(gateway.sandbox.sources)) faults.clear();
  // A probe closes the breaker that the last test opened.
  await expect.poll(async () => (await gateway.ask({ query: ALL })).errors, { timeout: 10_000 }).toEqual([]);
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

const rootFieldsOf: Record<string, string[]> = {
  hubspot: ["customers", "deals"],
  zendesk: ["tickets"],
  stripe: ["payments"],
};

describe.each(["hubspot", "zendesk", "stripe"])("when %s", (source) => {
  it.each(faults)("%s, the others answer within the deadline", async (_, settings, codes) => {
    gateway.sandbox.sources[source]?.faults.set(settings);
    const startedMs = performance.now();
    const { status, data, errors, text } = await gateway.ask({ query: ALL });
    const tookMs = performance.now() - startedMs;

    expect(status).toBe(200);
    // The deadline bounds every wait for a source; what is left is this machine's own work, which a busy one stretches.
    expect(tookMs).toBeLessThan(DEADLINE_MS + 2_000);
    const answered = data as Record<string, { nodes: unknown[] } | null>;
    for (const [name, fields] of Object.entries(rootFieldsOf)) {
      for (const field of fields) {
        if (name === source) expect(answered[field], field).toBeNull();
        else expect(answered[field]?.nodes.length, field).toBeGreaterThan(0);
      }
    }
    if (source !== "hubspot") {
      const { nodes } = answered["customers"] as { nodes: Record<string, unknown>[] };
      const [failed, healthy] = source === "zendesk" ? ["tickets", "payments"] : ["payments", "tickets"];
      expect(
        nodes.every((node) => node[failed] === null && node[healthy] !== null && node["displayName"] !== null),
      ).toBe(true);
    }
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
    const cached = await startGateway({ clock, config: { cache: { responses: true } } });
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
