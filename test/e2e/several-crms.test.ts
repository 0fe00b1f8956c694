// Customers of several CRMs in one list: one order, one cursor, nobody lost, nobody twice.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxDocument } from "../../src/cli/sandbox-config.ts";
import { connectors } from "../../src/connectors/index.ts";
import { salesforceContactIds } from "../../src/sandbox/ids.ts";
import { startSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { truePeople } from "../support/customer-truth.ts";
import { startGateway, type Gateway } from "../support/gateway.ts";
import { readConnection } from "../support/read-connection.ts";

interface Listed {
  readonly id: string;
  readonly email: string | null;
  readonly createdAt: string;
  readonly links: readonly { readonly source: string; readonly recordId: string }[];
}

/** The query, with arguments beside `first` and `after`. */
const customers = (more = ""): string => /* GraphQL */ `
  query ($first: Int!, $after: String) {
    customers(first: $first, after: $after ${more}) {
      pageInfo { hasNextPage endCursor }
      edges { cursor node { id email createdAt links { source recordId } } }
    }
  }
`;
const anchorOf = ({ links }: Listed): string => `${links[0]?.source} ${links[0]?.recordId}`;
const sourceOf = ({ links }: Listed): string | undefined => links[0]?.source;

describe("customers of three CRMs", () => {
  const crms = ["hubspot", "salesforce", "dynamics"] as const;
  let gateway: Gateway;
  let all: Listed[];
  beforeAll(async () => {
    gateway = await startGateway({ vendors: crms, sandbox: { customers: 250 } });
    all = (await readConnection<Listed>(gateway, customers(), "customers", 50)).nodes;
  });
  afterAll(() => gateway.stop());

  it("come CRM by CRM, in the order of the configuration, and in each in the order of their making", () => {
    const times = crms.map((crm) =>
      all.filter((customer) => sourceOf(customer) === crm).map(({ createdAt }) => createdAt),
    );
    expect(all.map(sourceOf)).toEqual(crms.flatMap((crm, index) => times[index]?.map(() => crm) ?? []));
    for (const one of times) expect(one).toEqual(one.toSorted());
    expect(times.map((one) => one.length > 10)).toEqual([true, true, true]);
  });

  it("are as many as the people whom one of them knows, where their addresses tell", () => {
    const people = truePeople(gateway.sandbox.world, crms);
    const anchors = all.map(anchorOf);
    expect(new Set(anchors).size).toBe(all.length);
    const joined = people.filter(({ isOne }) => isOne).map(({ records }) => `${records[0]?.source} ${records[0]?.id}`);
    expect(anchors).toEqual(expect.arrayContaining(joined));
    const apart = people.filter(({ isOne }) => !isOne).flatMap(({ records }) => records);
    expect(all.length).toBeGreaterThanOrEqual(people.length);
    expect(all.length).toBeLessThanOrEqual(joined.length + apart.length);
  });

  it.each([1, 7, 49, 200])("are the same in pages of %i", async (first) => {
    const { nodes, cursors } = await readConnection<Listed>(gateway, customers(), "customers", first);
    expect(nodes).toEqual(all);
    expect(new Set(cursors).size).toBe(cursors.length);
  });

  it("go on behind any of them", async () => {
    const { data } = await gateway.ask({ query: customers(), variables: { first: 200 } });
    const { edges } = (data as { customers: { edges: { cursor: string }[] } }).customers;
    const borders = all.flatMap((customer, index) =>
      sourceOf(customer) === sourceOf(all[index + 1] ?? customer) ? [] : [index],
    );
    for (const index of [0, 50, 120, ...borders.flatMap((border) => [border - 1, border, border + 1])]) {
      const cursor = edges[index]?.cursor;
      if (cursor === undefined) continue;
      const { nodes } = await readConnection<Listed>(gateway, customers(), "customers", 5, cursor, 5);
      expect(nodes).toEqual(all.slice(index + 1, index + 6));
    }
    expect(borders).toHaveLength(2);
  });

  it.each(crms)("of %s alone are paged to the end", async (crm) => {
    const query = customers(`, filter: { source: { in: ["${crm}"] } }`);
    const { nodes } = await readConnection<Listed>(gateway, query, "customers", 20);
    expect(nodes).toEqual(all.filter((customer) => sourceOf(customer) === crm));
  });

  it("come last first over all CRMs where that is asked, each once", async () => {
    const query = customers(", orderBy: { field: CREATED_AT, direction: DESC }");
    const { nodes } = await readConnection<Listed>(gateway, query, "customers", 40);
    const times = nodes.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().toReversed());
    const byId = (a: Listed, b: Listed): number => (a.id < b.id ? -1 : 1);
    expect(nodes.toSorted(byId)).toEqual(all.toSorted(byId));
  });
});

