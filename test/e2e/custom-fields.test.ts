// Fields of the account's own: declared in the configuration, read from every vendor of the sandbox, and its data's truth.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Vendor } from "../../src/sandbox/vendor-server.ts";
import { asWritten, ownFactsOf } from "../../src/sandbox/world/loyalty.ts";
import type { PersonRecords, World } from "../../src/sandbox/world.ts";
import { productAreaFieldId } from "../../src/sandbox/zendesk/product-area.ts";
import { fillStore } from "../support/fill-store.ts";
import { startGateway, type Gateway } from "../support/gateway.ts";

interface Own {
  readonly displayName: string | null;
  readonly loyaltyTier: string | null;
  readonly loyaltyPoints: number | null;
  readonly memberSince: string | null;
  readonly wantsNewsletter: boolean | null;
  readonly interests: readonly string[] | null;
}

const OWN = "displayName loyaltyTier loyaltyPoints memberSince wantsNewsletter interests";
const LIST = `query { customers(first: 60) { nodes { ${OWN} } } }`;

/** What each vendor calls points and interests: the other fields are declared for whoever looks around. */
const POINTS: Readonly<Record<string, string>> = {
  hubspot: "loyalty_points",
  salesforce: "Loyalty_Points__c",
  dynamics: "trb_loyaltypoints",
  zendesk: "loyalty_points",
  intercom: "loyalty_points",
  stripe: "loyalty_points",
};
const INTERESTS: Readonly<Record<string, string>> = { hubspot: "interests", dynamics: "trb_interests" };

const declared = async (name: Vendor["name"]): Promise<readonly unknown[]> => {
  const { sandboxCustomFields } = await import("../../src/cli/sandbox-custom-fields.ts");
  const only = (fields: Readonly<Record<string, string>>): object =>
    name in fields ? { [name]: { field: fields[name] } } : {};
  const common = { entity: "Customer", description: "Of the company's own.", roles: ["SALES"] };
  return [
    ...sandboxCustomFields([name]),
    { ...common, name: "loyaltyPoints", type: "Int", sources: only(POINTS) },
    { ...common, name: "interests", type: "[String]", sources: only(INTERESTS) },
  ];
};

const recordsOf: Readonly<Record<string, (world: World) => PersonRecords>> = {
  hubspot: ({ books }) => books.hubspot.contacts,
  salesforce: ({ books }) => books.salesforce.contacts,
  dynamics: ({ books }) => books.dynamics.contacts,
  zendesk: ({ books }) => books.zendesk.users,
  intercom: ({ books }) => books.intercom.users,
  stripe: ({ books }) => books.stripe.payers,
};

/** All that vendors were asked since the last `forget`, in lower case. */
const requestsOf = ({ exchanges }: Gateway): string =>
  JSON.stringify(exchanges.map(({ path, query, requestBody }) => [path, query, requestBody])).toLowerCase();

