// The promised queries, over HTTP, against the truth of the sandbox's data set.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startGateway, TRIO, type Gateway } from "../support/gateway.ts";
import {
  BY_EMAIL,
  CUSTOMER_PAGE,
  NODE,
  ONE_CUSTOMER,
  type CustomerNode,
  type CustomerPageData,
} from "../support/queries.ts";

let gateway: Gateway;
const customers: CustomerNode[] = [];

beforeAll(async () => {
  gateway = await startGateway({ vendors: TRIO });
  let after: string | null = null;
  do {
    const { data, errors } = await gateway.ask({ query: CUSTOMER_PAGE, variables: { first: 50, after } });
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    const page: CustomerPageData["customers"] = (data as CustomerPageData).customers;
    customers.push(...(page?.edges.map(({ node }) => node) ?? []));
    after = page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null;
  } while (after !== null);
});
afterAll(() => gateway.stop());

/** Who has records where: what `customers` must come to. A record that only an address joins to one anchored elsewhere stays. */
function expectedCount(): { atLeast: number; atMost: number } {
  const { contacts, deskUsers, payers, people } = gateway.sandbox.world;
  const inCrm = new Set<number>();
  const anywhere = new Set<number>();
  for (let serial = 0; serial < contacts.size; serial += 1) inCrm.add(contacts.at(serial).person.index);
  for (const records of [contacts, deskUsers, payers]) {
    for (let serial = 0; serial < records.size; serial += 1) anywhere.add(records.at(serial).person.index);
  }
  expect(anywhere.size).toBeLessThanOrEqual(people.size);
  return { atLeast: anywhere.size, atMost: anywhere.size + 0.1 * people.size };
}

describe("customers, page by page", () => {
  it("lists people of every source, each once as far as addresses and ids can tell", () => {
    const { atLeast, atMost } = expectedCount();
    expect(new Set(customers.map(({ id }) => id)).size).toBe(customers.length);
    expect(customers.length).toBeGreaterThanOrEqual(atLeast);
    expect(customers.length).toBeLessThanOrEqual(atMost);
  });

  it("begins with the CRM's contacts, all of them, in the CRM's order", () => {
    const { contacts } = gateway.sandbox.world;
    const shown = customers.slice(0, contacts.size).map(({ createdAt }) => createdAt);
    const expected = Array.from({ length: contacts.size }, (_, serial) =>
      new Date(contacts.at(serial).createdAt).toISOString(),
    );
    expect(shown).toEqual(expected);
  });

  it("shows each CRM customer's deals, newest first, with the account's own stages", () => {
    const { contacts, deals, stages } = gateway.sandbox.world;
    for (let serial = 0; serial < contacts.size; serial += 1) {
      const newest = deals
        .of(serial)
        .toReversed()
        .slice(0, 5)
        .map((deal) => deals.at(deal));
      expect(customers[serial]?.deals?.nodes).toMatchObject(
        newest.map((deal) => ({
          name: deal.name,
          amount: { minorUnits: deal.amountMinor, currency: deal.currency },
          stage: { name: stages[deal.stage]?.label, outcome: stages[deal.stage]?.outcome.toUpperCase() },
          closeDate: new Date(deal.closeAt).toISOString().slice(0, 10),
        })),
      );
    }
  });

  it("shows the open and pending tickets of customers who are linked by id, last changed first", () => {
    const { contacts, deskUsers, tickets } = gateway.sandbox.world;
    let linked = 0;
    for (let user = 0; user < deskUsers.size; user += 1) {
      const { crmSerial } = deskUsers.at(user);
      if (crmSerial === null || crmSerial >= contacts.size) continue;
      linked += 1;
      const open = tickets
        .of(user)
        .map((ticket) => tickets.at(ticket))
        .filter(({ status }) => status === "open" || status === "pending");
      const expected = open
        .toSorted((a, b) => b.updatedAt - a.updatedAt)
        .slice(0, 5)
        .map(({ subject }) => subject);
      expect(customers[crmSerial]?.tickets?.nodes.map((ticket) => (ticket as { subject?: unknown }).subject)).toEqual(
        expected,
      );
    }
    expect(linked).toBeGreaterThan(10);
  });

  it("shows the last payments of customers who are linked by e-mail, from all of their payment records", () => {
    const { contacts, payers, payments } = gateway.sandbox.world;
    let linked = 0;
    for (let serial = 0; serial < contacts.size; serial += 1) {
      const { email } = contacts.at(serial);
      const records = email === null ? [] : payers.withEmail(email);
      if (records.length === 0 || records.some((payer) => payers.at(payer).crmSerial !== null)) continue;
      linked += 1;
      const made = records
        .flatMap((payer) => payments.of(payer))
        .map((payment) => payments.at(payment))
        .filter((payment) => !payment.isLegacyCharge);
      const expected = made
        .map(({ createdAt }) => Math.floor(createdAt / 1000))
        .toSorted((a, b) => b - a)
        .slice(0, 5);
      expect(customers[serial]?.payments?.nodes.map(({ createdAt }) => Date.parse(createdAt) / 1000)).toEqual(expected);
    }
    expect(linked).toBeGreaterThan(10);
  });

  it("lists people who are in one source only", () => {
    const { contacts } = gateway.sandbox.world;
    const others = customers.slice(contacts.size);
    expect(others.some(({ tickets }) => (tickets?.nodes.length ?? 0) > 0)).toBe(true);
    expect(others.some(({ payments }) => (payments?.nodes.length ?? 0) > 0)).toBe(true);
    expect(others.every(({ deals }) => deals?.nodes.length === 0)).toBe(true);
  });

  it("goes on behind any edge", async () => {
    const { data } = await gateway.ask({ query: CUSTOMER_PAGE, variables: { first: 10 } });
    const third = (data as CustomerPageData).customers?.edges[2];
    const rest = await gateway.ask({ query: CUSTOMER_PAGE, variables: { first: 3, after: third?.cursor } });
    expect((rest.data as CustomerPageData).customers?.edges.map(({ node }) => node.id)).toEqual(
      customers.slice(3, 6).map(({ id }) => id),
    );
  });
});