describe("customers of two accounts of one vendor", () => {
  let other: Sandbox;
  let gateway: Gateway;
  let all: Listed[];
  beforeAll(async () => {
    other = await startSandbox({ customers: 200, seed: 2, latencyMs: 0, rateScale: 1_000, vendors: ["salesforce"] });
    const [source] = sandboxDocument(other, connectors).document["sources"] as [Record<string, unknown>];
    gateway = await startGateway({
      vendors: ["salesforce", "zendesk"],
      sandbox: { customers: 200 },
      moreSources: [{ ...source, name: "acquired" }],
    });
    all = (await readConnection<Listed>(gateway, customers(), "customers", 30)).nodes;
  });
  afterAll(async () => {
    await gateway.stop();
    await other.stop();
  });

  it("are all there, each account's under its own source, though their records have the same ids", () => {
    const idsIn = ({ world }: Sandbox): string[] =>
      Array.from({ length: world.books.salesforce.contacts.size }, (_, serial) => salesforceContactIds.idOf(serial));
    const found = (source: string): string[] =>
      all.flatMap(({ links }) => links.filter((link) => link.source === source)).map(({ recordId }) => recordId);
    expect(new Set(found("salesforce"))).toEqual(new Set(idsIn(gateway.sandbox)));
    expect(new Set(found("acquired"))).toEqual(new Set(idsIn(other)));
    expect(found("acquired").some((id) => found("salesforce").includes(id))).toBe(true);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it("show each account's own data under the same record id", async () => {
    const id = salesforceContactIds.idOf(3);
    for (const [source, { world }] of [
      ["salesforce", gateway.sandbox],
      ["acquired", other],
    ] as const) {
      const { person, email } = world.books.salesforce.contacts.at(3);
      const customer = all.find((one) => anchorOf(one) === `${source} ${id}`);
      const { data } = await gateway.ask({
        query: "query ($id: ID!) { customer(id: $id) { email displayName } }",
        variables: { id: customer?.id },
      });
      expect(data).toMatchObject({ customer: { email } });
      expect(JSON.stringify(data)).toContain(person.familyName);
    }
  });

  it("can be asked for by either", async () => {
    const query = customers(', filter: { source: { in: ["acquired"] } }');
    const { nodes } = await readConnection<Listed>(gateway, query, "customers", 45);
    expect(nodes).toEqual(all.filter((customer) => sourceOf(customer) === "acquired"));
    expect(nodes.length).toBeGreaterThan(50);
  });
});

describe("what an outsider can make of ids and cursors", () => {
  it("is nothing: no source, no type and no vendor's id can be read in them", async () => {
    const gateway = await startGateway({ sandbox: { customers: 60 } });
    const query = customers().replace(
      "email createdAt",
      "deals(first: 1) { nodes { id } pageInfo { endCursor } } tickets(first: 1) { nodes { id } } payments(first: 1) { nodes { id } } company { id }",
    );
    const { data } = await gateway.ask({ query, variables: { first: 60 } });
    await gateway.stop();
    const text = JSON.stringify(data);
    const opaque = [...text.matchAll(/"(?:id|cursor|endCursor)":"([^"]+)"/g)].map(([, token]) => String(token));
    const vendorIds = [...text.matchAll(/"recordId":"([^"]+)"/g)].map(([, id]) => String(id));
    expect(opaque.length).toBeGreaterThan(200);
    const telling = [
      ...new Set([
        ...vendorIds,
        ...Object.keys(gateway.sandbox.sources),
        "Customer",
        "Deal",
        "Company",
        "Ticket",
        "Payment",
      ]),
    ];
    for (const token of opaque) {
      for (const read of [
        token,
        ...(["base64", "base64url", "hex"] as const).map((way) => Buffer.from(token, way).toString("latin1")),
      ]) {
        expect(telling.filter((word) => read.toLowerCase().includes(word.toLowerCase()))).toEqual([]);
      }
    }
  });
});
