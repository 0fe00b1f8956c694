// The promised queries on each source alone and on sources together, compared with the sandbox's own truth.
import { SANDBOX_BRANDS } from "../../src/cli/sandbox-token.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_QUERY } from "../../src/graphql/default-query.ts";
import { listedVendors } from "../../src/sandbox/vendor-list.ts";
import type { Vendor } from "../../src/sandbox/vendor-server.ts";
import {
  bookOf,
  byPrecedence,
  ruleOf,
  trueDealings,
  trueFace,
  truePeople,
  type TruePerson,
  type TrueRecord,
} from "../support/customer-truth.ts";
import { fillStore } from "../support/fill-store.ts";
import { vendorBooks, type Dealing, type DealingKind } from "../support/vendor-books.ts";
import { startGateway, STORELESS, type Gateway } from "../support/gateway.ts";
import { BY_EMAIL, CUSTOMER_PAGE, NODE, ONE_CUSTOMER } from "../support/queries.ts";
import { readConnection } from "../support/read-connection.ts";

const all = listedVendors.map(({ name }) => name).filter((name) => vendorBooks[name] !== undefined);
const ofKind = (kind: string): Vendor["name"][] => STORELESS.filter((name) => bookOf(name).kind === kind);
/** Each alone, one of each kind in every combination, two payments providers that name different CRMs, and all. */
const selections: (readonly Vendor["name"][])[] = [
  ...all.map((name) => [name]),
  ...ofKind("crm").flatMap((crm) =>
    ofKind("desk").flatMap((desk) => ofKind("payments").map((pay) => [crm, desk, pay])),
  ),
  ["dynamics", "stripe", "paypal"],
  all,
];

const LINKS = `query Links($first: Int!, $after: String) {
  customers(first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id
      links { source recordId rule confidence }
      activities(first: 5) { nodes { kind subject createdAt } }
    }
  }
}`;

interface Listed {
  readonly id: string;
  readonly links: readonly { source: string; recordId: string; rule: string; confidence: number }[];
  readonly activities: { readonly nodes: readonly unknown[] };
}

interface Found {
  readonly nodes: readonly { readonly id: string }[];
}

interface Shown {
  readonly id: string;
  readonly company: { readonly id: string } | null;
  readonly deals: Found;
  readonly tickets: Found;
  readonly payments: Found;
}

