// Sums where not everything is there to be counted: a source that fails, a brand that the caller may not see, a role that
// may not ask; and organizations of one currency, whose vendors add up themselves.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { toCorporate, amountOf } from "../../src/sandbox/salesforce/schema/money.ts";
import { exponentOf } from "../../src/sandbox/world/money.ts";
import type { World } from "../../src/sandbox/world.ts";
import { startGateway, type Answer, type Gateway, type GatewayOptions } from "../support/gateway.ts";
import {
  totalsBy,
  totalsOfGroups,
  trueDeals,
  trueRevenue,
  trueTickets,
  type TrueMoney,
} from "../support/sums-truth.ts";

interface Stats {
  readonly asOf: string | null;
  readonly isComplete: boolean;
  readonly groups: readonly (Record<string, unknown> & {
    readonly count: number;
    readonly amount?: TrueMoney | null;
  })[];
}

const statsIn = ({ data }: Answer, name: string): Stats => (data as Record<string, Stats>)[name] as Stats;
const config = { stats: { freshSeconds: 0, staleSeconds: 0 }, cache: { responses: false } };

describe("sums of several sources", () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway({
      vendors: ["hubspot", "zendesk", "salesforce", "stripe"],
      config,
      sources: {
        stripe: { brands: ["North", "South"] },
        zendesk: { limits: { maxRetries: 0, breakerFailures: 1_000 } },
      },
    });
  }, 60_000);
  afterAll(() => gateway.stop());
  afterEach(() => gateway.sandbox.sources.zendesk?.faults.clear());
  beforeEach(() => gateway.forget());

  const TICKETS = "{ ticketStats(groupBy: [STATUS]) { asOf isComplete groups { status count } } }";
  const REVENUE =
    "{ revenueStats(groupBy: [BRAND]) { isComplete groups { brands month currency count amount { minorUnits currency } } } }";

  it("lack the part of one that fails, with one error that names it, and have it again when it is back", async () => {
    const { world, sources } = gateway.sandbox;
    sources.zendesk?.faults.set({ serverError: {} });
    await gateway.ask({ query: TICKETS }); // an operation that comes again is compiled
    const failing = await gateway.ask({ query: TICKETS });
    const { isComplete, groups, asOf } = statsIn(failing, "ticketStats");
    expect([isComplete, typeof asOf]).toEqual([false, "string"]);
    expect(totalsOfGroups(groups, ["status"])).toEqual(totalsBy(trueTickets(world, "salesforce"), ["status"]));
    expect(failing.errors).toMatchObject([
      { path: ["ticketStats"], extensions: { code: "UPSTREAM_DOWN", source: "zendesk" } },
    ]);
    expect(failing.text).not.toContain(sources.zendesk?.url);

    sources.zendesk?.faults.clear();
    const both = [...trueTickets(world, "salesforce"), ...trueTickets(world, "zendesk")];
    await vi.waitUntil(async () => (await gateway.ask({ query: TICKETS })).errors.length === 0, { timeout: 10_000 });
    const whole = await gateway.ask({ query: TICKETS });
    expect(totalsOfGroups(statsIn(whole, "ticketStats").groups, ["status"])).toEqual(totalsBy(both, ["status"]));
  });

  it("take in no source of a brand that the caller may not see, and name no such brand", async () => {
    const stranger = await gateway.ask({ query: REVENUE });
    expect([stranger.errors, statsIn(stranger, "revenueStats")]).toEqual([[], { isComplete: true, groups: [] }]);
    expect(gateway.calls()).toEqual({});

    const seer = statsIn(await gateway.ask({ query: REVENUE, brands: ["North", "Elsewhere"] }), "revenueStats");
    expect(new Set(seer.groups.map(({ brands }) => JSON.stringify(brands)))).toEqual(new Set(['["North"]']));
    expect(totalsOfGroups(seer.groups, [])).toEqual(totalsBy(trueRevenue(gateway.sandbox.world, "stripe"), []));
    // What was not grouped by is null, the currency too, though each has its own group.
    expect(seer.groups.every(({ month, currency }) => month === null && currency === null)).toBe(true);
    expect(seer.groups.length).toBeGreaterThan(3);
  });

  it("are those of the roles that may read what is counted", async () => {
    const query =
      "{ dealStats(groupBy: []) { isComplete } ticketStats(groupBy: []) { isComplete } revenueStats(groupBy: []) { isComplete } }";
    for (const [role, own] of [
      ["SALES", "dealStats"],
      ["SUPPORT", "ticketStats"],
      ["FINANCE", "revenueStats"],
    ] as const) {
      gateway.forget();
      const { data, errors } = await gateway.ask({ query, roles: [role], brands: ["North"] });
      const names = ["dealStats", "ticketStats", "revenueStats"];
      expect(data).toEqual(Object.fromEntries(names.map((name) => [name, name === own ? { isComplete: true } : null])));
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(["FORBIDDEN", "FORBIDDEN"]);
    }
  });

  it("are what is known so far where a source is slow, no error, and whole later, for one reading", async () => {
    const slow = await startGateway({
      vendors: ["zendesk", "salesforce"],
      config: { cache: { responses: false }, server: { deadlineMs: 1_000 } },
    });
    const query = "{ ticketStats(groupBy: [MONTH]) { asOf isComplete groups { month count } } }";
    const countedIn = (answer: Answer) =>
      statsIn(answer, "ticketStats").groups.reduce((sum, { count }) => sum + count, 0);
    try {
      const { world, sources } = slow.sandbox;
      const [desk, crm] = [trueTickets(world, "zendesk"), trueTickets(world, "salesforce")];
      // Salesforce signs in, and says what it hides.
      await slow.ask({ query: '{ tickets(first: 1, filter: { source: { in: ["salesforce"] } }) { nodes { id } } }' });
      slow.forget();
      sources.zendesk?.faults.set({ latency: { ms: 400 } });
      const first = await slow.ask({ query });
      expect([first.errors, statsIn(first, "ticketStats").isComplete]).toEqual([[], false]);
      expect(countedIn(first)).toBeGreaterThanOrEqual(crm.length);
      expect(countedIn(first)).toBeLessThan(crm.length + desk.length);
      let whole = first;
      await vi.waitUntil(
        async () => {
          whole = await slow.ask({ query });
          return statsIn(whole, "ticketStats").isComplete;
        },
        { timeout: 20_000 },
      );
      expect(totalsOfGroups(statsIn(whole, "ticketStats").groups, ["month"])).toEqual(
        totalsBy([...desk, ...crm], ["month"]),
      );
      expect(slow.calls()["zendesk"]).toBe(Math.ceil(desk.length / 100));
    } finally {
      await slow.stop();
    }
  }, 30_000);

  it("cost a herd what they cost one, and are what they were before a source failed, while they are kept", async () => {
    const kept = await startGateway({ vendors: ["zendesk"], config: { cache: { responses: false } } });
    try {
      const herd = await Promise.all(Array.from({ length: 50 }, () => kept.ask({ query: TICKETS })));
      expect(kept.calls()).toEqual({ zendesk: 6 });
      const [before] = herd;
      for (const { data } of herd) expect(data).toEqual(before?.data);
      kept.sandbox.sources.zendesk?.faults.set({ serverError: {} });
      kept.forget();
      expect((await kept.ask({ query: TICKETS })).data).toEqual(before?.data);
      expect(kept.calls()).toEqual({});
    } finally {
      await kept.stop();
    }
  });
});

