// The gateway with its identity store: people gone through behind everybody's back, one page of customers after that, and
// what an administrator decides, over HTTP.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startGateway, TRIO, type Gateway } from "../support/gateway.ts";
import { CUSTOMER_PAGE, type CustomerPageData } from "../support/queries.ts";
import { truePeople } from "../support/customer-truth.ts";

const GONE_THROUGH = "All people of a source were gone through";

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({ vendors: TRIO, config: { identity: { enabled: true, email: mailboxes } } });
  const areDone = (): boolean => gateway.log.filter(({ msg }) => msg === GONE_THROUGH).length === TRIO.length;
  await vi.waitUntil(areDone, 60_000);
}, 90_000);
afterAll(() => gateway.stop());

const mailboxes = { ignoreTagsAt: ["example.com", "example.org", "example.net"] };

interface Listed {
  readonly id: string;
  readonly links: readonly { source: string; recordId: string; rule: string; linkedAt: string | null }[];
}

async function everybody(): Promise<{ listed: Listed[]; totalCount: number | null }> {
  const listed: Listed[] = [];
  let totalCount: number | null = null;
  let after: string | null = null;
  do {
    const { data, errors } = await gateway.ask({
      query: `query ($after: String) { customers(first: 200, after: $after) { totalCount pageInfo { hasNextPage endCursor }
        nodes { id links { source recordId rule linkedAt } } } }`,
      variables: { after },
    });
    expect(errors).toEqual([]);
    type Page = { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string }; nodes: Listed[] };
    const page: Page = (data as { customers: Page }).customers;
    listed.push(...page.nodes);
    totalCount = page.totalCount;
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return { listed, totalCount };
}

describe("the identity store", () => {
  it("spares a page of 50 customers every look-up", async () => {
    gateway.forget();
    const { data, errors } = await gateway.ask({ query: CUSTOMER_PAGE, variables: { first: 50 } });
    expect(errors).toEqual([]);
    expect((data as CustomerPageData).customers?.edges).toHaveLength(50);
    const lookUps = gateway.exchanges.filter(({ path }) => /show_many|customers\/search/.test(path));
    expect(lookUps).toEqual([]);
    expect(gateway.exchanges.filter(({ vendor }) => vendor === "zendesk")).toHaveLength(1); // their tickets
  });

  it("lists everybody once, by the truth of who is who", async () => {
    const truth = truePeople(gateway.sandbox.world, TRIO);
    const { listed, totalCount } = await everybody();
    const records = listed.flatMap(({ links }) => links.map(({ source, recordId }) => `${source}/${recordId}`));
    expect(new Set(records).size).toBe(records.length);
    expect(new Set(records)).toEqual(
      new Set(truth.flatMap((person) => person.records.map(({ source, id }) => `${source}/${id}`))),
    );
    expect(totalCount).toBe(listed.length);
    expect(Math.abs(listed.length - truth.length) / truth.length).toBeLessThan(0.03);
    const others = listed.flatMap(({ links }) => links.slice(1));
    expect(others.length).toBeGreaterThan(100);
    expect(others.every(({ linkedAt }) => linkedAt !== null)).toBe(true);
  });

  it("merges and splits as an administrator says, at once and for good", async () => {
    const { listed } = await everybody();
    const [first, second] = listed;
    const merged = await gateway.ask({
      query: `mutation ($customers: [ID!]!) { mergeCustomers(input: { customers: $customers, reason: "one and the same" }) {
        customer { id links { source recordId rule } } userErrors { code field message } } }`,
      variables: { customers: [first?.id, second?.id] },
    });
    expect(merged.errors).toEqual([]);
    type Merged = { mergeCustomers: { customer: Listed; userErrors: unknown[] } };
    const { customer, userErrors } = (merged.data as Merged).mergeCustomers;
    expect(userErrors).toEqual([]);
    expect(customer.id).toBe(first?.id);
    expect(customer.links).toHaveLength((first?.links.length ?? 0) + (second?.links.length ?? 0));
    const after = await everybody();
    expect(after.listed).toHaveLength(listed.length - 1);
    const old = await gateway.ask({
      query: "query ($id: ID!) { customer(id: $id) { id } }",
      variables: { id: second?.id },
    });
    expect(old.data).toEqual({ customer: { id: first?.id } });

    const leaving = second?.links.map(({ source, recordId }) => ({ source, recordId }));
    const split = await gateway.ask({
      query: `mutation ($customer: ID!, $records: [CustomerRecordInput!]!) {
        splitCustomer(input: { customer: $customer, records: $records }) { kept { id } separated { id } userErrors { code } } }`,
      variables: { customer: first?.id, records: leaving },
    });
    expect(split.errors).toEqual([]);
    expect((split.data as { splitCustomer: { userErrors: unknown[] } }).splitCustomer.userErrors).toEqual([]);
    expect((await everybody()).listed).toHaveLength(listed.length);
  });
});
