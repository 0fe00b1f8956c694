// Sources whose records are kept in the store: what holds when their vendor fails, when their feed does, and when the store does.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Exchange } from "../../src/sandbox/vendor-server.ts";
import { createDatabase, WHY_NO_POSTGRESQL } from "../support/databases.ts";
import { startGateway, type Answer, type Gateway, type GatewayOptions } from "../support/gateway.ts";
import { FAULTS } from "./fault-modes.ts";
import { placesIn } from "./one-of-several.ts";

const PATIENCE = { timeout: 25_000 };
const config = {
  server: { deadlineMs: 1_500 },
  cache: { responses: false, entities: false, links: false },
};
const started: Gateway[] = [];

/** A CRM and payments that are read live, and payments and players that are kept. */
async function start(options: Partial<GatewayOptions> = {}, latencyMs = 0): Promise<Gateway> {
  const gateway = await startGateway({
    vendors: ["hubspot", "stripe", "paypal", "smartico"],
    ...options,
    sandbox: { customers: 120, latencyMs },
    config: { ...config, ...options.config },
    sources: { paypal: { limits: { breakerFailures: 1_000, breakerResetMs: 50 } } },
  });
  started.push(gateway);
  return gateway;
}

const paypalOf = ({ sandbox }: Gateway) => {
  const { paypal } = sandbox.sources;
  if (paypal === undefined) throw new Error("The sandbox does not play PayPal");
  return paypal;
};
const feedLines = ({ log }: Gateway, msg: string) =>
  log.filter((line) => line["source"] === "paypal" && line["msg"] === msg);
/** How many of PayPal's payments are kept; null where that can't be told. */
async function keptIn(gateway: Gateway): Promise<number | null> {
  const { data } = await gateway.ask({
    query: '{ payments(first: 1, filter: { source: { in: ["paypal"] } }) { totalCount } }',
  });
  return (data as { payments: { totalCount: number } | null }).payments?.totalCount ?? null;
}

const HOUR_MS = 3_600_000;

/** The search up to now was answered, and what came of it is written. */
async function readToItsEnd(gateway: Gateway): Promise<void> {
  const isLast = ({ path, query, status }: Exchange): boolean =>
    path.endsWith("/reporting/transactions") &&
    status === 200 &&
    Date.parse(String(query["end_date"])) > Date.now() - HOUR_MS;
  await vi.waitUntil(() => gateway.exchanges.some(isLast), PATIENCE);
  let before: number | null = null;
  await vi.waitUntil(async () => {
    const kept = await keptIn(gateway);
    const isSettled = kept !== null && kept === before;
    before = kept;
    return isSettled;
  }, PATIENCE);
}

interface Held {
  readonly nodes: readonly ({ readonly id: string } | null)[];
}
type Customers = { readonly customers: { readonly nodes: readonly Record<"payments" | "invoices", Held>[] } };
const relations = (args: string): string =>
  `{ customers(first: 20) { nodes { invoices(first: 200${args}) { nodes { id } } payments(first: 200${args}) { nodes { id } } } } }`;
const customersIn = ({ data }: Answer): Customers["customers"]["nodes"] => (data as Customers).customers.nodes;
const codesIn = ({ errors }: Answer): string[] => [
  ...new Set(errors.map(({ extensions }) => `${String(extensions["source"])} ${extensions.code}`)),
];

describe("a vendor of which a part is kept", () => {
  let gateway: Gateway;
  let whole: Answer;
  let live: Answer;
  beforeAll(async () => {
    gateway = await start();
    await readToItsEnd(gateway);
    whole = await gateway.ask({ query: relations("") });
    live = await gateway.ask({ query: relations(', filter: { source: { in: ["stripe"] } }') });
  }, 60_000);
  afterAll(() => stopAll());

  it.each(FAULTS)(
    "$is: what is kept is there, and of what is read live the others' part",
    async ({ settings, code }) => {
      expect([whole.errors, live.errors]).toEqual([[], []]);
      expect(customersIn(whole).flatMap(({ payments }) => payments.nodes).length).toBeGreaterThan(
        customersIn(live).flatMap(({ payments }) => payments.nodes).length,
      );
      const paypal = paypalOf(gateway);
      paypal.faults.set(settings);
      const answer = await gateway.ask({ query: relations("") });
      paypal.faults.clear();
      expect(customersIn(answer).map(({ payments }) => payments)).toEqual(
        customersIn(whole).map(({ payments }) => payments),
      );
      // Whom PayPal does not know it is not asked for: the store says who that is.
      const asked = answer.errors.length > 0 ? codesIn(answer) : [];
      expect([asked, placesIn(answer)]).toEqual([[`paypal ${code}`], ["customers.nodes.*.invoices.nodes.*"]]);
      for (const [at, { invoices }] of customersIn(answer).entries()) {
        const others = customersIn(live)[at]?.invoices.nodes ?? [];
        expect(invoices.nodes.filter((node) => node !== null)).toEqual(others);
      }
      expect(answer.text).not.toContain(new URL(paypal.url).host);
    },
  );
});