describe("an organization of one currency", () => {
  const DEALS =
    "{ dealStats(groupBy: [STAGE]) { isComplete groups { count amount { minorUnits currency } stage { name outcome } } } }";

  async function open(source: string, options: GatewayOptions["sources"]): Promise<Gateway> {
    const gateway = await startGateway({
      vendors: [source as "salesforce"],
      config,
      ...(options && { sources: options }),
    });
    await gateway.ask({ query: "{ deals(first: 1) { nodes { stage { name } } } }" });
    gateway.forget();
    return gateway;
  }

  /** What deals come to by outcome, each amount in the one currency as the vendor's own sandbox has it. */
  function byOutcome(world: World, source: "salesforce" | "dynamics", unitsOf: (amount: TrueMoney) => number) {
    const sums = new Map<string, readonly [number, number]>();
    for (const { stage, amount } of trueDeals(world, source)) {
      const outcome = String(stage).split(" ")[0] ?? "";
      const [count, units] = sums.get(outcome) ?? [0, 0];
      sums.set(outcome, [count + 1, units + (amount === null ? 0 : unitsOf(amount))]);
    }
    return sums;
  }

  it.each([
    ["salesforce", 1, ({ minorUnits, currency }: TrueMoney) => toCorporate(amountOf(minorUnits, currency), currency)],
    // One call for what was paid, one for what is expected, one for what has no amount.
    ["dynamics", 3, ({ minorUnits, currency }: TrueMoney) => minorUnits / 10 ** exponentOf(currency)],
  ] as const)("has its sums from %s, in %i calls", async (source, calls, unitsOf) => {
    const gateway = await open(source, { [source]: { defaultCurrency: "USD", options: { multiCurrency: false } } });
    try {
      const { isComplete, groups } = statsIn(await gateway.ask({ query: DEALS }), "dealStats");
      expect(isComplete).toBe(true);
      expect(new Set(groups.map(({ amount }) => amount?.currency))).toEqual(new Set(["USD"]));
      for (const [outcome, [count, units]] of byOutcome(gateway.sandbox.world, source, unitsOf)) {
        const own = groups.filter(({ stage }) => (stage as { outcome: string }).outcome === outcome);
        expect(own.reduce((sum, group) => sum + group.count, 0)).toBe(count);
        // The vendor rounds the sum of each of some stages.
        const cents = own.reduce((sum, { amount }) => sum + (amount?.minorUnits ?? 0), 0);
        expect(Math.abs(cents - units * 100)).toBeLessThanOrEqual(own.length);
      }
      expect(gateway.exchanges.filter(({ query }) => isSum(query)).length).toBe(calls);
    } finally {
      await gateway.stop();
    }
  });

  const isSum = (query: Readonly<Record<string, unknown>>): boolean =>
    "$apply" in query || String(query["q"]).includes("GROUP BY");
});
