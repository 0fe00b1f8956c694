// Sums are what the sandbox's world comes to, to the last minor unit, for each source alone and for all; and what they cost.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Vendor } from "../../src/sandbox/vendor-server.ts";
import { fillStore } from "../support/fill-store.ts";
import { startGateway, STORELESS, type Gateway } from "../support/gateway.ts";
import {
  totalsBy,
  totalsOfGroups,
  trueDeals,
  trueRevenue,
  trueTickets,
  type Totals,
  type TrueItem,
  type TrueMoney,
} from "../support/sums-truth.ts";

type Source = Vendor["name"];

interface Group {
  readonly count: number;
  readonly amount?: TrueMoney | null;
  readonly stage?: { readonly name: string; readonly outcome: string } | null;
  readonly owner?: { readonly displayName: string } | null;
  readonly assignee?: { readonly displayName: string } | null;
  readonly [key: string]: unknown;
}

interface Stats {
  readonly asOf: string | null;
  readonly isComplete: boolean;
  readonly groups: readonly Group[];
}

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({
    vendors: [...STORELESS, "paypal"],
    sandbox: { customers: 600 },
    config: { stats: { freshSeconds: 0, staleSeconds: 0 }, cache: { responses: false } },
  });
  await fillStore(gateway);
}, 120_000);
afterAll(() => gateway.stop());
beforeEach(() => gateway.forget());

const FIELDS: Readonly<Record<string, string>> = {
  dealStats: "month amount { minorUnits currency }",
  ticketStats: "status priority month",
  revenueStats: "month currency amount { minorUnits currency }",
};
const LED: Readonly<Record<string, string>> = {
  STAGE: "stage { name outcome }",
  OWNER: "owner { displayName }",
  ASSIGNEE: "assignee { displayName }",
};

async function stats(name: string, by: readonly string[], sources?: readonly Source[], isLed = true): Promise<Stats> {
  const filter = sources === undefined ? "" : `, filter: { source: { in: ${JSON.stringify(sources)} } }`;
  const led = isLed ? by.map((each) => LED[each] ?? "").join(" ") : "";
  const answer = await gateway.ask({
    query: `{ ${name}(groupBy: [${by.join()}]${filter}) { asOf isComplete groups { count ${FIELDS[name]} ${led} } } }`,
  });
  expect(answer.errors).toEqual([]);
  return (answer.data as Record<string, Stats>)[name] ?? { asOf: null, isComplete: false, groups: [] };
}

/** As the truth says it. */
function plain(group: Group): Group {
  const { stage, owner, assignee } = group;
  const isDrawn = stage?.outcome === "LOST" && ["Canceled", "Out-Sold"].includes(stage.name);
  return {
    ...group,
    ...(stage !== undefined && stage !== null && { stage: `${stage.outcome} ${isDrawn ? "" : stage.name}` as never }),
    ...(owner !== undefined && { owner: (owner?.displayName ?? null) as never }),
    ...(assignee !== undefined && { assignee: (assignee?.displayName ?? null) as never }),
  };
}

/** What the sources say, to compare with the truth. */
async function summed(name: string, by: readonly string[], sources: readonly Source[]): Promise<Totals> {
  const { asOf, isComplete, groups } = await stats(name, by, sources);
  expect(isComplete).toBe(true);
  expect(Date.now() - Date.parse(String(asOf))).toBeLessThan(60_000);
  return totalsOfGroups(groups.map(plain), keysOf(by));
}

function truth(items: readonly TrueItem[], by: readonly string[]): Totals {
  expect(items.length).toBeGreaterThan(50);
  return totalsBy(items, keysOf(by));
}

const keysOf = (by: readonly string[]): string[] => by.map((each) => each.toLowerCase());

const crms = ["hubspot", "salesforce", "dynamics"] as const;
const desks = ["salesforce", "dynamics", "zendesk", "intercom"] as const;
const providers = ["stripe", "paypal"] as const;

const dealsOf = (...sources: readonly (typeof crms)[number][]) =>
  sources.flatMap((source) => trueDeals(gateway.sandbox.world, source));
const ticketsOf = (...sources: readonly (typeof desks)[number][]) =>
  sources.flatMap((source) => trueTickets(gateway.sandbox.world, source));
const revenueOf = (...sources: readonly (typeof providers)[number][]) =>
  sources.flatMap((source) => trueRevenue(gateway.sandbox.world, source));

describe.each(crms)("the deals of %s", (source) => {
  it.each([[["STAGE"]], [["OWNER"]], [["MONTH"]], [["STAGE", "OWNER", "MONTH"]], [[]]])("by %j", async (by) => {
    expect(await summed("dealStats", by, [source])).toEqual(truth(dealsOf(source), by));
  });
});