/** All that the data set has, in one order: the lists of vendors have orders of their own. */
const sorted = (rows: readonly (readonly unknown[])[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

describe.each(Object.keys(recordsOf) as Vendor["name"][])("fields of the account's own in %s", (name) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway({
      vendors: [name],
      sandbox: { customers: 60 },
      config: { customFields: await declared(name) },
    });
  });
  afterAll(() => gateway.stop());

  it("come out typed, as the data set has them", async () => {
    const { data, errors } = await gateway.ask({ query: LIST });
    expect(errors).toEqual([]);
    const nodes = (data as { customers: { nodes: readonly Own[] } }).customers.nodes;
    expect(nodes.length).toBeGreaterThan(5);
    const records = recordsOf[name]?.(gateway.sandbox.world);
    if (records === undefined) throw new Error(`no records of ${name}`);
    const facts = Array.from({ length: records.size }, (_, serial) => ownFactsOf(records.at(serial).person));
    const expected = facts.map(({ loyalty, wantsNewsletter, interests }) => [
      loyalty?.tier.toUpperCase() ?? null,
      loyalty?.points ?? null,
      loyalty === null ? null : new Date(loyalty.memberSince).toISOString().slice(0, 10),
      // A checkbox of Zendesk's is never empty.
      name === "zendesk" ? wantsNewsletter === true : wantsNewsletter,
      name in INTERESTS && interests.length > 0 ? interests : null,
    ]);
    const shown = nodes.map((node) => [
      node.loyaltyTier,
      node.loyaltyPoints,
      node.memberSince,
      node.wantsNewsletter,
      node.interests,
    ]);
    const known = sorted(expected);
    for (const row of sorted(shown)) expect(known).toContain(row);
    expect(shown.filter(([tier]) => tier !== null).length).toBeGreaterThan(2);
  });

  it("are asked of the vendor only when they are selected", async () => {
    const asked = async (selection: string): Promise<string> => {
      gateway.forget();
      await gateway.ask({ query: `query { customers(first: 7) { nodes { ${selection} } } }` });
      return requestsOf(gateway);
    };
    expect(await asked("displayName")).not.toContain("loyalty");
    // The others send whole records.
    const isSelective = ["hubspot", "salesforce", "dynamics"].includes(name);
    expect((await asked("loyaltyTier")).includes("loyalty")).toBe(isSelective);
  });
});

describe("who may not read a field of the account's own", () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway({ vendors: ["hubspot"], sandbox: { customers: 20 } });
  });
  afterAll(() => gateway.stop());

  it("is not shown it by introspection, while others are, with its words", async () => {
    const query = `query { __type(name: "Customer") { fields { name description type { name } } } }`;
    const fieldsFor = async (role: "FINANCE" | "SALES"): Promise<readonly { name: string }[]> => {
      const { data } = await gateway.ask({ query, roles: [role] });
      return (data as { __type: { fields: readonly { name: string }[] } }).__type.fields;
    };
    expect((await fieldsFor("FINANCE")).map(({ name }) => name)).not.toContain("loyaltyTier");
    expect(await fieldsFor("SALES")).toContainEqual({
      name: "loyaltyTier",
      description: "How loyal the person is. A field of this company's own.",
      type: { name: "CustomerLoyaltyTier" },
    });
  });

  it("gets null and is told, and nothing is asked of the vendor for it", async () => {
    gateway.forget();
    const { data, errors } = await gateway.ask({
      query: "query { customers(first: 3) { nodes { displayName loyaltyTier } } }",
      roles: ["FINANCE"],
    });
    const { nodes } = (data as { customers: { nodes: readonly Pick<Own, "loyaltyTier">[] } }).customers;
    expect(nodes.map(({ loyaltyTier }) => loyaltyTier)).toEqual([null, null, null]);
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(["FORBIDDEN"]);
    expect(requestsOf(gateway)).not.toContain("loyalty");
  });
});

describe("fields of the account's own that are kept in the store", () => {
  it("are read and filtered there", async () => {
    const gateway = await startGateway({ vendors: ["smartico"], sandbox: { customers: 60 } });
    try {
      await fillStore(gateway);
      const brands = gateway.sandbox.world.books.smartico.brands.map(({ name }) => name);
      const query =
        "query { customers(first: 200, filter: { loyaltyTier: { eq: GOLD } }) { nodes { email loyaltyTier } } }";
      const { data, errors } = await gateway.ask({ query, brands });
      expect(errors).toEqual([]);
      const { nodes } = (data as { customers: { nodes: readonly { email: string; loyaltyTier: string }[] } }).customers;
      const { players } = gateway.sandbox.world.books.smartico;
      const records = Array.from({ length: players.size }, (_, serial) => players.at(serial));
      const gold = records.filter(({ person }) => ownFactsOf(person).loyalty?.tier === "gold");
      expect(gold.length).toBeGreaterThan(0);
      expect(nodes).toHaveLength(gold.length);
      expect(new Set(nodes.map(({ loyaltyTier }) => loyaltyTier))).toEqual(new Set(["GOLD"]));
    } finally {
      await gateway.stop();
    }
  });
});