describe("one customer", () => {
  it("has company, invoices and subscriptions", async () => {
    const { payers, invoices, subscriptions } = gateway.sandbox.world;
    const payer = Array.from({ length: payers.size }, (_, serial) => serial).find(
      (serial) =>
        payers.at(serial).crmSerial !== null && invoices.of(serial).length > 0 && subscriptions.of(serial).length > 0,
    );
    const id = customers[payers.at(payer ?? 0).crmSerial ?? 0]?.id;
    const { data, errors } = await gateway.ask({ query: ONE_CUSTOMER, variables: { id } });
    expect(errors).toEqual([]);
    expect(data).toMatchObject({ customer: { id, displayName: expect.any(String) } });
    const { customer } = data as { customer: { invoices: { nodes: unknown[] }; subscriptions: { nodes: unknown[] } } };
    expect(customer.invoices.nodes.length).toBeGreaterThan(0);
    expect(customer.subscriptions.nodes.length).toBeGreaterThan(0);
  });

  it("is found by e-mail whatever its case, and explains its links", async () => {
    const { deskUsers, contacts } = gateway.sandbox.world;
    const user = Array.from({ length: deskUsers.size }, (_, serial) => deskUsers.at(serial)).find(
      ({ email, crmSerial }) => email !== null && crmSerial === null && contacts.withEmail(email).length === 1,
    );
    const { data, errors } = await gateway.ask({ query: BY_EMAIL, variables: { email: user?.email?.toUpperCase() } });
    expect(errors).toEqual([]);
    const { links } = (data as { customerByEmail: { links: { source: string; rule: string }[] } }).customerByEmail;
    expect(links[0]).toMatchObject({ source: "hubspot", rule: "ANCHOR", confidence: 1 });
    expect(links).toContainEqual({ source: "zendesk", recordId: expect.any(String), rule: "EMAIL", confidence: 0.9 });
  });

  it("is null for an address that nobody has, and for an id of which the record is gone", async () => {
    expect((await gateway.ask({ query: BY_EMAIL, variables: { email: "nobody@nowhere.example" } })).data).toEqual({
      customerByEmail: null,
    });
  });
});