describe.each(desks)("the tickets of %s", (source) => {
  it.each([[["STATUS"]], [["PRIORITY"]], [["ASSIGNEE"]], [["MONTH"]], [["STATUS", "PRIORITY"]], [[]]])(
    "by %j",
    async (by) => {
      expect(await summed("ticketStats", by, [source])).toEqual(truth(ticketsOf(source), by));
    },
  );
});

describe.each(providers)("the revenue of %s", (source) => {
  it.each([[["MONTH"]], [["CURRENCY"]], [["MONTH", "CURRENCY"]], [[]]])("by %j", async (by) => {
    expect(await summed("revenueStats", by, [source])).toEqual(truth(revenueOf(source), by));
  });
});

describe("the sums of all sources", () => {
  it("are those of each together, and of the currencies that have no cents, or thousandths", async () => {
    expect(await summed("dealStats", ["STAGE"], crms)).toEqual(truth(dealsOf(...crms), ["STAGE"]));
    expect(await summed("ticketStats", ["STATUS"], desks)).toEqual(truth(ticketsOf(...desks), ["STATUS"]));
    const by = ["MONTH", "CURRENCY"];
    expect(await summed("revenueStats", by, providers)).toEqual(truth(revenueOf(...providers), by));
    const { groups } = await stats("revenueStats", ["CURRENCY"]);
    expect(groups.map(({ currency }) => currency)).toEqual(["EUR", "GBP", "JPY", "KWD", "USD"]);
  });

  it("come as they were promised", async () => {
    const { data, errors } = await gateway.ask({
      query: `query Sums { dealStats(groupBy: [STAGE]) { asOf isComplete groups { stage { name outcome } count amount { minorUnits currency } } }
  ticketStats(groupBy: [STATUS]) { asOf isComplete groups { status count } }
  revenueStats(groupBy: [MONTH, CURRENCY]) { asOf isComplete groups { month currency count amount { minorUnits currency } } } }`,
    });
    expect(errors).toEqual([]);
    const { dealStats, ticketStats, revenueStats } = data as Record<string, Stats>;
    expect([dealStats, ticketStats, revenueStats].map((each) => each?.isComplete)).toEqual([true, true, true]);
    const months = revenueStats?.groups.map(({ month }) => month) ?? [];
    expect(months).toEqual(months.toSorted());
  });

  it("are filtered as lists are", async () => {
    const from = "2026-01-01T00:00:00Z";
    const { data } = await gateway.ask({
      query: `{ ticketStats(groupBy: [MONTH], filter: { createdAt: { gte: "${from}" } }) { groups { month count } } }`,
    });
    const { groups } = (data as { ticketStats: Stats }).ticketStats;
    const recent = ticketsOf(...desks).filter(({ month }) => month >= from.slice(0, 7));
    expect(totalsOfGroups(groups, ["month"])).toEqual(totalsBy(recent, ["month"]));
  });
});

describe("what sums cost", () => {
  const pages = (count: number, size: number): number => Math.ceil(count / size);

  it.each<[string, readonly string[], Source, (() => number) | number]>([
    ["dealStats", ["STAGE"], "salesforce", 1],
    ["dealStats", ["STAGE", "OWNER", "MONTH"], "salesforce", 1],
    ["dealStats", ["STAGE"], "dynamics", 1],
    ["dealStats", ["STAGE"], "hubspot", () => pages(dealsOf("hubspot").length, 100)],
    ["ticketStats", ["STATUS"], "salesforce", 1],
    ["ticketStats", ["STATUS", "PRIORITY", "ASSIGNEE", "MONTH"], "salesforce", 1],
    ["ticketStats", ["STATUS", "PRIORITY"], "dynamics", 1],
    ["ticketStats", ["STATUS"], "zendesk", 6],
    ["ticketStats", ["PRIORITY"], "zendesk", 5],
    ["ticketStats", [], "zendesk", 1],
    ["ticketStats", ["MONTH"], "zendesk", () => pages(ticketsOf("zendesk").length, 100)],
    ["ticketStats", [], "intercom", 2],
    ["revenueStats", ["MONTH"], "stripe", () => pages(intents(), 100)],
    ["revenueStats", ["MONTH"], "paypal", 0],
  ])("%s by %j costs %s so many calls", async (name, by, source, calls) => {
    await stats(name, by, [source], false);
    const expected = typeof calls === "number" ? calls : calls();
    expect(gateway.calls()).toEqual(expected === 0 ? {} : { [source]: expected });
  });

  function intents(): number {
    const { payments } = gateway.sandbox.world.books.stripe;
    return Array.from({ length: payments.size }, (_, serial) => payments.at(serial)).filter(
      ({ isLegacyCharge }) => !isLegacyCharge,
    ).length;
  }
});
