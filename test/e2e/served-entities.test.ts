// What `sources[].entities` leaves out is not there, and costs nothing: over the whole gateway, with the calls counted.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startGateway, TRIO, type Gateway } from "../support/gateway.ts";

/** All that the sources have, for the ids of it. Both have the sandbox's secret, so that ids are the same. */
let whole: Gateway;
let gateway: Gateway;

beforeAll(async () => {
  whole = await startGateway({ vendors: TRIO });
  gateway = await startGateway({
    vendors: TRIO,
    config: { cache: { responses: false, entities: false, links: false }, customFields: [] },
    sources: {
      hubspot: { entities: ["Contact", "Deal"] },
      zendesk: { entities: ["Ticket"] },
      stripe: { entities: ["Payment"] },
    },
  });
});
afterAll(async () => {
  await whole.stop();
  await gateway.stop();
});
beforeEach(() => gateway.forget());

interface Things {
  readonly nodes: readonly { readonly id: string; readonly links?: readonly { readonly source: string }[] }[];
}

async function ask<D>(query: string, variables: Record<string, unknown> = {}, of = gateway): Promise<D> {
  const { data, errors } = await of.ask({ query, variables });
  expect(errors).toEqual([]);
  return data as D;
}

async function everyCustomer(of: Gateway) {
  const found: Things["nodes"][number][] = [];
  for (let after: string | null = null; ;) {
    const query = `query ($after: String) { customers(first: 200, after: $after) {
      pageInfo { hasNextPage endCursor } nodes { id links { source } } } }`;
    const { customers }: { customers: Things & { pageInfo: { hasNextPage: boolean; endCursor: string } } } = await ask(
      query,
      { after },
      of,
    );
    found.push(...customers.nodes);
    if (!customers.pageInfo.hasNextPage) return found;
    after = customers.pageInfo.endCursor;
  }
}

const anchorsOf = (customers: Things["nodes"]) => new Set(customers.map(({ links }) => links?.[0]?.source));

describe("sources that serve a part of what they have", () => {
  it("list as customers only the people of those that serve Contact", async () => {
    expect(anchorsOf(await everyCustomer(whole))).toEqual(new Set(["hubspot", "zendesk", "stripe"]));
    gateway.forget();
    const { customers } = await ask<{ customers: Things }>("{ customers(first: 200) { nodes { id } } }");
    expect(customers.nodes.length).toBeGreaterThan(100);
    expect(Object.keys(gateway.calls())).toEqual(["hubspot"]);
    const all = await everyCustomer(gateway);
    expect(anchorsOf(all)).toEqual(new Set(["hubspot"]));
    expect(all).toHaveLength(gateway.sandbox.world.contacts.size);
    // The others' people are joined with them.
    expect(new Set(all.flatMap(({ links = [] }) => links.map(({ source }) => source)))).toEqual(
      new Set(["hubspot", "zendesk", "stripe"]),
    );
  });

  it("still have what belongs to customers", async () => {
    const { customers } = await ask<{
      customers: { nodes: Record<string, Things>[] };
    }>(`{ customers(first: 50) { nodes {
      deals(first: 1) { nodes { id stage { name } } } tickets(first: 1) { nodes { id } } payments(first: 1) { nodes { id } } } } }`);
    for (const list of ["deals", "tickets", "payments"])
      expect(customers.nodes.some((customer) => (customer[list]?.nodes.length ?? 0) > 0)).toBe(true);
  });

  it("have nobody for a ticket of somebody who is no customer, and the customer for any other", async () => {
    const { tickets } = await ask<{ tickets: { nodes: { customer: { links: { source: string }[] } | null }[] } }>(
      "{ tickets(first: 200) { nodes { customer { id links { source } } } } }",
    );
    const anchors = tickets.nodes.map(({ customer }) => customer?.links[0]?.source ?? null);
    expect(new Set(anchors)).toEqual(new Set(["hubspot", null]));
  });

  it("lead nowhere, and make no call, where the rest was", async () => {
    await ask("{ companies(first: 5) { nodes { id } } }");
    expect(gateway.calls()).toEqual({});
    const { customers } = await ask<{ customers: { nodes: unknown[] } }>(`{ customers(first: 5) { nodes {
      company { name } activities(first: 1) { nodes { id } } invoices(first: 1) { nodes { id } }
      subscriptions(first: 1) { nodes { id } } } } }`);
    const empty = { nodes: [] };
    const nothing = { company: null, activities: empty, invoices: empty, subscriptions: empty };
    expect(customers.nodes).toEqual([nothing, nothing, nothing, nothing, nothing]);
    expect(gateway.exchanges).toHaveLength(1);
    expect(gateway.exchanges[0]?.query["properties"]).not.toContain("associatedcompanyid");
  });

  it("are asked for no id of what they do not serve, and do find the rest", async () => {
    const all = await everyCustomer(whole);
    const anchoredIn = (source: string) => all.find(({ links }) => links?.[0]?.source === source)?.id;
    const { companies, customers } = await ask<{ companies: Things; customers: { nodes: { invoices: Things }[] } }>(
      "{ companies(first: 1) { nodes { id } } customers(first: 50) { nodes { invoices(first: 1) { nodes { id } } } } }",
      {},
      whole,
    );
    const gone = {
      company: companies.nodes[0]?.id,
      desk: anchoredIn("zendesk"),
      payer: anchoredIn("stripe"),
      invoice: customers.nodes.flatMap(({ invoices }) => invoices.nodes)[0]?.id,
    };
    expect(Object.values(gone).every((id) => typeof id === "string")).toBe(true);
    expect(
      await ask(
        `query ($company: ID!, $desk: ID!, $payer: ID!, $invoice: ID!) {
          company(id: $company) { id } a: node(id: $company) { id } customer(id: $desk) { id } b: node(id: $desk) { id }
          c: node(id: $payer) { id } d: node(id: $invoice) { id } }`,
        gone,
      ),
    ).toEqual({ company: null, a: null, customer: null, b: null, c: null, d: null });
    expect(gateway.calls()).toEqual({});

    const kept = await ask<Record<string, Things>>(
      "{ deals(first: 1) { nodes { id } } tickets(first: 1) { nodes { id } } payments(first: 1) { nodes { id } } }",
      {},
      whole,
    );
    for (const list of Object.values(kept)) {
      const id = list.nodes[0]?.id;
      expect(await ask("query ($id: ID!) { node(id: $id) { id } }", { id })).toEqual({ node: { id } });
    }
  });
});
