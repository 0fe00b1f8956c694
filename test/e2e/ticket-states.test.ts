// A filter by state asks each source in its own words, of which it has more or fewer than we have.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectors } from "../../src/connectors/index.ts";
import { listedVendors } from "../../src/sandbox/vendor-list.ts";
import { startGateway, type Gateway } from "../support/gateway.ts";
import { readConnection } from "../support/read-connection.ts";

const STATES = ["NEW", "OPEN", "PENDING", "ON_HOLD", "SOLVED", "CLOSED"];
const sources = connectors
  .filter(({ entities }) => entities.Ticket !== undefined)
  .map(({ name }) => name)
  .filter((name) => listedVendors.some((vendor) => vendor.name === name));

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ sandbox: { customers: 150 } });
});
afterAll(() => gateway.stop());

interface Ticket {
  readonly id: string;
  readonly status: string;
}

describe.each(sources)("tickets of %s", (source) => {
  const read = async (filter: string): Promise<readonly Ticket[]> => {
    const query = `query Tickets($first: Int!, $after: String) {
      tickets(first: $first, after: $after, filter: { source: { in: ["${source}"] } ${filter} }) {
        pageInfo { hasNextPage endCursor }
        edges { node { id status } }
      }
    }`;
    return (await readConnection<Ticket>(gateway, query, "tickets", 100)).nodes;
  };

  it("are all there when all states are asked for, and each in one state when each is asked for alone", async () => {
    const all = await read("");
    expect(all.length).toBeGreaterThan(20);
    const ids = (tickets: readonly Ticket[]): string[] => tickets.map(({ id }) => id).toSorted();
    expect(ids(await read(`status: { in: [${STATES.join(", ")}] }`))).toEqual(ids(all));
    for (const state of STATES) {
      const wanted = all.filter(({ status }) => status === state);
      expect(ids(await read(`status: { in: [${state}] }`)), state).toEqual(ids(wanted));
    }
  });

  it("are all there when all priorities are asked for, but those that have none", async () => {
    const withPriority = await read("priority: { in: [LOW, NORMAL, HIGH, URGENT] }");
    expect(withPriority.length).toBeGreaterThan(5);
    expect(withPriority.length).toBeLessThanOrEqual((await read("")).length);
  });

  it("can't be asked for in a state that is unknown to us", async () => {
    const { errors } = await gateway.ask({
      query: `{ tickets(first: 1, filter: { source: { in: ["${source}"] }, status: { in: [OPEN, UNKNOWN] } }) { nodes { id } } }`,
    });
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining("can't filter by status UNKNOWN"),
        extensions: { code: "UNSUPPORTED_BY_SOURCE" },
      },
    ]);
  });
});

it("are asked for of all sources at once", async () => {
  const query = `{
    tickets(first: 100, filter: { status: { in: [${STATES.join(", ")}] } }) { nodes { id } }
    customers(first: 20) { nodes { tickets(first: 20, filter: { status: { in: [${STATES.join(", ")}] } }) { nodes { id } } } }
  }`;
  expect((await gateway.ask({ query })).errors).toEqual([]);
});