describe("node", () => {
  const ticket = () => customers.flatMap(({ tickets }) => tickets?.nodes ?? [])[0]?.id;
  const payment = () => customers.flatMap(({ payments }) => payments?.nodes ?? []).map(({ id }) => id);

  it("finds a ticket with its comments and who wrote them", async () => {
    const { data, errors } = await gateway.ask({ query: NODE, variables: { id: ticket() } });
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      node: { __typename: "Ticket", id: ticket(), subject: expect.any(String), comments: { nodes: expect.any(Array) } },
    });
    const { nodes } = (
      data as { node: { comments: { nodes: { body: string; author: { displayName: string } | null }[] } } }
    ).node.comments;
    expect(nodes.length).toBeGreaterThan(0);
    expect(nodes.every(({ body, author }) => body.length > 0 && author !== null)).toBe(true);
  });

  it("finds payments with their refunds", async () => {
    const answers = await Promise.all(
      payment()
        .slice(0, 60)
        .map((id) => gateway.ask({ query: NODE, variables: { id } })),
    );
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    const refunds = answers.flatMap(
      ({ data }) => (data as { node: { refunds: { nodes: unknown[] } } }).node.refunds.nodes,
    );
    expect(refunds.length).toBeGreaterThan(0);
    expect(refunds[0]).toMatchObject({ id: expect.any(String), amount: { minorUnits: expect.any(Number) } });
  });

  it("finds a customer, a company and a deal", async () => {
    const customer = customers.find(({ company, deals }) => company !== null && (deals?.nodes.length ?? 0) > 0);
    for (const [type, id] of [
      ["Customer", customer?.id],
      ["Company", customer?.company?.id],
      ["Deal", customer?.deals?.nodes[0]?.["id"]],
    ]) {
      expect((await gateway.ask({ query: NODE, variables: { id } })).data).toEqual({ node: { __typename: type, id } });
    }
  });
});

describe("ids and cursors that are not ours", () => {
  it.each([
    ['{ node(id: "1") { id } }', '"id" is not an id of this endpoint'],
    ['{ customer(id: "hubspot:1") { id } }', '"id" is not an id of this endpoint'],
    ['{ customers(after: "x") { nodes { id } } }', '"after" is not a cursor of this endpoint'],
    ["{ tickets(first: 0) { nodes { id } } }", "should be 1 to 200"],
    ["{ tickets(first: 201) { nodes { id } } }", "should be 1 to 200"],
  ])("%s is refused in words", async (query, message) => {
    const { errors } = await gateway.ask({ query });
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toContain(message);
    expect(errors[0]?.extensions.code).toBe("BAD_USER_INPUT");
  });

  it("are told from those of another type", async () => {
    const id = customers[0]?.deals?.nodes[0]?.["id"] ?? customers[1]?.deals?.nodes[0]?.["id"];
    const { errors } = await gateway.ask({ query: ONE_CUSTOMER, variables: { id } });
    expect(errors[0]?.message).toContain("is the id of a Deal, and that of a Customer is needed");
  });
});

describe("lists at the root", () => {
  it.each(["companies", "deals", "tickets", "payments"])(
    "%s are connections with edges and nodes, page after page",
    async (list) => {
      const query = `query ($after: String) { ${list}(first: 30, after: $after) { pageInfo { hasNextPage endCursor } edges { cursor node { id createdAt } } nodes { id } totalCount } }`;
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const { data, errors } = await gateway.ask({ query, variables: { after } });
        expect(errors).toEqual([]);
        const page = (data as Record<string, Page>)[list];
        expect(page?.edges.map(({ node }) => node.id)).toEqual(page?.nodes.map(({ id }) => id));
        seen.push(...(page?.nodes.map(({ id }) => id) ?? []));
        after = page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null;
      } while (after !== null && seen.length < 200);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBeGreaterThan(15);
    },
  );

  it("filter by what the vendor can, and order as asked", async () => {
    const { data, errors } = await gateway.ask({
      query:
        "{ tickets(first: 20, filter: { status: { in: [SOLVED] } }, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes { status updatedAt } } }",
    });
    expect(errors).toEqual([]);
    const { nodes } = (data as { tickets: { nodes: { status: string; updatedAt: string }[] } }).tickets;
    expect(nodes).toHaveLength(20);
    expect(new Set(nodes.map(({ status }) => status))).toEqual(new Set(["SOLVED"]));
    expect(nodes.map(({ updatedAt }) => updatedAt)).toEqual(
      nodes
        .map(({ updatedAt }) => updatedAt)
        .toSorted()
        .toReversed(),
    );
  });

  it("count where every source can tell", async () => {
    const { data } = await gateway.ask({
      query: "{ deals(first: 1) { totalCount } tickets(first: 1) { totalCount } payments(first: 1) { totalCount } }",
    });
    const { deals, tickets } = gateway.sandbox.world;
    expect(data).toEqual({
      deals: { totalCount: deals.size },
      tickets: { totalCount: tickets.size },
      payments: { totalCount: null },
    });
  });
});

interface Page {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly nodes: readonly { readonly id: string }[];
}

describe("viewer", () => {
  it("is who the token says", async () => {
    const { data } = await gateway.ask({
      query: "{ viewer { subject roles brands } }",
      roles: ["SUPPORT", "SALES"],
      brands: ["North"],
    });
    expect(data).toEqual({ viewer: { subject: "tester", roles: ["SUPPORT", "SALES"], brands: ["North"] } });
  });
});
