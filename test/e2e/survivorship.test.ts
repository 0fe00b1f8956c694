// Whose value a customer has, over real connectors; and what HTTP does with the mutations of who is who.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxToken } from "../../src/cli/sandbox-token.ts";
import { startGateway, TRIO, type Gateway } from "../support/gateway.ts";

let gateway: Gateway;

beforeAll(async () => {
  const identity = { survivorship: { createdAt: ["zendesk"], updatedAt: ["zendesk"] } };
  gateway = await startGateway({ vendors: TRIO, config: { identity, cache: { responses: false } } });
});
afterAll(() => gateway.stop());

interface Node {
  readonly createdAt: string;
  readonly links: readonly { readonly source: string; readonly recordId: string }[];
  readonly provenance: readonly { readonly field: string; readonly source: string; readonly asOf: string | null }[];
}

const FIELDS = "createdAt links { source recordId } provenance { field source asOf }";

async function page(first: number, fields: string): Promise<readonly Node[]> {
  const { data, errors } = await gateway.ask({ query: `{ customers(first: ${first}) { nodes { ${fields} } } }` });
  expect(errors).toEqual([]);
  return (data as { customers: { nodes: readonly Node[] } }).customers.nodes;
}

describe("survivorship over HubSpot, Zendesk and Stripe", () => {
  it("gives the desk's values where the desk knows the person, and says so", async () => {
    const nodes = await page(50, FIELDS);
    const sourcesOf = ({ links, provenance }: Node, field: string) => ({
      isKnown: links.some(({ source }) => source === "zendesk"),
      winner: provenance.find((one) => one.field === field)?.source,
    });
    const all = nodes.map((node) => sourcesOf(node, "createdAt"));
    expect(new Set(all.map(({ isKnown }) => isKnown))).toEqual(new Set([true, false]));
    for (const { isKnown, winner } of all) expect(winner).toBe(isKnown ? "zendesk" : "hubspot");
    for (const node of nodes) {
      expect(sourcesOf(node, "displayName").winner).toBe("hubspot");
      for (const { asOf } of node.provenance) expect(Date.parse(asOf ?? "")).not.toBeNaN();
    }
  });

  it("gives the value that the winning record itself has", async () => {
    const known = (await page(50, FIELDS)).filter(({ links }) => links.some(({ source }) => source === "zendesk"));
    const { deskUsers } = gateway.sandbox.world;
    const seconds = (ms: number): number => Math.floor(ms / 1000); // as Zendesk has them
    const times = new Set(
      Array.from({ length: deskUsers.size }, (_, serial) => seconds(deskUsers.at(serial).createdAt)),
    );
    expect(known.map(({ createdAt }) => times.has(seconds(Date.parse(createdAt))))).not.toContain(false);
  });

  it("reads no other source for fields that are the anchor's", async () => {
    gateway.forget();
    await page(20, "displayName email");
    expect(Object.keys(gateway.calls()).filter((vendor) => vendor !== "hubspot")).toEqual([]);
  });

  it("looks a page of people up in the preferred source, and in no other while that has values or the anchor", async () => {
    const config = { identity: { survivorship: { createdAt: ["zendesk"] } }, cache: { responses: false } };
    const fresh = await startGateway({ vendors: TRIO, config });
    const { errors } = await fresh.ask({ query: "{ customers(first: 20) { nodes { createdAt } } }" });
    const { hubspot, zendesk, ...others } = fresh.calls();
    await fresh.stop();
    // By external id, and by e-mail.
    expect([errors, hubspot, zendesk, others]).toEqual([[], 1, 2, {}]);
  });
});

describe("a mutation over HTTP", () => {
  const query = `mutation { mergeCustomers(input: { customers: [] }) { userErrors { code field } } }`;

  it("must be sent by POST", async () => {
    const token = sandboxToken({ subject: "tester", roles: ["ADMIN"], brands: [], expiresInSeconds: 60 });
    const headers = { authorization: `Bearer ${token}`, "apollo-require-preflight": "1" };
    const reply = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(query)}`, { headers });
    expect(reply.status).toBe(405);
    expect(await reply.text()).not.toContain("userErrors");
  });

  it("answers what was wrong with its input, and is not an error of the request", async () => {
    const { status, data, errors } = await gateway.ask({ query });
    expect([status, errors]).toEqual([200, []]);
    expect(data).toEqual({ mergeCustomers: { userErrors: [{ code: expect.any(String), field: null }] } });
  });

  it("is an administrator's", async () => {
    const { data, errors } = await gateway.ask({ query, roles: ["SUPPORT"] });
    expect(data).toEqual({ mergeCustomers: null });
    expect(errors).toMatchObject([{ message: "Mutation.mergeCustomers needs ADMIN", path: ["mergeCustomers"] }]);
  });
});
