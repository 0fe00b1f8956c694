// PayPal's payers: read from its transactions by a feed, kept in our store, and joined with everybody else's people.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Vendor } from "../../src/sandbox/vendor-server.ts";
import { truePeople, type TrueRecord } from "../support/customer-truth.ts";
import { fillStore } from "../support/fill-store.ts";
import { startGateway, type Gateway, type GatewayOptions } from "../support/gateway.ts";
import { readConnection } from "../support/read-connection.ts";

const SEARCH = "/v1/reporting/transactions";
const vendors: readonly Vendor["name"][] = ["dynamics", "stripe", "paypal"];

interface Customer {
  readonly id: string;
  readonly links: readonly { readonly source: string; readonly recordId: string; readonly rule: string }[];
  readonly payments: { readonly nodes: readonly { readonly id: string }[] };
  readonly invoices: { readonly nodes: readonly { readonly number: string }[] };
}

const CUSTOMERS = `query ($first: Int!, $after: String) {
  customers(first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id links { source recordId rule }
      payments(first: 5, filter: { source: { in: ["paypal"] } }) { nodes { id } }
      invoices(first: 20, filter: { source: { in: ["paypal"] } }) { nodes { number } }
    }
  }
}`;

const everyCustomer = async (of: Gateway) => (await readConnection<Customer>(of, CUSTOMERS, "customers", 50)).nodes;
const searches = (of: Gateway) => of.exchanges.filter(({ path }) => path.startsWith(SEARCH));
const warnings = (of: Gateway) => of.log.filter(({ level }) => Number(level) >= 40);

async function open(options: GatewayOptions = {}): Promise<Gateway> {
  const gateway = await startGateway({ vendors, sandbox: { customers: 900 }, ...options });
  await fillStore(gateway);
  return gateway;
}

describe("a gateway on PayPal and others", () => {
  let gateway: Gateway;
  let customers: Customer[];
  beforeAll(async () => {
    gateway = await open();
    customers = await everyCustomer(gateway);
  }, 120_000);
  afterAll(() => gateway.stop());

  it("joins payers by the Dynamics contact that their payments name, whatever their address, and else by the address", () => {
    const links = customers.flatMap((customer) =>
      customer.links.map((link) => ({ ...link, anchor: customer.links[0] })),
    );
    const ofPaypal = links.filter(({ source, anchor }) => source === "paypal" && anchor?.source === "dynamics");
    const known = new Map<string, TrueRecord>();
    for (const { records } of truePeople(gateway.sandbox.world, vendors)) {
      for (const record of records) known.set(`${record.source} ${record.id}`, record);
    }
    const addressOf = (source = "", id = "") => known.get(`${source} ${id}`)?.record.email?.toLowerCase();
    const byId = ofPaypal.filter(({ rule }) => rule === "EXTERNAL_ID");
    expect(byId.length).toBeGreaterThan(10);
    const apart = byId.filter(
      ({ recordId, anchor }) => addressOf("paypal", recordId) !== addressOf(anchor?.source, anchor?.recordId),
    );
    expect(apart.length).toBeGreaterThan(0);
    expect(ofPaypal.some(({ rule }) => rule === "EMAIL")).toBe(true);
    const guests = links.filter(({ source, recordId }) => source === "paypal" && recordId.includes("@"));
    expect(guests.length).toBeGreaterThan(0);
  });

  it("shows also what was invoiced to somebody who has not paid yet", () => {
    const unpaid = customers.filter(({ links }) => links.every(({ source }) => source !== "paypal"));
    expect(unpaid.some(({ invoices }) => invoices.nodes.length > 0)).toBe(true);
  });

  it("reads all of it in as many searches as there are windows and pages, without a warning", () => {
    const all = searches(gateway);
    expect(all.every(({ status }) => status === 200)).toBe(true);
    expect(all.length).toBe(Math.ceil((1_095 * 24 - 1) / (31 * 24)));
    expect(warnings(gateway)).toEqual([]);
  });
});

describe("a gateway on a part of PayPal", () => {
  const on = (...entities: string[]): GatewayOptions => ({ sources: { paypal: { entities } } });

  it("that is its invoices reads no transactions, and finds them by the customer's address", async () => {
    const gateway = await startGateway({
      vendors: ["dynamics", "paypal"],
      sandbox: { customers: 900 },
      ...on("Invoice"),
    });
    const customers = await everyCustomer(gateway);
    expect(customers.some(({ invoices }) => invoices.nodes.length > 0)).toBe(true);
    expect(customers.every(({ links }) => links.every(({ source }) => source === "dynamics"))).toBe(true);
    expect(searches(gateway)).toEqual([]);
    expect(warnings(gateway)).toEqual([]);
    await gateway.stop();
  }, 60_000);

  it.each([["Payment"], ["Contact"]])(
    "that is %s keeps what it needs, and says nothing of the rest",
    async (type) => {
      const gateway = await open({ vendors: ["dynamics", "paypal"], ...on(type) });
      const customers = await everyCustomer(gateway);
      expect(customers.some(({ links }) => links.length > 1)).toBe(true);
      expect(customers.some(({ payments }) => payments.nodes.length > 0)).toBe(type === "Payment");
      expect(warnings(gateway)).toEqual([]);
      await gateway.stop();
    },
    120_000,
  );
});
