// What a page costs in upstream calls: docs/architecture.md says why it can't be fewer.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Role } from "../../src/generated/types.ts";
import { startGateway, TRIO, type Gateway } from "../support/gateway.ts";
import { CUSTOMER_PAGE, ONE_CUSTOMER, type CustomerPageData } from "../support/queries.ts";

let gateway: Gateway;

beforeEach(async () => {
  gateway = await startGateway({ vendors: TRIO, config: { cache: { responses: false } } });
});
afterEach(() => gateway.stop());

const page = (first: number, roles: Role[] = ["ADMIN"]) =>
  gateway.ask({ query: CUSTOMER_PAGE, variables: { first }, roles });

/** Calls since the last look, by source and path without ids. */
function callsByPath(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { vendor, path } of gateway.exchanges)
    counts[`${vendor} ${path}`] = (counts[`${vendor} ${path}`] ?? 0) + 1;
  return counts;
}

/** What the data of the first customers makes necessary. */
function needed(first: number) {
  const { contacts, deals, payers } = gateway.sandbox.world;
  const people = Array.from({ length: first }, (_, serial) => serial);
  const dealCount = people.reduce((sum, serial) => sum + deals.of(serial).length, 0);
  const payerRecords = new Set(
    people.flatMap((serial) => {
      const { email } = contacts.at(serial);
      const linked = new Set(payers.withCrmSerial(serial));
      for (const payer of email === null ? [] : payers.withEmail(email)) {
        const named = payers.at(payer).crmSerial;
        if (named === null || named === serial) linked.add(payer);
      }
      return [...linked];
    }),
  );
  const emails = people.filter((serial) => contacts.at(serial).email !== null).length;
  return { dealCalls: Math.ceil(dealCount / 100), payers: payerRecords.size, emails };
}

describe("a page of 50 customers with company, deals, tickets and payments", () => {
  it("costs the fewest calls that the vendors' batches allow", async () => {
    expect((await page(50)).errors).toEqual([]);
    const { dealCalls, payers, emails } = needed(50);
    expect(callsByPath()).toEqual({
      "hubspot /crm/v3/objects/contacts": 1, // with the ids of their deals and company
      "hubspot /crm/v3/objects/companies/batch/read": 1,
      "hubspot /crm/v3/objects/deals/batch/read": dealCalls, // 100 a call
      "hubspot /crm/v3/pipelines/deals": 1,
      "zendesk /api/v2/users/show_many": 1, // by external id
      "zendesk /api/v2/search": Math.ceil(emails / 25) + 1, // by e-mail, then all their tickets
      "stripe /v1/customers/search": Math.ceil(50 / 10) + Math.ceil(emails / 10), // ten conditions a search
      "stripe /v1/payment_intents": payers, // no batch: a list each
    });
  });

  it("looks nobody up again once links are known", async () => {
    await page(50);
    gateway.forget();
    // Another filter: the lists are not cached, the links are.
    await gateway.ask({
      query: CUSTOMER_PAGE.replace("[OPEN, PENDING]", "[SOLVED]").replace("payments(first: 5)", "payments(first: 4)"),
      variables: { first: 50 },
    });
    const { payers } = needed(50);
    expect(callsByPath()).toEqual({ "zendesk /api/v2/search": 1, "stripe /v1/payment_intents": payers });
  });

  it("costs nothing at all while everything is fresh", async () => {
    await page(50);
    gateway.forget();
    await page(50);
    expect(gateway.calls()).toEqual({});
  });

  it("costs as many calls for 100 clients that ask at once as for one", async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => page(50)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const together = gateway.calls();
    const alone = await startGateway({ vendors: TRIO, config: { cache: { responses: false } } });
    await alone.ask({ query: CUSTOMER_PAGE, variables: { first: 50 } });
    expect(together).toEqual(alone.calls());
    await alone.stop();
  });
});

describe("a page of 50 customers with what was done with them", () => {
  const ACTIVITIES = "{ customers(first: 50) { nodes { activities(first: 5) { nodes { subject } } } } }";

  it("costs a call for each hundred of a type: whose they are, the list of contacts says", async () => {
    expect((await gateway.ask({ query: ACTIVITIES })).errors).toEqual([]);
    const { activities, notes } = gateway.sandbox.world.books.hubspot;
    const counts = new Map<string, number>([["notes", 0]]);
    for (let contact = 0; contact < 50; contact += 1) {
      counts.set("notes", (counts.get("notes") ?? 0) + notes.of(contact).length);
      for (const serial of activities.of(contact)) {
        const type = `${activities.at(serial).kind}s`;
        counts.set(type, (counts.get(type) ?? 0) + 1);
      }
    }
    const batches = [...counts].map(([type, count]): [string, number] => [
      `hubspot /crm/v3/objects/${type}/batch/read`,
      Math.ceil(count / 100),
    ]);
    expect(counts.size).toBe(5);
    expect(callsByPath()).toEqual({ "hubspot /crm/v3/objects/contacts": 1, ...Object.fromEntries(batches) });
  });

  it("costs nothing again while everything is fresh", async () => {
    await gateway.ask({ query: ACTIVITIES });
    gateway.forget();
    await gateway.ask({ query: ACTIVITIES });
    expect(gateway.calls()).toEqual({});
  });
});

