// A page of customers over the schema, its planner and a store of who is who: what it costs, and what it holds.
import { describe, expect, it } from "vitest";
import { fakePeople } from "../../support/fake-people.ts";
import { idOfCustomer, ids, nameOfId, peopleBook, peopleGateway } from "../../support/people-books.ts";

const PAGE = `query ($first: Int, $after: String) {
  customers(first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      id displayName email company { name }
      tickets { nodes { id } }
      links { source recordId rule confidence linkedAt }
      provenance { field source asOf }
    }
  }
}`;

interface Page {
  readonly customers: {
    readonly totalCount: number | null;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly {
      readonly id: string;
      readonly tickets: { readonly nodes: readonly { readonly id: string }[] };
      readonly links: readonly unknown[];
    }[];
  };
}

/** A hundred people whom the CRM knows, and the desk under other addresses; the desk has ten more. */
function open() {
  const serials = Array.from({ length: 110 }, (_, index) => index);
  const known = serials.slice(0, 100);
  const crm = peopleBook({
    name: "crm",
    kind: "crm",
    pageSize: 100,
    people: known.map((serial) => ({ id: `c${serial}`, name: `Person ${serial}`, email: `p${serial}@example.com` })),
  });
  const desk = peopleBook({
    name: "desk",
    kind: "desk",
    people: serials.map((serial) => ({ id: `d${serial}`, email: `p${serial}+desk@example.com` })),
  });
  const persons = serials.map((serial) => ({
    members: serial < 100 ? [`crm/c${serial}`, `desk/d${serial}`] : [`desk/d${serial}`],
  }));
  const store = fakePeople(persons, ["crm", "desk"]);
  const gateway = peopleGateway({ books: [crm, desk], store });
  const page = async (first: number, after: string | null = null): Promise<Page["customers"]> => {
    const { data, errors } = await gateway.ask(PAGE, { variables: { first, after } });
    expect(errors).toBeUndefined();
    return (data as unknown as Page).customers;
  };
  return { crm, desk, store, page, ask: gateway.ask };
}

describe("a page of 50 customers whom the store knows", () => {
  it("costs one statement for who is who, and looks nobody up", async () => {
    const { crm, desk, store, page } = open();
    const { nodes } = await page(50);
    expect(nodes).toHaveLength(50);
    expect(nodes[7]).toMatchObject({ tickets: { nodes: [{}, {}] }, links: [{ source: "crm" }, { source: "desk" }] });
    // The total is a statement of its own, for those who ask for it.
    expect(store.statements.toSorted()).toEqual(["count", "ofRecords"]);
    expect(crm.calls.map(({ what }) => what)).toEqual(["list", "tickets of"]);
    expect(desk.calls.map(({ what }) => what)).toEqual(["tickets of"]);
  });

  it("goes on into the next source by the store's list, with one read of its records", async () => {
    const { desk, store, page } = open();
    const first = await page(100);
    desk.calls.length = 0;
    store.statements.length = 0;
    const rest = await page(50, first.pageInfo.endCursor);
    expect(rest.nodes.map(({ id }) => nameOfId(id))).toEqual(
      Array.from({ length: 10 }, (_, index) => `desk/d${100 + index}`),
    );
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    expect([first.totalCount, rest.totalCount]).toEqual([110, 110]);
    expect(desk.calls.map(({ what }) => what)).toEqual(["get", "tickets of"]);
    expect(store.statements.toSorted()).toEqual(["anchoredIn", "count"]);
  });
});

describe("whoever asks by a record", () => {
  it("gets the customer, by one statement for all of them", async () => {
    const { ask, store, crm } = open();
    const text = `{ a: ticket(id: "${ticketId("d1")}") { customer { id } } b: ticket(id: "${ticketId("d105")}") { customer { id } } }`;
    const { data } = await ask(text);
    expect(data).toEqual({
      a: { customer: { id: idOfCustomer("crm/c1") } },
      b: { customer: { id: idOfCustomer("desk/d105") } },
    });
    expect(store.statements).toEqual(["ofRecords"]);
    expect(crm.calls.map(({ what }) => what)).toEqual(["get"]);
  });

  it("gets it by address, by one statement for all of them", async () => {
    const store = fakePeople([
      { members: [{ of: "crm/c1", email: "old@example.com" }] },
      { members: [{ of: "crm/c2", email: "two@example.com" }] },
    ]);
    const crm = peopleBook({ name: "crm", kind: "crm", people: [{ id: "c1" }, { id: "c2" }] });
    const { ask } = peopleGateway({ books: [crm], store });
    const { data } = await ask(
      `{ a: customerByEmail(email: "Old@example.com") { id } b: customerByEmail(email: "two@example.com") { id } }`,
    );
    expect(data).toEqual({ a: { id: idOfCustomer("crm/c1") }, b: { id: idOfCustomer("crm/c2") } });
    expect(store.statements).toEqual(["byEmails"]);
    expect(crm.calls.map(({ what, keys }) => `${what} ${keys}`)).toEqual(["get c1,c2"]);
  });

  it("gets it by `node` too", async () => {
    const { ask } = open();
    const { data } = await ask(`{ node(id: "${idOfCustomer("desk/d1")}") { id } }`);
    expect(data).toEqual({ node: { id: idOfCustomer("crm/c1") } });
  });
});

function ticketId(person: string): string {
  return ids.encodeId("Ticket", "desk", `t-${person}`);
}
