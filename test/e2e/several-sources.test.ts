// Two desks of one connector, over one made-up world: what is theirs is one list, and each answers for itself alone.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sandboxDocument } from "../../src/cli/sandbox-config.ts";
import { connectors } from "../../src/connectors/index.ts";
import { startSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import type { Exchange } from "../../src/sandbox/vendor-server.ts";
import { startGateway, TRIO, type Answer, type Gateway } from "../support/gateway.ts";

const NORTH = ["North"];

let second: Sandbox;
/** What the second desk was asked. */
const asked: Exchange[] = [];
let gateway: Gateway;

beforeAll(async () => {
  second = await startSandbox({
    customers: 400,
    seed: 1,
    latencyMs: 0,
    rateScale: 1_000,
    vendors: ["zendesk"],
    onExchange: (exchange) => asked.push(exchange),
  });
  const [source] = sandboxDocument(second, connectors).document["sources"] as [Record<string, unknown>];
  const externalIds = [{ field: "external_id", source: "hubspot" }];
  gateway = await startGateway({
    vendors: TRIO,
    config: { cache: { responses: false, entities: false, links: false } },
    moreSources: [
      { ...source, name: "second-desk", brands: NORTH, externalIds, limits: { maxRetries: 0, breakerFailures: 1_000 } },
    ],
  });
});
afterAll(async () => {
  await gateway.stop();
  await second.stop();
});
beforeEach(async () => {
  desk().faults.clear();
  await vi.waitUntil(async () => (await tickets("first: 1")).errors.length === 0, { timeout: 10_000 });
  gateway.forget();
  asked.length = 0;
});

function desk() {
  const { zendesk } = second.sources;
  if (zendesk === undefined) throw new Error("no second desk");
  return zendesk;
}

const tickets = (args: string, brands: readonly string[] = NORTH) =>
  gateway.ask({ query: `{ tickets(${args}) { pageInfo { hasNextPage endCursor } nodes { id updatedAt } } }`, brands });

interface Page {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly { readonly id: string; readonly updatedAt: string }[];
}

const pageIn = ({ data }: Answer): Page => (data as { tickets: Page }).tickets;

const ofCustomers = (args: string, brands: readonly string[] = NORTH) =>
  gateway.ask({
    query: `{ customers(first: 30) { nodes { tickets(${args}) { pageInfo { hasNextPage } nodes { id updatedAt } edges { node { id } } } } } }`,
    brands,
  });

interface OfCustomer {
  readonly nodes: readonly ({ readonly id: string; readonly updatedAt: string } | null)[];
  readonly edges: readonly ({ readonly node: { readonly id: string } } | null)[];
}

const listsIn = ({ data }: Answer): OfCustomer[] =>
  (data as { customers: { nodes: { tickets: OfCustomer }[] } }).customers.nodes.map((customer) => customer.tickets);

describe("a list of two sources", () => {
  it("is in the order asked for, page after page, without loss or repeat", async () => {
    const { world } = gateway.sandbox;
    const found: Page["nodes"][number][] = [];
    for (let after = ""; ;) {
      const args = `first: 150, orderBy: { field: UPDATED_AT, direction: DESC }${after}`;
      const answer = await tickets(args);
      expect(answer.errors).toEqual([]);
      const { nodes, pageInfo } = pageIn(answer);
      found.push(...nodes);
      // A search of Zendesk's ends after 1,000.
      if (!pageInfo.hasNextPage || found.length >= 600) break;
      after = `, after: "${pageInfo.endCursor}"`;
    }
    const times = found.map(({ updatedAt }) => updatedAt);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    const newest = Array.from({ length: world.tickets.size }, (_, serial) => world.tickets.at(serial).updatedAt)
      .toSorted((a, b) => b - a)
      .flatMap((at) => [at, at]); // both desks have each
    expect(times.map((time) => Math.floor(Date.parse(time) / 1_000))).toEqual(
      newest.slice(0, found.length).map((at) => Math.floor(at / 1_000)),
    );
  });

  it("is in the order asked for though the query does not select what it is ordered by", async () => {
    const list = async (fields: string) => {
      const args = "first: 20, orderBy: { field: UPDATED_AT, direction: DESC }";
      const { data } = await gateway.ask({ query: `{ tickets(${args}) { nodes { ${fields} } } }`, brands: NORTH });
      return (data as { tickets: Page }).tickets.nodes.map(({ id }) => id);
    };
    expect(await list("id")).toEqual(await list("id updatedAt"));
  });

  it("asks the sources one after the other where no order is asked for", async () => {
    await tickets("first: 5");
    expect(asked).toEqual([]);
    expect(gateway.calls()).toEqual({ zendesk: 1 });
  });

  it("fails whole where one fails and an order is asked for, by name; without it the other still answers", async () => {
    desk().faults.set({ serverError: {} });
    const orderBy = "orderBy: { field: UPDATED_AT }";
    const whole = await tickets(`first: 5, ${orderBy}`);
    expect(whole.data).toEqual({ tickets: null });
    expect(whole.errors).toMatchObject([
      { path: ["tickets"], extensions: { code: "UPSTREAM_DOWN", source: "second-desk" } },
    ]);
    const rest = await tickets(`first: 5, ${orderBy}, filter: { source: { in: ["zendesk"] } }`);
    expect([pageIn(rest).nodes.length, rest.errors]).toEqual([5, []]);
  });

  it("counts both", async () => {
    const { data } = await gateway.ask({ query: "{ tickets(first: 1) { totalCount } }", brands: NORTH });
    expect(data).toEqual({ tickets: { totalCount: 2 * gateway.sandbox.world.tickets.size } });
  });
});

describe("what a customer has in two sources", () => {
  it("is one list in order, and costs each source what it would cost alone", async () => {
    const answer = await ofCustomers("first: 5");
    expect(answer.errors).toEqual([]);
    const lists = listsIn(answer).map(({ nodes }) => nodes.map((node) => node?.updatedAt ?? ""));
    for (const times of lists) expect(times).toEqual(times.toSorted().toReversed());
    expect(lists.some((times) => times.length > 2 && times[0] === times[1])).toBe(true); // of both
    expect(asked.length).toBe(gateway.calls()["zendesk"]);
  });

  it("is what the other has, and one error, where one fails", async () => {
    const alone = listsIn(await ofCustomers('first: 5, filter: { source: { in: ["zendesk"] } }'));
    expect(asked).toEqual([]);
    desk().faults.set({ serverError: {} });
    const answer = await ofCustomers("first: 5");
    const lists = listsIn(answer);
    expect(lists.map(({ nodes }) => nodes.slice(0, -1))).toEqual(alone.map(({ nodes }) => nodes));
    expect(lists.every(({ nodes, edges }) => nodes.at(-1) === null && edges.at(-1) === null)).toBe(true);
    expect(answer.errors.length).toBeLessThanOrEqual(2); // one for `nodes` and one for `edges`, however many customers
    for (const { extensions } of answer.errors) {
      expect(extensions).toMatchObject({ code: "UPSTREAM_DOWN", source: "second-desk", repeated: 30 });
    }
  });
});

describe("a source of a brand that the caller does not have", () => {
  const EVERYTHING = `{
    customers(first: 200) { totalCount nodes { id links { source recordId } tickets(first: 3) { nodes { id } } } }
    tickets(first: 200, orderBy: { field: CREATED_AT, direction: DESC }) { totalCount nodes { id customer { id } } }
    payments(first: 5) { nodes { id customer { links { source } } } }
  }`;
  const explained = { "tributary-explain": "1" };

  it("is not in lists, relations, links, counts, what the answer cost or what went wrong, and is not asked", async () => {
    desk().faults.set({ serverError: {} });
    const answer = await gateway.ask({ query: EVERYTHING, headers: explained });
    expect(answer.errors).toEqual([]);
    expect(answer.text).not.toContain("second-desk");
    expect(Object.keys((answer.extensions as { tributary: { sources: object } }).tributary.sources).toSorted()).toEqual(
      ["hubspot", "stripe", "zendesk"],
    );
    const { customers, tickets: list } = answer.data as Record<string, { totalCount: number | null }>;
    expect([customers?.totalCount, list?.totalCount]).toEqual([null, gateway.sandbox.world.tickets.size]);
    expect(asked).toEqual([]);

    desk().faults.clear();
    const ours = await gateway.ask({ query: EVERYTHING, brands: NORTH, headers: explained });
    expect(ours.text).toContain("second-desk");
    expect(ours.extensions).toMatchObject({ tributary: { sources: { "second-desk": {} } } });
  });

  it("can't be found by id, filtered by, or gone on in", async () => {
    const only = 'filter: { source: { in: ["second-desk"] } }';
    const mine = await tickets(`first: 1, ${only}`);
    const [ticket] = pageIn(mine).nodes;
    const after = pageIn(mine).pageInfo.endCursor;
    asked.length = 0;
    const byId = await gateway.ask({
      query: "query ($id: ID!) { node(id: $id) { id } ticket(id: $id) { id } }",
      variables: { id: ticket?.id },
    });
    expect([byId.data, byId.errors]).toEqual([{ node: null, ticket: null }, []]);
    expect(pageIn(await tickets(`first: 1, ${only}`, [])).nodes).toEqual([]);
    const none = await tickets(`first: 1, filter: { source: { in: ["no-such-source"] } }`, []);
    expect(pageIn(none).nodes).toEqual([]); // the same as what there is not
    const on = await tickets(`first: 1, after: "${after}"`, []);
    expect(on.errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
    expect(on.text).not.toContain("second-desk");
    expect(asked).toEqual([]);
  });
});