describe("fields that a role may not read", () => {
  it.each<[Role, string[]]>([
    ["MARKETING", ["hubspot"]],
    ["SALES", ["hubspot"]],
    ["SUPPORT", ["hubspot", "zendesk"]],
    ["FINANCE", ["hubspot", "stripe"]],
  ])("cost no call: %s", async (role, sources) => {
    const { data, errors } = await page(20, [role]);
    expect(Object.keys(gateway.calls()).toSorted()).toEqual(sources);
    expect((data as CustomerPageData).customers?.edges).toHaveLength(20);
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(["FORBIDDEN"]));
    const paths = new Set(gateway.exchanges.map(({ path }) => path));
    expect(paths.has("/crm/v3/objects/deals/batch/read")).toBe(role === "SALES");
  });

  it("are not asked of a source that is asked for others", async () => {
    await page(5, ["MARKETING"]);
    const list = gateway.exchanges.find(({ path }) => path === "/crm/v3/objects/contacts");
    expect(list?.query["properties"]).toBe("associatedcompanyid,firstname,lastname,email");
    expect(list?.query["associations"]).toBeUndefined();
  });
});

describe("requests", () => {
  it("name only the fields that the query selects", async () => {
    await gateway.ask({ query: "{ customers(first: 1) { nodes { email } } companies(first: 1) { nodes { name } } }" });
    const asked = gateway.exchanges.map(({ path, query }) => [path, query["properties"]]);
    expect(asked.toSorted()).toEqual([
      ["/crm/v3/objects/companies", "name"],
      ["/crm/v3/objects/contacts", "email"],
    ]);
  });

  it("leave out what @include leaves out", async () => {
    const query =
      "query ($all: Boolean!) { customers(first: 1) { nodes { email phone @include(if: $all) deals(first: 1) @include(if: $all) { nodes { id } } } } }";
    await gateway.ask({ query, variables: { all: false } });
    expect(gateway.exchanges.map(({ query }) => query["properties"])).toEqual(["email"]);
  });
});

describe("relations", () => {
  const listOf = (field: string, inner: string) => `{ ${field}(first: 20) { nodes { id ${inner} } } }`;

  it.each([
    [
      "a deal's stage, company and owner",
      listOf("deals", "stage { name } company { name } owner { displayName }"),
      {
        "/crm/v3/objects/deals": 1,
        "/crm/v3/objects/companies/batch/read": 1,
        "/crm/v3/pipelines/deals": 1,
        "/crm/v3/owners/": 1,
      },
    ],
    [
      "a ticket's requester, assignee and customer",
      listOf("tickets", "requester { displayName } assignee { displayName } customer { id }"),
      {
        "/api/v2/tickets": 1,
        "/api/v2/users/show_many": 2, // as users, and as customers
        "/crm/v3/objects/contacts/batch/read": expect.any(Number),
      },
    ],
  ])("%s cost calls by the batch, not by the row", async (_, query, expected) => {
    expect((await gateway.ask({ query })).errors).toEqual([]);
    const counts: Record<string, number> = {};
    for (const { path } of gateway.exchanges) counts[path] = (counts[path] ?? 0) + 1;
    expect(counts).toEqual(expected);
  });

  it("a payment's customer and refunds cost a call each, as Stripe has no batch", async () => {
    const { errors } = await gateway.ask({
      query: listOf("payments", "customer { id } refunds(first: 3) { nodes { id } }"),
    });
    expect(errors).toEqual([]);
    const refunds = gateway.exchanges.filter(({ path }) => path === "/v1/refunds");
    expect(refunds).toHaveLength(20);
    expect(gateway.exchanges.filter(({ path }) => path.startsWith("/v1/customers/cus_")).length).toBeLessThanOrEqual(
      20,
    );
  });

  it("a ticket's comments and their authors", async () => {
    await gateway.ask({ query: listOf("tickets", "comments(first: 5) { nodes { body author { displayName } } }") });
    const paths = gateway.exchanges.map(({ path }) => path.replace(/\d+/, "N"));
    expect(
      paths.filter(
        (path) =>
          path === "/api/vN/tickets/N/comments" || /tickets\/\d+\/comments/.test(path) || path.endsWith("/comments"),
      ),
    ).toHaveLength(20);
    expect(paths.filter((path) => path.endsWith("/users/show_many")).length).toBeLessThanOrEqual(1);
  });
});

describe("one customer", () => {
  it("costs a call for each thing asked", async () => {
    const { data } = await page(1);
    const id = (data as CustomerPageData).customers?.edges[0]?.node.id;
    await gateway.stop();
    gateway = await startGateway({ vendors: TRIO, config: { cache: { responses: false } } });
    expect((await gateway.ask({ query: ONE_CUSTOMER, variables: { id } })).errors).toEqual([]);
    const { payers } = needed(1);
    const calls = callsByPath();
    expect(calls["hubspot /crm/v3/objects/contacts/batch/read"]).toBe(1);
    expect(calls["hubspot /crm/v3/objects/companies/batch/read"] ?? 0).toBeLessThanOrEqual(1);
    expect(calls["stripe /v1/customers/search"]).toBe(2);
    expect(calls["stripe /v1/invoices"] ?? 0).toBe(payers);
    expect(calls["stripe /v1/subscriptions"] ?? 0).toBe(payers);
    expect(gateway.calls()["zendesk"]).toBeUndefined();
  });
});