describe("fields of the account's own of what hangs on a customer", () => {
  it("are read as those of the schema are", async () => {
    const area = {
      entity: "Ticket",
      name: "productArea",
      values: { ACCOUNT: "area_account", BILLING: "area_billing", DELIVERY: "area_delivery" },
      description: "What the ticket is about.",
      roles: ["SUPPORT"],
      sources: { zendesk: { field: productAreaFieldId } },
    };
    const gateway = await startGateway({
      vendors: ["zendesk"],
      sandbox: { customers: 40 },
      config: { customFields: [area] },
    });
    try {
      const query = `query { customers(first: 40) { nodes { tickets(first: 50) { nodes { productArea } } } } }`;
      const { data, errors } = await gateway.ask({ query });
      expect(errors).toEqual([]);
      const { nodes } = (data as { customers: { nodes: readonly { tickets: { nodes: readonly object[] } }[] } })
        .customers;
      const areas = nodes.flatMap(({ tickets }) => tickets.nodes).map((ticket) => Object.values(ticket)[0] as string);
      const { tickets } = gateway.sandbox.world;
      const expected = Array.from(
        { length: tickets.size },
        (_, serial) => ["ACCOUNT", "BILLING", "DELIVERY"][serial % 3],
      );
      expect(areas.toSorted()).toEqual(expected.toSorted());
    } finally {
      await gateway.stop();
    }
  });
});

describe("relations whose vendor can't filter", () => {
  it("are filtered here by fields of the account's own, which are asked for then", async () => {
    const isWon = {
      entity: "Deal",
      name: "isWon",
      type: "Boolean",
      description: "Whether the deal is closed and won.",
      roles: ["SALES"],
      sources: { hubspot: { field: "hs_is_closed_won" } },
    };
    const gateway = await startGateway({
      vendors: ["hubspot"],
      sandbox: { customers: 40 },
      config: { customFields: [isWon] },
    });
    try {
      const deals = "deals(first: 50, filter: { isWon: { eq: true } }) { nodes { name } }";
      const { data, errors } = await gateway.ask({ query: `query { customers(first: 100) { nodes { ${deals} } } }` });
      expect(errors).toEqual([]);
      const { nodes } = (data as { customers: { nodes: readonly { deals: { nodes: readonly { name: string }[] } }[] } })
        .customers;
      const { deals: rows, stages } = gateway.sandbox.world;
      const won = Array.from({ length: rows.size }, (_, serial) => rows.at(serial)).filter(
        ({ stage }) => stages[stage]?.outcome === "won",
      );
      expect(won.length).toBeGreaterThan(0);
      expect(won.length).toBeLessThan(rows.size);
      const shown = nodes.flatMap((node) => node.deals.nodes.map(({ name }) => name));
      expect(shown.toSorted()).toEqual(won.map(({ name }) => name).toSorted());
    } finally {
      await gateway.stop();
    }
  });
});

describe("a value that can't be read", () => {
  it("spoils its field alone, and says where it was", async () => {
    const gateway = await startGateway({
      vendors: ["hubspot"],
      sandbox: { customers: 30 },
      config: {
        customFields: [
          {
            entity: "Customer",
            name: "memberSince",
            type: "Date",
            description: "Read in the wrong order of day and month.",
            roles: ["SALES"],
            sources: { hubspot: { field: "member_since", format: "MM/DD/YYYY" } },
          },
        ],
      },
    });
    try {
      const { data, errors } = await gateway.ask({
        query: "query { customers(first: 30) { nodes { displayName memberSince } } }",
      });
      const { contacts } = gateway.sandbox.world;
      const written = Array.from({ length: contacts.size }, (_, serial) => {
        const { loyalty } = ownFactsOf(contacts.at(serial).person);
        return loyalty === null ? null : asWritten(loyalty.memberSince);
      });
      const bad = written.filter((text) => text !== null && Number(text.slice(0, 2)) > 12);
      expect(bad.length).toBeGreaterThan(0);
      expect(errors).toHaveLength(bad.length);
      expect(errors[0]?.message).toMatch(/hubspot .*Contact\.memberSince should be a date as in 01\/31\/2026/);
      const { nodes } = (data as { customers: { nodes: readonly Own[] } }).customers;
      expect(nodes.every(({ displayName }) => displayName !== null)).toBe(true);
    } finally {
      await gateway.stop();
    }
  });
});

