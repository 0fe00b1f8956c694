// No answer ever crosses an access scope: random roles, brands and queries, all caches on and shared by everybody, against
// a gateway that caches nothing.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "../../src/generated/types.ts";
import { startGateway, TRIO, type Answer, type Gateway } from "../support/gateway.ts";

let cached: Gateway;
let uncached: Gateway;

beforeAll(async () => {
  // Each on a sandbox of its own with the same seed. HubSpot's rows are brand North's, Stripe's are everybody's.
  const sources = { hubspot: { brands: ["North"] }, zendesk: { brands: ["North", "South"] } };
  cached = await startGateway({ vendors: TRIO, sources });
  uncached = await startGateway({
    vendors: TRIO,
    sources,
    config: { cache: { responses: false, entities: false, links: false } },
  });
});
afterAll(async () => {
  await cached.stop();
  await uncached.stop();
});

const customerFields = ["id", "displayName", "email", "phone", "company { name }"];
const customerLists = [
  "deals(first: 2) { nodes { id name amount { minorUnits } stage { name } } }",
  "tickets(first: 2) { nodes { id subject } }",
  "payments(first: 2) { nodes { id amount { minorUnits } } }",
  "subscriptions(first: 1) { nodes { status } }",
  "links { source rule }",
];
const selection = fc
  .tuple(fc.subarray(customerFields, { minLength: 1 }), fc.subarray(customerLists, { maxLength: 2 }))
  .map(([fields, lists]) => [...fields, ...lists].join(" "));
const query = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 4 }), selection)
    .map(([first, inner]) => `{ customers(first: ${first}) { nodes { ${inner} } } }`),
  selection.map(
    (inner) =>
      `fragment C on Customer { ${inner} } query Q { customers(first: 2) { edges { node { ...C secret: phone } } } }`,
  ),
  fc.constantFrom(
    "{ deals(first: 2) { nodes { id name company { name } owner { email } } } }",
    "{ tickets(first: 2, filter: { status: { in: [OPEN] } }) { nodes { id subject requester { email } } } }",
    "{ payments(first: 2) { nodes { id amount { minorUnits } customer { displayName phone } } } }",
    "{ companies(first: 2) { nodes { id name } } viewer { roles } }",
  ),
);
const roles = fc.subarray<Role>(["MARKETING", "SALES", "SUPPORT", "FINANCE", "ADMIN"]);
const brands = fc.subarray(["North", "South"]);

/** What a client gets, but for what tells of our own work. */
function shown({ status, data, errors }: Answer) {
  const told = errors.map(({ message, path, extensions: { code } }) => ({ message, path, code }));
  return { status, data, errors: told.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) };
}

describe("a cached answer", () => {
  it("is the uncached answer for the same roles and brands, whoever asked before", async () => {
    await fc.assert(
      fc.asyncProperty(
        query,
        fc.array(fc.tuple(roles, brands), { minLength: 1, maxLength: 4 }),
        async (text, callers) => {
          for (const [asRoles, ofBrands] of [...callers, ...callers]) {
            const question = { query: text, roles: asRoles, brands: ofBrands };
            const answer = shown(await cached.ask(question));
            expect(answer, JSON.stringify(question)).toEqual(shown(await uncached.ask(question)));
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  it("shows nothing of a brand that the token does not name", async () => {
    const everything =
      "{ customers(first: 200) { nodes { id links { source } } } deals(first: 1) { nodes { id } } tickets(first: 1) { nodes { id } } payments(first: 1) { nodes { id } } }";
    const seen = async (ofBrands: string[]) => {
      const { data } = await cached.ask({ query: everything, brands: ofBrands });
      const { customers, ...lists } = data as Record<string, { nodes: { links?: { source: string }[] }[] }>;
      const counts = Object.fromEntries(Object.entries(lists).map(([name, { nodes }]) => [name, nodes.length]));
      return {
        sources: [
          ...new Set(customers?.nodes.flatMap(({ links = [] }) => links.map(({ source }) => source))),
        ].toSorted(),
        ...counts,
      };
    };
    expect(await seen([])).toEqual({ sources: ["stripe"], deals: 0, tickets: 0, payments: 1 });
    expect(await seen(["South"])).toEqual({ sources: ["stripe", "zendesk"], deals: 0, tickets: 1, payments: 1 });
    expect(await seen(["North"])).toEqual({
      sources: ["hubspot", "stripe", "zendesk"],
      deals: 1,
      tickets: 1,
      payments: 1,
    });
  });

  it("never finds by id what the brands hide", async () => {
    const { data } = await cached.ask({ query: "{ deals(first: 1) { nodes { id } } }", brands: ["North"] });
    const id = (data as { deals: { nodes: { id: string }[] } }).deals.nodes[0]?.id;
    const find = (ofBrands: string[]) =>
      cached.ask({
        query: "query ($id: ID!) { node(id: $id) { id } deal(id: $id) { id } }",
        variables: { id },
        brands: ofBrands,
      });
    expect((await find(["North"])).data).toEqual({ node: { id }, deal: { id } });
    expect((await find(["South"])).data).toEqual({ node: null, deal: null });
  });
});

describe("introspection", () => {
  const typesFor = async (asRoles: Role[]) => {
    const { data } = await cached.ask({ query: "{ __schema { types { name fields { name } } } }", roles: asRoles });
    return new Map(
      (data as { __schema: { types: { name: string; fields: { name: string }[] | null }[] } }).__schema.types.map(
        ({ name, fields }) => [name, fields?.map((field) => field.name)],
      ),
    );
  };

  it("shows a caller only what it may read", async () => {
    const marketing = await typesFor(["MARKETING"]);
    expect(marketing.get("Customer")).toEqual(expect.arrayContaining(["email", "company"]));
    expect(marketing.get("Customer")).not.toEqual(expect.arrayContaining(["phone"]));
    for (const hidden of ["Deal", "Ticket", "Payment", "Invoice", "TicketFilter", "PaymentStatus"])
      expect(marketing.has(hidden), hidden).toBe(false);
    const finance = await typesFor(["FINANCE"]);
    expect(finance.has("Payment")).toBe(true);
    expect(finance.has("Ticket")).toBe(false);
    expect((await typesFor(["ADMIN"])).has("Ticket")).toBe(true);
  });
});

describe("node", () => {
  it("refuses a type that the role may not read, without asking its source", async () => {
    const { data } = await cached.ask({ query: "{ tickets(first: 1) { nodes { id } } }", brands: ["South"] });
    const id = (data as { tickets: { nodes: { id: string }[] } }).tickets.nodes[0]?.id;
    uncached.forget();
    const { data: found, errors } = await uncached.ask({
      query: "query ($id: ID!) { node(id: $id) { id __typename } }",
      variables: { id },
      roles: ["SALES"],
      brands: ["South"],
    });
    expect(found).toEqual({ node: null });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(["FORBIDDEN"]);
    expect(uncached.calls()).toEqual({});
  });
});