describe.each(selections.map((names) => [names.join(", "), names] as const))("on %s", (_, names) => {
  let gateway: Gateway;
  let people: TruePerson[];
  let listed: Listed[];
  let shown: Shown[];
  /** By source and the vendor's id. */
  const known = new Map<string, { readonly person: TruePerson; readonly record: TrueRecord }>();

  beforeAll(async () => {
    const customers = names.includes("paypal") && names !== all ? 900 : 300; // hardly one in ten has paid there
    gateway = await startGateway({ vendors: names, sandbox: { customers }, brands: SANDBOX_BRANDS });
    await fillStore(gateway);
    people = truePeople(gateway.sandbox.world, names);
    for (const person of people) {
      for (const record of person.records) known.set(`${record.source} ${record.id}`, { person, record });
    }
    shown = (await readConnection<Shown>(gateway, CUSTOMER_PAGE, "customers", 50)).nodes;
    listed = (await readConnection<Listed>(gateway, LINKS, "customers", 70)).nodes;
  }, 120_000);
  afterAll(() => gateway.stop());

  const recordsOf = ({ links }: Listed): TrueRecord[] =>
    links.map(({ source, recordId }) => {
      const found = known.get(`${source} ${recordId}`);
      if (found === undefined) throw new Error(`There is no ${recordId} in ${source}`);
      return found.record;
    });
  const personOf = (record: TrueRecord | undefined): TruePerson | undefined =>
    record === undefined ? undefined : known.get(`${record.source} ${record.id}`)?.person;

  it("lists the same customers in the same order whatever is asked of them, and in pages of any size", () => {
    expect(shown.map(({ id }) => id)).toEqual(listed.map(({ id }) => id));
    expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
  });

  it("never takes two people for one, and loses no record of anybody", () => {
    const found = new Set<TrueRecord>();
    for (const customer of listed) {
      const records = recordsOf(customer);
      expect(new Set(records.map(personOf)).size).toBe(1);
      expect(new Set(records).size).toBe(records.length);
      for (const record of records) found.add(record);
    }
    expect(found.size).toBe(known.size);
    expect(known.size).toBeGreaterThan(50);
  });

  it("lists everybody once whose records a direct link joins, by the first source's record", () => {
    const customersOf = Map.groupBy(listed, (customer) => personOf(recordsOf(customer)[0]));
    for (const person of people.filter(({ isOne }) => isOne)) {
      const customers = customersOf.get(person) ?? [];
      const [anchor, ...others] = person.records;
      const links = others.map((other) => ({
        source: other.source,
        recordId: other.id,
        rule: anchor === undefined ? null : ruleOf(anchor, other, names),
      }));
      expect(customers).toHaveLength(1);
      expect(customers[0]?.links[0]).toEqual({
        source: anchor?.source,
        recordId: anchor?.id,
        rule: "ANCHOR",
        confidence: 1,
      });
      expect(customers[0]?.links.slice(1)).toHaveLength(links.length);
      expect(customers[0]?.links).toMatchObject(
        expect.arrayContaining(links.map((link) => expect.objectContaining(link))),
      );
    }
    for (const person of people.filter(({ isOne }) => !isOne)) {
      expect(customersOf.get(person)?.length).toBeGreaterThan(1);
    }
    const several = people.filter(
      ({ records, isOne }) => isOne && new Set(records.map(({ source }) => source)).size > 1,
    );
    expect(several.length > 20).toBe(names.length > 1);
  });

  it("anchors on the CRMs, then the desks, then the payments, each in the order of its record's making", () => {
    const anchors = listed.map((customer) => recordsOf(customer)[0]);
    const order = byPrecedence(names);
    const places = anchors.map((anchor) => order.indexOf(anchor?.source ?? "hubspot"));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    for (const source of names) {
      const made = anchors.flatMap((anchor) => (anchor?.source === source ? [anchor.madeAtMs] : []));
      const ascending = made.toSorted((a, b) => a - b);
      expect(made).toEqual(bookOf(source).isNewestFirst === true ? ascending.toReversed() : ascending);
    }
  });

  const dealingsOf = (customer: Listed, kind: DealingKind, first = 5): Dealing[] => {
    const isOpen = ({ shown: { status } }: Dealing): boolean => status === "OPEN" || status === "PENDING";
    return trueDealings(gateway.sandbox.world, names, recordsOf(customer), kind, first, (dealing) =>
      kind === "tickets" ? isOpen(dealing) : true,
    );
  };
  const nodesOf = (customer: Listed, kind: DealingKind, first = 5): { nodes: unknown[] } => ({
    nodes: dealingsOf(customer, kind, first).map(({ shown: one }) => one),
  });

  /** The sources that know the customer and can't list subscriptions of a person. */
  const refusersOf = (customer: Listed): Vendor["name"][] => {
    const sources = recordsOf(customer).map(({ source }) => source);
    return [...new Set(sources)].filter((source) => bookOf(source).cannot?.includes("subscriptions") === true);
  };
  const isRefusedOnly = (customer: Listed): boolean => {
    const payers = recordsOf(customer).filter(({ source }) => bookOf(source).kind === "payments");
    return refusersOf(customer).length > 0 && payers.every(({ source }) => refusersOf(customer).includes(source));
  };

  it("shows of each what all of their records hold, newest first", () => {
    for (const [index, customer] of listed.entries()) {
      const [anchor] = recordsOf(customer);
      if (anchor === undefined) throw new Error("A customer has no anchor");
      expect(shown[index]).toMatchObject({
        ...trueFace(gateway.sandbox.world, anchor),
        deals: nodesOf(customer, "deals"),
        tickets: nodesOf(customer, "tickets"),
        payments: nodesOf(customer, "payments"),
      });
      expect(customer.activities).toEqual(nodesOf(customer, "activities"));
    }
  });

  it("shows one customer with company, invoices and subscriptions", async () => {
    const withInvoices = listed.filter((one) => dealingsOf(one, "invoices").length > 0);
    const withRefusers = listed.filter((one) => refusersOf(one).length > 0);
    for (const customer of [...listed.slice(0, 3), ...withInvoices.slice(0, 12), ...withRefusers.slice(0, 12)]) {
      const { data, errors } = await gateway.ask({ query: ONE_CUSTOMER, variables: { id: customer.id } });
      expect(errors).toMatchObject(
        refusersOf(customer).map((source) => ({
          path: ["customer", "subscriptions"],
          extensions: { code: "UNSUPPORTED_BY_SOURCE", source },
        })),
      );
      expect(errors).toHaveLength(refusersOf(customer).length);
      expect(data).toMatchObject({
        customer: {
          id: customer.id,
          invoices: nodesOf(customer, "invoices", 3),
          subscriptions: isRefusedOnly(customer) ? null : nodesOf(customer, "subscriptions", 3),
        },
      });
    }
    expect(withRefusers.length > 0).toBe(names.some((name) => bookOf(name).cannot !== undefined));
    expect(withInvoices.length > 0).toBe(names.some((name) => bookOf(name).kind === "payments"));
  });

  it("finds people by the address that any of their records has, in any case", async () => {
    const joined = listed.filter((one) => personOf(recordsOf(one)[0])?.isOne === true);
    for (const customer of [...joined.slice(0, 5), ...joined.slice(-5)]) {
      for (const { record } of recordsOf(customer)) {
        if (record.email === null) continue;
        const { data, errors } = await gateway.ask({
          query: BY_EMAIL,
          variables: { email: record.email.toUpperCase() },
        });
        expect(errors).toEqual([]);
        expect(data).toMatchObject({ customerByEmail: { id: customer.id, links: customer.links } });
      }
    }
  });

  it("finds anything by its id, with the comments of tickets and the refunds of payments", async () => {
    const wanted: (readonly [id: string | undefined, expected: object])[] = shown
      .flatMap(
        ({ id, company }) =>
          [
            [id, { __typename: "Customer" }],
            [company?.id, { __typename: "Company" }],
          ] as const,
      )
      .slice(0, 8);
    for (const [kind, type] of [
      ["deals", "Deal"],
      ["tickets", "Ticket"],
      ["payments", "Payment"],
    ] as const) {
      const found = listed.flatMap((customer, index) =>
        dealingsOf(customer, kind).map(
          ({ inner }, place) => [shown[index]?.[kind].nodes[place]?.id, { __typename: type, ...inner }] as const,
        ),
      );
      wanted.push(...found.slice(0, 25));
    }
    for (const [id, expected] of wanted) {
      if (id === undefined) continue; // no company
      const { data, errors } = await gateway.ask({ query: NODE, variables: { id } });
      expect(errors).toEqual([]);
      expect(data).toMatchObject({ node: { id, ...expected } });
    }
  });

  it("answers what GraphiQL opens on", async () => {
    const { data, errors } = await gateway.ask({ query: DEFAULT_QUERY });
    expect(errors).toEqual([]);
    expect(data).toMatchObject({ customers: { nodes: [{}, {}, {}, {}, {}], pageInfo: { hasNextPage: true } } });
  });
});