describe("filters by fields of the account's own", () => {
  it.each<[Vendor["name"], string, (facts: ReturnType<typeof ownFactsOf>) => boolean]>([
    ["hubspot", "loyaltyTier: { in: [GOLD, SILVER] }", ({ loyalty }) => loyalty !== null && loyalty.tier !== "bronze"],
    ["hubspot", "loyaltyPoints: { gte: 1000, lt: 4000 }", ({ loyalty }) => inRange(loyalty?.points, 1_000, 4_000)],
    ["hubspot", "wantsNewsletter: { eq: true }", ({ wantsNewsletter }) => wantsNewsletter === true],
    ["salesforce", "loyaltyTier: { eq: GOLD }", ({ loyalty }) => loyalty?.tier === "gold"],
    ["salesforce", "loyaltyTier: { notIn: [GOLD] }", ({ loyalty }) => loyalty?.tier !== "gold"],
    ["salesforce", "loyaltyPoints: { lt: 1000 }", ({ loyalty }) => inRange(loyalty?.points, 0, 1_000)],
    ["salesforce", "loyaltyTier: { isNull: true }", ({ loyalty }) => loyalty === null],
    [
      "salesforce",
      "or: [{ loyaltyTier: { eq: GOLD } }, { wantsNewsletter: { eq: false } }]",
      ({ loyalty, wantsNewsletter }) => loyalty?.tier === "gold" || wantsNewsletter === false,
    ],
    ["dynamics", "loyaltyTier: { in: [GOLD, BRONZE] }", ({ loyalty }) => loyalty !== null && loyalty.tier !== "silver"],
    ["dynamics", "wantsNewsletter: { eq: true }", ({ wantsNewsletter }) => wantsNewsletter === true],
  ])("in %s: %s", async (name, filter, isMet) => {
    const gateway = await startGateway({
      vendors: [name],
      sandbox: { customers: 150 },
      config: { customFields: await declared(name) },
    });
    try {
      const { data, errors } = await gateway.ask({
        query: `query { customers(first: 200, filter: { ${filter} }) { nodes { email loyaltyTier } } }`,
      });
      expect(errors).toEqual([]);
      const { nodes } = (data as { customers: { nodes: readonly { email: string | null }[] } }).customers;
      const records = recordsOf[name]?.(gateway.sandbox.world);
      if (records === undefined) throw new Error(`no records of ${name}`);
      const all = Array.from({ length: records.size }, (_, serial) => records.at(serial));
      const expected = all.filter(({ person }) => isMet(ownFactsOf(person))).map(({ email }) => email);
      expect(expected.length).toBeGreaterThan(0);
      expect(expected.length).toBeLessThan(all.length);
      // Whom a source knows twice it lists once.
      expect(new Set(nodes.map(({ email }) => email?.toLowerCase()))).toEqual(
        new Set(expected.map((email) => email?.toLowerCase())),
      );
    } finally {
      await gateway.stop();
    }
  });

  it("are refused where the vendor can't, and for whoever may not read the field", async () => {
    const gateway = await startGateway({
      vendors: ["zendesk"],
      sandbox: { customers: 20 },
      config: { customFields: await declared("zendesk") },
    });
    try {
      const query = "query { customers(first: 5, filter: { loyaltyTier: { eq: GOLD } }) { nodes { email } } }";
      const asked = await gateway.ask({ query });
      expect(asked.errors[0]?.extensions.code).toBe("UNSUPPORTED_BY_SOURCE");
      const denied = await gateway.ask({ query, roles: ["FINANCE"] });
      expect(denied.errors[0]?.extensions.code).toBe("FORBIDDEN");
    } finally {
      await gateway.stop();
    }
  });
});

const inRange = (value: number | undefined, from: number, below: number): boolean =>
  value !== undefined && value >= from && value < below;
