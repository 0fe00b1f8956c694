// Tributary as one subgraph of several: composed by @apollo/composition, asked through @apollo/gateway.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startGateway, TRIO, type Gateway } from "../support/gateway.ts";
import { startRouter, type Router } from "../support/supergraph.ts";

const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Customer { id displayName }
    ... on Ticket { subject }
    ... on Payment { amount { minorUnits } }
  }
}`;

interface Ids {
  readonly customers: { readonly nodes: readonly { readonly id: string }[] };
  readonly tickets: { readonly nodes: readonly { readonly id: string; readonly subject: string }[] };
  readonly payments: { readonly nodes: readonly { readonly id: string }[] };
}

const options = { vendors: TRIO, config: { federation: { enabled: true }, cache: { responses: false } } };
let gateway: Gateway;
let router: Router;
let ids: Ids;
beforeAll(async () => {
  const asked = await startGateway(options);
  const { data } = await asked.ask({
    query: `{ customers(first: 200) { nodes { id } } tickets(first: 20) { nodes { id subject } } payments(first: 3) { nodes { id } } }`,
  });
  ids = data as Ids;
  const sdl = (await asked.ask({ query: "{ _service { sdl } }" })).data as { _service: { sdl: string } };
  await asked.stop();
  // Another process on the same data, with nothing cached: ids outlive a process.
  gateway = await startGateway(options);
  router = await startRouter(gateway.url, sdl._service.sdl, {
    orders: ids.customers.nodes.slice(0, 40).map(({ id }, index) => ({ number: index + 1, customerId: id })),
    reviews: ids.tickets.nodes.map(({ id }, index) => ({ stars: (index % 5) + 1, ticketId: id })),
  });
});
afterAll(async () => {
  await router.stop();
  await gateway.stop();
});
beforeEach(() => gateway.forget());

const pathsCalled = () => gateway.exchanges.map(({ path }) => path);
const customers = (count: number) =>
  ids.customers.nodes.slice(0, count).map(({ id }) => ({ __typename: "Customer", id }));
const entities = (representations: readonly unknown[], roles: Parameters<Gateway["ask"]>[0]["roles"] = ["ADMIN"]) =>
  gateway.ask({ query: ENTITIES, variables: { representations }, roles });

describe("_entities", () => {
  it("reads two hundred customers in as many calls as the vendor's batches take", async () => {
    const { data, errors } = await entities(customers(200));
    expect(errors).toEqual([]);
    expect((data as { _entities: { id: string }[] })._entities.map(({ id }) => id)).toEqual(
      ids.customers.nodes.map(({ id }) => id),
    );
    expect(pathsCalled()).toEqual(Array.from({ length: 2 }, () => "/crm/v3/objects/contacts/batch/read"));
  });

  it("serves them from the entity cache, and gives the compiled plan's answer as the first run's", async () => {
    const first = await entities(customers(200));
    gateway.forget();
    const second = await entities(customers(200));
    expect(pathsCalled()).toEqual([]);
    expect(second.text).toBe(first.text);
  });

  it("answers for each in its place: null for what is not there, an error for what is not ours", async () => {
    const [payment] = ids.payments.nodes;
    const { data, errors } = await entities([
      ...customers(1),
      { __typename: "Ticket", id: "somebody else's" },
      { __typename: "Product", id: "1" },
      { __typename: "Ticket", id: payment?.id },
      { id: payment?.id },
      { __typename: "Ticket", id: ids.tickets.nodes[0]?.id },
    ]);
    const [customer, ...rest] = (data as { _entities: unknown[] })._entities;
    expect(customer).toMatchObject({ displayName: expect.any(String) });
    expect(rest).toEqual([null, null, null, null, { subject: ids.tickets.nodes[0]?.subject }]);
    expect(errors.map(({ path, extensions: { code } }) => [path, code])).toEqual(
      [1, 2, 3, 4].map((index) => [["_entities", index], "BAD_USER_INPUT"]),
    );
  });

  it("asks no source for a type that the caller may not read, and says so once", async () => {
    const denied = ids.payments.nodes.map(({ id }) => ({ __typename: "Payment", id }));
    const { data, errors } = await entities([...denied, ...customers(1)], ["SALES"]);
    expect((data as { _entities: unknown[] })._entities.slice(0, 3)).toEqual([null, null, null]);
    expect(errors).toMatchObject([
      { message: "Payment needs FINANCE", path: ["_entities", 0], extensions: { code: "FORBIDDEN", repeated: 3 } },
    ]);
    expect(gateway.calls()["stripe"]).toBeUndefined();
  });

  it("is refused before the first call when it would cost too many, or names too many", async () => {
    const small = await startGateway({
      vendors: TRIO,
      config: { federation: { enabled: true, maxRepresentations: 5 }, graphql: { maxCost: 2 } },
    });
    const ask = (representations: readonly unknown[], query = ENTITIES) =>
      small.ask({ query, variables: { representations } });
    const many = await ask(customers(6));
    expect(many.errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", limit: "representations", value: 6 } }]);
    const dear = await ask(customers(5)); // a call for each of Stripe's, and one to look them up elsewhere
    expect(dear.errors).toMatchObject([{ extensions: { code: "QUERY_TOO_COMPLEX", limit: "calls", value: 6 } }]);
    expect(small.calls()).toEqual({});
    await small.stop();
  });
});

describe("_service", () => {
  it("is for those whom the configuration names", async () => {
    const { data, errors } = await gateway.ask({ query: "{ _service { sdl } }", roles: ["SALES"] });
    expect(data).toEqual({ _service: { sdl: null } });
    expect(errors).toMatchObject([{ message: "_Service.sdl needs ADMIN", extensions: { code: "FORBIDDEN" } }]);
  });

  it("is not there where federation is off", async () => {
    const plain = await startGateway({ vendors: ["zendesk"] });
    const { errors } = await plain.ask({ query: "{ _service { sdl } }" });
    expect(errors).toMatchObject([{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }]);
    await plain.stop();
  });
});

describe("through a router", () => {
  it("joins customers to what starts in the other subgraph, in one batch", async () => {
    const { data, errors } = await router.ask("{ orders { number total { minorUnits currency } customer { phone } } }");
    expect(errors).toBeUndefined();
    const { orders } = data as { orders: { number: number; customer: { phone: string | null } }[] };
    expect(orders).toHaveLength(40);
    expect(orders.filter(({ customer }) => customer.phone !== null).length).toBeGreaterThan(20);
    expect(pathsCalled()).toEqual(["/crm/v3/objects/contacts/batch/read"]);
  });

  it("reads the relations of what it joined by the batch, too", async () => {
    const { data, errors } = await router.ask("{ reviews { stars ticket { subject customer { displayName } } } }");
    expect(errors).toBeUndefined();
    const { reviews } = data as { reviews: { ticket: { subject: string } }[] };
    expect(reviews.map(({ ticket }) => ticket.subject)).toEqual(ids.tickets.nodes.map(({ subject }) => subject));
    const calls = pathsCalled();
    expect(calls.filter((path) => path === "/api/v2/tickets/show_many")).toHaveLength(1);
    expect(calls.length).toBeLessThanOrEqual(4);
  });

  it("joins the other subgraph's fields to what starts here", async () => {
    const { data, errors } = await router.ask(
      "{ customers(first: 3) { pageInfo { hasNextPage } nodes { id orders { number } } } }",
    );
    expect(errors).toBeUndefined();
    const { customers: page } = data as { customers: { nodes: { id: string; orders: unknown }[] } };
    expect(page.nodes).toEqual(
      ids.customers.nodes.slice(0, 3).map(({ id }, index) => ({ id, orders: [{ number: index + 1 }] })),
    );
  });

  it("lets the caller's rights decide, and the refusals through", async () => {
    const { data, errors } = await router.ask("{ reviews { stars ticket { subject } } }", ["SALES"]);
    expect((data as { reviews: { stars: number; ticket: unknown }[] }).reviews[1]).toEqual({
      stars: 2,
      ticket: { subject: null },
    });
    expect(errors).toMatchObject([{ message: "Ticket needs SUPPORT", extensions: { code: "FORBIDDEN" } }]);
    expect(gateway.calls()).toEqual({});
  });

  it("lets a denied field be null beside the rest", async () => {
    const { data, errors } = await router.ask("{ orders { customer { displayName phone } } }", ["MARKETING"]);
    const { orders } = data as { orders: { customer: { displayName: string; phone: unknown } }[] };
    expect(orders[0]?.customer).toEqual({ displayName: expect.any(String), phone: null });
    expect(errors).toMatchObject([{ extensions: { code: "FORBIDDEN", fields: ["_entities.*.phone"] } }]);
  });
});
