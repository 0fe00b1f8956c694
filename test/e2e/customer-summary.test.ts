// What a customer's records come to, held against the sandbox's world: all of them, in all sources.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { truePeople, trueDealings, type TruePerson } from "../support/customer-truth.ts";
import { startGateway, TRIO, type Gateway } from "../support/gateway.ts";
import { readConnection } from "../support/read-connection.ts";
import type { DealingKind } from "../support/vendor-books.ts";

interface Money {
  readonly minorUnits: number;
  readonly currency: string;
}

interface Summary {
  readonly openTickets: number | null;
  readonly lifetimeValue: readonly Money[] | null;
  readonly openDealAmount: readonly Money[] | null;
  readonly lastActivityAt: string | null;
  readonly lastPaymentAt: string | null;
}

interface Customer {
  readonly links: readonly { readonly source: string; readonly recordId: string }[];
  readonly summary: Summary;
}

const SUMMARY = `summary {
  openTickets lifetimeValue { minorUnits currency } openDealAmount { minorUnits currency } lastActivityAt lastPaymentAt
}`;
const CUSTOMERS = `query ($first: Int!, $after: String) {
  customers(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { links { source recordId } ${SUMMARY} } }
}`;

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({
    vendors: TRIO,
    config: { cache: { responses: false, entities: false, links: false }, graphql: { maxCost: 100_000 } },
    sources: Object.fromEntries(TRIO.map((name) => [name, { limits: { maxRetries: 0, breakerFailures: 1_000 } }])),
  });
}, 60_000);
afterAll(() => gateway.stop());

/** What the world says of a person's records in these sources. */
function truth({ records }: TruePerson): Summary {
  const all = (kind: DealingKind) => trueDealings(gateway.sandbox.world, TRIO, records, kind, Infinity);
  const paid = all("payments").filter(({ shown }) => shown["status"] === "SUCCEEDED");
  const open = all("deals").filter(({ shown }) => (shown["stage"] as { outcome: string }).outcome === "OPEN");
  const latest = (times: readonly number[]): string | null =>
    times.length === 0 ? null : new Date(Math.max(...times)).toISOString();
  return {
    openTickets: all("tickets").filter(({ shown }) => !["SOLVED", "CLOSED"].includes(String(shown["status"]))).length,
    lifetimeValue: added(paid.map(({ shown }) => shown["amount"] as Money)),
    openDealAmount: added(open.map(({ shown }) => shown["amount"] as Money)),
    lastActivityAt: latest(all("activities").map(({ atMs }) => atMs)),
    lastPaymentAt: latest(paid.map(({ atMs }) => atMs)),
  };
}

function added(amounts: readonly Money[]): Money[] {
  const currencies = [...new Set(amounts.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => ({
    minorUnits: amounts.reduce((sum, one) => sum + (one.currency === currency ? one.minorUnits : 0), 0),
    currency,
  }));
}

describe("the summary of a customer", () => {
  it("is what the records come to, of everybody", async () => {
    const { nodes } = await readConnection<Customer>(gateway, CUSTOMERS, "customers", 50);
    const people = new Map(
      truePeople(gateway.sandbox.world, TRIO)
        .filter(({ isOne }) => isOne)
        .map((person) => [`${person.records[0]?.source} ${person.records[0]?.id}`, person]),
    );
    const known = nodes.flatMap(({ links: [anchor, ...others], summary }) => {
      const person = people.get(`${anchor?.source} ${anchor?.recordId}`);
      return person?.records.length === others.length + 1 ? [{ summary, person }] : [];
    });
    expect(known.length).toBeGreaterThan(200);
    for (const { summary, person } of known) expect(summary).toEqual(truth(person));
    for (const field of ["lifetimeValue", "openDealAmount"] as const) {
      const currencies = known.flatMap(({ summary }) => summary[field]?.map(({ currency }) => currency) ?? []);
      expect(currencies).toEqual(expect.arrayContaining(["JPY", "KWD", "EUR"]));
    }
  }, 60_000);

  it("of a page is read in the batches of the lists that it sums", async () => {
    gateway.forget();
    const { errors } = await gateway.ask({ query: `{ customers(first: 50) { nodes { summary { openTickets } } } }` });
    expect(errors).toEqual([]);
    const searches = gateway.exchanges.filter(({ query }) => String(query["query"]).includes("type:ticket"));
    expect(searches).toHaveLength(1);
    const statuses = String(searches[0]?.query["query"]);
    expect(statuses).toContain("status:hold");
    expect(statuses).not.toContain("status:solved");
    expect(gateway.calls()["stripe"]).toBeUndefined();
  });

  it("is of each role what that role may read", async () => {
    const ask = async (roles: readonly ("SALES" | "SUPPORT" | "FINANCE" | "MARKETING")[]) => {
      const { data } = await gateway.ask({ query: `{ customers(first: 1) { nodes { ${SUMMARY} } } }`, roles });
      const [node] = (data as { customers: { nodes: { summary: Summary | null }[] } }).customers.nodes;
      return Object.entries(node?.summary ?? {}).flatMap(([name, value]) => (value === null ? [] : [name]));
    };
    expect(await ask(["SUPPORT"])).toEqual(["openTickets"]);
    expect(await ask(["FINANCE"])).toEqual(expect.arrayContaining(["lifetimeValue"]));
    expect(await ask(["SALES"])).not.toContain("lifetimeValue");
    expect(await ask(["MARKETING"])).toEqual([]);
  });

  it("lacks a sum of which a source can't be read, whatever the others have: a part would be a wrong sum", async () => {
    const { stripe } = gateway.sandbox.sources;
    stripe?.faults.set({ serverError: {} });
    try {
      const { data, errors } = await gateway.ask({
        query: "{ customers(first: 1) { nodes { summary { openTickets lifetimeValue { currency } } } } }",
      });
      const [node] = (data as { customers: { nodes: { summary: Summary }[] } }).customers.nodes;
      expect(node?.summary).toEqual({ openTickets: expect.any(Number), lifetimeValue: null });
      expect(errors).toMatchObject([
        { path: ["customers", "nodes", 0, "summary", "lifetimeValue"], extensions: { source: "stripe" } },
      ]);
    } finally {
      stripe?.faults.clear();
    }
  });
});
