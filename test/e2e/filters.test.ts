// Filters on every connection: what sources can't do is refused before they are asked, and nobody filters by what they may
// not read.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startGateway, TRIO, type Gateway } from "../support/gateway.ts";

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({ vendors: TRIO, config: { cache: { responses: false, entities: false } } });
});
beforeEach(() => gateway.forget());
afterAll(() => gateway.stop());

const TICKETS = "{ customers(first: 2) { nodes { tickets(filter: $filter) { nodes { id } } } } }";

describe("what a source can't do", () => {
  it.each<[string, { query: string; variables?: Record<string, unknown> }]>([
    [
      "is refused where the operation says it",
      { query: TICKETS.replace("$filter", '{ subject: { startsWith: "x" } }') },
    ],
    [
      "is refused where variables say it",
      {
        query: `query ($filter: TicketFilter) ${TICKETS}`,
        variables: { filter: { or: [{ status: { eq: "OPEN" } }, { subject: { startsWith: "x" } }] } },
      },
    ],
  ])("%s, below what would be read first, and nothing is read", async (_, question) => {
    const { errors, data } = await gateway.ask(question);
    expect(data ?? null).toBeNull();
    expect(errors.map(({ message, extensions }) => [message, extensions.code])).toEqual([
      [
        expect.stringMatching(
          /^zendesk can't filter Ticket of a Contact by subject \(startsWith\): it can filter by status/,
        ),
        "UNSUPPORTED_BY_SOURCE",
      ],
    ]);
    expect(gateway.calls()).toEqual({});
  });

  it("is what alternatives of several fields are to most, and the answer says who can", async () => {
    const query = `{ deals(filter: { or: [{ name: { contains: "x" } }, { createdAt: { gte: "2020-01-01T00:00:00Z" } }] }) { nodes { id } } }`;
    const { errors } = await gateway.ask({ query });
    expect(errors[0]?.message).toContain("hubspot can't ");
    expect(gateway.calls()).toEqual({});
  });

  it("is asked of nobody where @skip leaves it out", async () => {
    const tickets = TICKETS.replace("$filter) {", '{ subject: { startsWith: "x" } }) @skip(if: $no) {');
    const { errors } = await gateway.ask({ query: `query ($no: Boolean!) ${tickets}`, variables: { no: true } });
    expect(errors).toEqual([]);
  });
});

describe("what is here already", () => {
  it("is filtered by every field, in every way", async () => {
    const deals = (filter: string): string =>
      `{ customers(first: 10) { nodes { deals(first: 50, filter: ${filter}) { nodes { name amount { minorUnits currency } } } } } }`;
    interface Deals {
      customers: {
        nodes: { deals: { nodes: { name: string; amount: { minorUnits: number; currency: string } }[] } }[];
      };
    }
    const read = async (filter: string) => {
      const { data, errors } = await gateway.ask({ query: deals(filter) });
      expect(errors).toEqual([]);
      return (data as unknown as Deals).customers.nodes.flatMap((each) => each.deals.nodes);
    };
    const all = await read("{}");
    const currency = all[0]?.amount.currency ?? "EUR";
    const [word = ""] = all[0]?.name.split(" ") ?? [];
    const amounts = all.map(({ amount }) => amount.minorUnits).toSorted((a, b) => a - b);
    const middle = amounts[Math.floor(amounts.length / 2)] ?? 0;
    const found = await read(
      `{ or: [{ name: { startsWith: "${word.toUpperCase()}" } }, { amount: { currency: ${JSON.stringify(currency)}, lt: ${middle} } }] }`,
    );
    const isMet = ({ name, amount }: (typeof all)[number]): boolean =>
      name.toLowerCase().startsWith(word.toLowerCase()) || (amount.currency === currency && amount.minorUnits < middle);
    expect(found.map(({ name }) => name)).toEqual(all.filter(isMet).map(({ name }) => name));
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(all.length);
  });
});

describe("a field that the caller may not read", () => {
  const query = "query ($filter: CustomerFilter) { customers(first: 1, filter: $filter) { nodes { id } } }";
  const byPhone = { phone: { startsWith: "+49" } };

  it.each<[string, { query: string; variables?: Record<string, unknown> }]>([
    ["literally", { query: '{ customers(first: 1, filter: { phone: { startsWith: "+49" } }) { nodes { id } } }' }],
    [
      "inside and, in or",
      { query: "{ customers(filter: { or: [{ and: { phone: { isNull: true } } }] }) { nodes { id } } }" },
    ],
    ["in a variable", { query, variables: { filter: byPhone } }],
    ["deep in a variable", { query, variables: { filter: { and: [{ or: [{ and: [byPhone] }] }] } } }],
    [
      "in a variable inside a literal",
      {
        query: "query ($p: StringFilter) { customers(filter: { or: [{ phone: $p }] }) { nodes { id } } }",
        variables: { p: { eq: "+4930123456" } },
      },
    ],
  ])("filters nothing %s", async (_, question) => {
    const { data, errors } = await gateway.ask({ ...question, roles: ["MARKETING"] });
    expect(data).toEqual({ customers: null });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(["FORBIDDEN"]);
    expect(gateway.calls()).toEqual({});
  });
});
