// Lists to their end, far past what the vendors' searches give (HubSpot's 10,000, Zendesk's 1,000): every record once and
// in order, 200 a page, while others are asked for by nobody.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startGateway, type Gateway } from "../support/gateway.ts";

const LEAST_ROWS = 50_000;

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({
    vendors: ["hubspot", "zendesk"],
    sandbox: { customers: 72_000 },
    config: { cache: { entities: false, responses: false, links: false } },
  });
});
afterAll(() => gateway.stop());

interface Row {
  readonly id: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

interface Page {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly Row[];
}

async function readAll(field: string, args: string): Promise<Row[]> {
  const query = `query Deep($after: String) {
    list: ${field}(first: 200, after: $after, ${args}) { pageInfo { hasNextPage endCursor } nodes { id createdAt updatedAt } }
  }`;
  const rows: Row[] = [];
  let after: string | null = null;
  do {
    const { data, errors } = await gateway.ask({ query, variables: { after } });
    expect(errors).toEqual([]);
    const { nodes, pageInfo } = (data as { list: Page }).list;
    expect(nodes.length === 200 || !pageInfo.hasNextPage).toBe(true);
    rows.push(...nodes);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return rows;
}

function checkOrder(rows: readonly Row[], field: "createdAt" | "updatedAt", direction: "ASC" | "DESC"): void {
  const times = rows.map((row) => row[field]);
  const sorted = direction === "ASC" ? times.toSorted() : times.toSorted().reverse();
  expect(times).toEqual(sorted);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
}

describe("deep paging", () => {
  it("goes through all of HubSpot's contacts in the order of their creation", { timeout: 240_000 }, async () => {
    const rows = await readAll(
      "customers",
      'filter: { source: { in: ["hubspot"] } }, orderBy: { field: CREATED_AT, direction: DESC }',
    );
    expect(rows).toHaveLength(gateway.sandbox.world.contacts.size);
    expect(rows.length).toBeGreaterThanOrEqual(LEAST_ROWS);
    checkOrder(rows, "createdAt", "DESC");
  });

  it("goes through all of Zendesk's tickets of some states, last changed first", { timeout: 240_000 }, async () => {
    const rows = await readAll(
      "tickets",
      "filter: { status: { in: [SOLVED, CLOSED] } }, orderBy: { field: UPDATED_AT, direction: DESC }",
    );
    const { data } = await gateway.ask({
      query: "{ tickets(first: 1, filter: { status: { in: [SOLVED, CLOSED] } }) { totalCount } }",
    });
    expect(rows).toHaveLength((data as { tickets: { totalCount: number } }).tickets.totalCount);
    expect(rows.length).toBeGreaterThanOrEqual(LEAST_ROWS);
    checkOrder(rows, "updatedAt", "DESC");
  });
});
