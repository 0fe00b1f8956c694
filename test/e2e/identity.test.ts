// Customers over real connectors and HTTP, by a store that knows the sandbox's truth of who is who.
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type * as beginOperation from "../../src/graphql/begin-operation.ts";
import type { People, PeopleDecisions } from "../../src/identity/people.ts";
import { truePeople, type TruePerson } from "../support/customer-truth.ts";
import { fakePeople, type FakePeople } from "../support/fake-people.ts";
import { startGateway, STORELESS, TRIO, type Gateway } from "../support/gateway.ts";
import { CUSTOMER_PAGE, type CustomerPageData } from "../support/queries.ts";
import { readConnection } from "../support/read-connection.ts";

// The store is made of what the sandbox plays, which is known when the gateway stands already.
const held = vi.hoisted((): { store: FakePeople | null } => ({ store: null }));

vi.mock("../../src/graphql/begin-operation.ts", async (importOriginal) => {
  const original = await importOriginal<typeof beginOperation>();
  const store = (): FakePeople => {
    if (held.store === null) throw new Error("nobody is known yet");
    return held.store;
  };
  const people: People = {
    ofRecords: (records) => store().people.ofRecords(records),
    byEmails: (emails) => store().people.byEmails(emails),
    isCrawled: (source) => store().people.isCrawled(source),
    anchoredIn: (request) => store().people.anchoredIn(request),
    count: (sources) => store().people.count(sources),
  };
  const decisions: PeopleDecisions = {
    merge: (records, by) => store().decisions.merge(records, by),
    split: (from, records, by) => store().decisions.split(from, records, by),
  };
  const createBeginOperation: typeof beginOperation.createBeginOperation = (parts) =>
    original.createBeginOperation({ ...parts, people, decisions });
  return { ...original, createBeginOperation };
});

let gateway: Gateway;
let truth: readonly TruePerson[];

beforeAll(async () => {
  gateway = await startGateway({ vendors: TRIO });
  truth = truePeople(gateway.sandbox.world, TRIO);
});
afterAll(() => gateway.stop());
beforeEach(() => know(truth, TRIO));

function know(everybody: readonly TruePerson[], crawled: readonly string[]): void {
  const persons = everybody.map(({ records }) => ({
    members: records.map(({ source, id, madeAtMs }) => ({
      of: `${source}/${id}`,
      createdAt: new Date(madeAtMs).toISOString(),
    })),
  }));
  held.store = fakePeople(persons, crawled);
}

const statements = (): readonly string[] => held.store?.statements ?? [];

describe("a page of 50 customers whom the store knows", () => {
  it("costs one statement, and no look-up at any vendor", async () => {
    const { data, errors } = await gateway.ask({ query: CUSTOMER_PAGE, variables: { first: 50 } });
    expect(errors).toEqual([]);
    expect((data as CustomerPageData).customers?.edges).toHaveLength(50);
    expect(statements()).toEqual(["ofRecords"]);
    const counts = new Map<string, number>();
    for (const { vendor, path } of gateway.exchanges) {
      counts.set(`${vendor} ${path}`, (counts.get(`${vendor} ${path}`) ?? 0) + 1);
    }
    const payments = counts.get("stripe /v1/payment_intents");
    expect(payments).toBeGreaterThan(0);
    expect(Object.fromEntries(counts)).toEqual({
      "hubspot /crm/v3/objects/contacts": 1,
      "hubspot /crm/v3/objects/companies/batch/read": 1,
      "hubspot /crm/v3/objects/deals/batch/read": counts.get("hubspot /crm/v3/objects/deals/batch/read"),
      "hubspot /crm/v3/pipelines/deals": 1,
      "zendesk /api/v2/search": 1, // their tickets
      "stripe /v1/payment_intents": payments,
    });
  });
});

describe("all customers whom the store knows", () => {
  it.each([
    ["a CRM, a desk and a payments provider", TRIO],
    ["three CRMs, two desks and a payments provider", STORELESS],
  ])("are everybody, once, over %s", async (_, vendors) => {
    const over = vendors === TRIO ? gateway : await startGateway({ vendors });
    if (over !== gateway) onTestFinished(() => over.stop());
    const everybody = truePeople(over.sandbox.world, vendors);
    know(everybody, vendors);
    const query = `query ($first: Int, $after: String) {
      customers(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
        nodes { links { source recordId } } } }`;
    interface Node {
      readonly links: readonly { readonly source: string; readonly recordId: string }[];
    }
    const { nodes } = await readConnection<Node>(over, query, "customers", 100);
    const names = (records: readonly string[]): string => records.toSorted().join(" ");
    const listed = nodes.map(({ links }) => names(links.map(({ source, recordId }) => `${source}/${recordId}`)));
    const expected = everybody.map(({ records }) => names(records.map(({ source, id }) => `${source}/${id}`)));
    expect(listed.toSorted()).toEqual(expected.toSorted());
    const { data } = await over.ask({ query: "{ customers(first: 1) { totalCount } }" });
    expect(data).toEqual({ customers: { totalCount: everybody.length } });
  });
});

describe("a decision by hand", () => {
  const PAIR = `{ customers(first: 2) { nodes { id links { recordId } } } }`;
  interface Pair {
    readonly customers: { readonly nodes: readonly { readonly id: string; readonly links: readonly unknown[] }[] };
  }
  const pair = async () => ((await gateway.ask({ query: PAIR })).data as Pair).customers.nodes;

  it("is seen by whoever asks next, though the answer was kept", async () => {
    const before = await pair();
    held.store?.statements.splice(0);
    expect(await pair()).toEqual(before);
    expect(statements()).toEqual([]); // kept
    const [first, second] = before;
    const merge = `mutation ($customers: [ID!]!) {
      mergeCustomers(input: { customers: $customers }) { customer { id links { recordId } } userErrors { message } } }`;
    const variables = { customers: [first?.id, second?.id] };
    const { data, errors } = await gateway.ask({ query: merge, variables });
    expect(errors).toEqual([]);
    const after = await pair();
    expect(after[0]).toEqual((data as { mergeCustomers: { customer: unknown } }).mergeCustomers.customer);
    expect(after[0]?.links).toHaveLength((first?.links.length ?? 0) + (second?.links.length ?? 0));
    expect(after[1]?.id).not.toBe(second?.id);
    // The id of the one that was merged finds the other.
    const found = await gateway.ask({
      query: "query ($id: ID!) { customer(id: $id) { id } }",
      variables: { id: second?.id },
    });
    expect(found.data).toEqual({ customer: { id: first?.id } });
  });
});
