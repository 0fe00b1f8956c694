// Every request that our connectors make and every reply of the sandbox, held to the vendors' own contract files.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Vendor } from "../../src/sandbox/vendor-server.ts";
import { startGateway, TRIO, type Gateway } from "../support/gateway.ts";
import { BY_EMAIL, CUSTOMER_PAGE, NODE, ONE_CUSTOMER } from "../support/queries.ts";
import { findingsOf } from "../support/vendor-contracts.ts";

/** All fields of all types, and every filter and order that a source takes. */
const everything = (desk: string): readonly string[] => [
  '{ companies(first: 5, orderBy: { field: NAME }, filter: { source: { in: ["hubspot"] }, createdAt: { gte: "2020-01-01T00:00:00Z" } }) { nodes { name domain industry createdAt updatedAt } totalCount } }',
  '{ deals(first: 5, filter: { updatedAt: { gte: "2021-01-01T00:00:00Z" } }, orderBy: { field: CLOSE_DATE, direction: DESC }) { nodes { name amount { minorUnits currency } closeDate stage { name outcome pipeline } company { name } owner { displayName email } createdAt updatedAt } totalCount } }',
  "{ tickets(first: 5) { nodes { subject description status priority tags createdAt updatedAt requester { displayName email } assignee { displayName } customer { displayName } comments(first: 3) { nodes { body isPublic createdAt author { displayName } } } } totalCount } }",
  '{ tickets(first: 5, filter: { priority: { in: [HIGH, URGENT] }, createdAt: { gte: "2022-01-01T00:00:00Z", lt: "2026-01-01T00:00:00Z" } }) { nodes { id } totalCount } }',
  '{ payments(first: 5, filter: { createdAt: { gte: "2022-01-01T00:00:00Z" } }) { nodes { amount { minorUnits currency } status description createdAt customer { displayName } refunds(first: 3) { nodes { amount { minorUnits } status reason createdAt } } } } }',
  '{ customers(first: 5, orderBy: { field: UPDATED_AT, direction: DESC }, filter: { source: { in: ["hubspot"] } }) { nodes { id displayName email phone createdAt updatedAt links { source } invoices(first: 2) { nodes { number total { minorUnits } amountDue { minorUnits } status dueDate createdAt } } subscriptions(first: 2) { nodes { status currentPeriodStart currentPeriodEnd cancelAtPeriodEnd createdAt } } deals(first: 2, orderBy: { field: CLOSE_DATE }) { nodes { name } } } } }',
  "{ dealStats(groupBy: [STAGE, OWNER, MONTH]) { asOf isComplete groups { stage { name } owner { displayName } month count amount { minorUnits } } } revenueStats(groupBy: [MONTH, CURRENCY, BRAND]) { groups { month currency brands count amount { minorUnits } } } }",
  "{ status: ticketStats(groupBy: [STATUS]) { groups { status count } } priority: ticketStats(groupBy: [PRIORITY]) { groups { priority count } } all: ticketStats(groupBy: []) { groups { count } } months: ticketStats(groupBy: [ASSIGNEE, MONTH]) { groups { assignee { displayName } month count } } }",
  "{ customers(first: 20) { nodes { summary { openTickets lifetimeValue { minorUnits } openDealAmount { minorUnits } lastActivityAt lastPaymentAt } } } }",
  "{ customers(first: 20) { nodes { activities(first: 3) { nodes { id kind subject body status dueAt owner { displayName } createdAt updatedAt } } } } }",
  `{ companies(first: 5, filter: { source: { in: ["${desk}"] } }) { nodes { name domain industry createdAt updatedAt } totalCount } }`,
  `{ tickets(first: 5, filter: { status: { in: [NEW, OPEN, SOLVED, CLOSED] }, updatedAt: { gte: "2022-01-01T00:00:00Z" } }, orderBy: { field: UPDATED_AT }) { nodes { id } totalCount } }`,
  `{ customers(first: 5, orderBy: { field: UPDATED_AT, direction: DESC }, filter: { source: { in: ["${desk}"] } }) { nodes { displayName createdAt } } }`,
  `{ customers(first: 100, filter: { source: { in: ["${desk}", "stripe"] } }) { nodes { id company { name domain } tickets(first: 2) { nodes { id } } payments(first: 2) { nodes { id } } } } }`,
];

interface Selection {
  readonly desk: Vendor["name"];
  readonly vendors: readonly Vendor["name"][];
  /** Beside what the sandbox configures. */
  readonly sources?: Record<string, Record<string, unknown>>;
}

const selections: readonly Selection[] = [
  { desk: "zendesk", vendors: TRIO },
  // Its people name Salesforce's, which has no such contract file: that they are looked up is all that matters here.
  {
    desk: "intercom",
    vendors: ["hubspot", "intercom", "stripe"],
    sources: { intercom: { externalIds: [{ field: "external_id", source: "hubspot" }] } },
  },
];

describe.each(selections)("with $desk", ({ desk, vendors, sources }) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway({ vendors, ...(sources !== undefined && { sources }) });
  });
  afterAll(() => gateway.stop());

  it("holds for all that the promised queries and all fields, filters and orders need", async () => {
    const page = await gateway.ask({ query: CUSTOMER_PAGE, variables: { first: 20 } });
    const { edges } = (
      page.data as {
        customers: {
          edges: {
            node: {
              id: string;
              email: string;
              tickets: { nodes: { id: string }[] };
              payments: { nodes: { id: string }[] };
            };
          }[];
        };
      }
    ).customers;
    const nodes = edges.map(({ node }) => node);
    for (const { id } of nodes.slice(0, 5)) await gateway.ask({ query: ONE_CUSTOMER, variables: { id } });
    await gateway.ask({ query: BY_EMAIL, variables: { email: nodes.find(({ email }) => email !== null)?.email } });
    for (const { id } of nodes.flatMap(({ tickets, payments }) => [...tickets.nodes, ...payments.nodes]).slice(0, 10)) {
      await gateway.ask({ query: NODE, variables: { id } });
    }
    for (const query of everything(desk)) expect((await gateway.ask({ query })).errors, query).toEqual([]);

    expect(gateway.exchanges.length).toBeGreaterThan(100);
    expect(new Set(gateway.exchanges.map(({ vendor }) => vendor))).toEqual(new Set(vendors));
    expect([...new Set(gateway.exchanges.flatMap(findingsOf))]).toEqual([]);
  });
});