describe("a feed that fails", () => {
  afterEach(() => stopAll());

  it("backs off and says so, serves what is kept, and goes on when the vendor is back", async () => {
    const gateway = await start({}, 40);
    const paypal = paypalOf(gateway);
    await vi.waitUntil(async () => ((await keptIn(gateway)) ?? 0) > 0, PATIENCE);
    paypal.faults.set({ serverError: {} });
    await vi.waitUntil(() => feedLines(gateway, "A feed can't be read").length > 1, PATIENCE);
    const [first, second] = feedLines(gateway, "A feed can't be read").map((line) => Number(line["retryInMs"]));
    expect(first).toBeGreaterThanOrEqual(1_000);
    expect(second).toBeGreaterThanOrEqual(2_000);
    const before = await keptIn(gateway);
    expect(before).toBeGreaterThan(0);

    paypal.faults.clear();
    await readToItsEnd(gateway);
    expect(await keptIn(gateway)).toBeGreaterThan(before ?? 0);
  }, 60_000);
});

describe("a store that fails", () => {
  afterEach(() => stopAll());

  const query = `{
    customers(first: 20) { nodes { displayName payments(first: 200) { nodes { id } } } }
    deals(first: 2) { nodes { id } }
    stripe: payments(first: 2, filter: { source: { in: ["stripe"] } }) { nodes { id } }
    paypal: payments(first: 2, filter: { source: { in: ["paypal"] } }) { nodes { id } }
    players(first: 2) { nodes { id } }
  }`;

  /** Where errors stand and of whom, whether all else is there, and whether the answer tells of the store. */
  async function shortfallOf(gateway: Gateway, secret: string): Promise<object> {
    const live = await gateway.ask({ query: relations(', filter: { source: { in: ["stripe"] } }') });
    const answer = await gateway.ask({ query });
    const expected = customersIn(live).map(({ payments }) => [...payments.nodes, null]);
    const found = customersIn(answer).map(({ payments }) => payments.nodes);
    return {
      codes: codesIn(answer).toSorted(),
      places: placesIn(answer),
      data: answer.data,
      hasTheOthers: isDeepStrictEqual(found, expected),
      tells: answer.text.includes(secret),
    };
  }

  const theirsOnly = {
    codes: ["paypal UPSTREAM_DOWN", "smartico UPSTREAM_DOWN"],
    places: ["customers.nodes.*.payments.nodes.*", "paypal", "players"],
    data: { deals: { nodes: [{}, {}] }, stripe: { nodes: [{}, {}] }, paypal: null, players: null },
    hasTheOthers: true,
    tells: false,
  };

  it("fails its sources' fields alone where its folder can't be had", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tributary-no-store-"));
    writeFileSync(join(folder, "file"), "no folder");
    const gateway = await start({ config: { store: { folder: join(folder, "file", "store") } } });
    expect(await shortfallOf(gateway, folder)).toMatchObject(theirsOnly);
    rmSync(folder, { recursive: true });
  }, 60_000);

  it.skipIf(WHY_NO_POSTGRESQL !== null)(
    "fails its sources' fields alone where its PostgreSQL goes",
    async () => {
      const database = await createDatabase("postgresql");
      const gateway = await start({
        config: { store: { url: "env:STORE_URL" } },
        env: { STORE_URL: database.url ?? "" },
      });
      await readToItsEnd(gateway);
      expect((await gateway.ask({ query })).errors).toEqual([]);
      await database.drop();
      expect(await shortfallOf(gateway, "tributary_test_")).toMatchObject(theirsOnly);
    },
    60_000,
  );
});

async function stopAll(): Promise<void> {
  for (const gateway of started.splice(0)) await gateway.stop();
}
