// What hangs on people, over several sources: the resolvers, planned and run as the gateway does it.
import { describe, expect, it } from "vitest";
import { executionSchema } from "../../../src/auth/execution-schema.ts";
import { accessScopeOf, type Principal } from "../../../src/auth/principal.ts";
import { createRowPolicy } from "../../../src/auth/row-policy.ts";
import { createEntityCache } from "../../../src/cache/entity-cache.ts";
import type { Connector, EntitySource, Related } from "../../../src/connectors/contract.ts";
import { createBeginOperation } from "../../../src/graphql/begin-operation.ts";
import type { GraphqlContext, RequestContext } from "../../../src/graphql/context.ts";
import { createRunner } from "../../../src/graphql/execute.ts";
import { createErrorFormatter } from "../../../src/graphql/format-error.ts";
import { resolvers } from "../../../src/graphql/resolvers/index.ts";
import { createSchema } from "../../../src/graphql/schema.ts";
import { createLinkCache } from "../../../src/identity/link-cache.ts";
import { systemTimers } from "../../../src/runtime/timers.ts";
import { createSumStore } from "../../../src/sums/sum-store.ts";
import type { Source } from "../../../src/loaders/source.ts";
import { email, text } from "../../../src/mapping/converters.ts";
import { isoInstant } from "../../../src/mapping/dates.ts";
import type { BillingSubscription, Contact, Invoice } from "../../../src/mapping/entities.ts";
import { at, required } from "../../../src/mapping/field-map.ts";
import { createLogger } from "../../../src/runtime/logger.ts";
import { createIds, createOpaqueCodec } from "../../../src/runtime/opaque.ts";
import { fakeSource, heldClock } from "../../support/fake-source.ts";
import { ADMIN, plannerCase, request } from "../planner-case.ts";

interface Person {
  readonly id: string;
  readonly email: string;
}

function contactsOf(people: readonly Person[]): EntitySource<Contact> {
  return {
    fields: { id: required("id", text), displayName: at("id", text), email: at("email", email) },
    emailIsUnique: true,
    getMany: async (_, ids) => people.filter(({ id }) => ids.includes(id)),
    list: {
      pageSize: 10,
      filters: {},
      orders: {},
      read: async () => ({ records: people, next: null }),
    },
    byEmail: {
      batchSize: 10,
      find: async (_, emails) => people.filter((person) => emails.includes(person.email.toLowerCase())),
    },
  };
}

const subscriptionFields: EntitySource<BillingSubscription>["fields"] = {
  id: required("id", text),
  createdAt: at("createdAt", isoInstant),
};

const ofContact = (find: Related["find"], parentsBy?: "email"): Related => ({
  batchSize: 10,
  arrangedBy: "core",
  ...(parentsBy && { parentsBy }),
  filters: {},
  orders: { createdAt: ["DESC"] },
  defaultOrder: { field: "createdAt", direction: "DESC" },
  find,
});

const crm = (...people: Person[]): Source => fakeSource({ name: "crm", entities: { Contact: contactsOf(people) } });

/** Each person has one subscription. */
const stripe = (...people: Person[]): Source =>
  fakeSource({
    name: "stripe",
    kind: "payments",
    entities: {
      Contact: contactsOf(people),
      BillingSubscription: {
        fields: subscriptionFields,
        related: {
          Contact: ofContact(
            async (_, ids) => new Map(ids.map((id) => [id, { records: [{ id: `sub of ${id}` }], hasMore: false }])),
          ),
        },
      },
    },
  });

/** Lists no subscriptions, and invoices by address alone. */
function paypal(...people: Person[]) {
  const asked: string[] = [];
  const invoice: EntitySource<Invoice> = {
    fields: { id: required("id", text) },
    related: {
      Contact: ofContact(async (_, emails) => {
        asked.push(...emails);
        return new Map(emails.map((address) => [address, { records: [{ id: `to ${address}` }], hasMore: false }]));
      }, "email"),
    },
  };
  const plain = fakeSource({
    name: "paypal",
    kind: "payments",
    entities: {
      Contact: contactsOf(people),
      BillingSubscription: { fields: subscriptionFields, getMany: async (_, ids) => ids.map((id) => ({ id })) },
      Invoice: invoice,
    },
  });
  const connector: Connector = { ...plain.connector, cannot: { BillingSubscription: "ask for one by its id" } };
  return { source: { ...plain, connector, brands: ["acme"] }, asked };
}

function gateway(...sources: readonly Source[]) {
  const clock = heldClock();
  const log = createLogger({ level: "silent" });
  const schema = createSchema<GraphqlContext>(resolvers);
  const begin = createBeginOperation({
    sources,
    rowPolicy: createRowPolicy(sources),
    entityCache: createEntityCache({ maxBytes: 1_000_000, clock }),
    sumStore: createSumStore({ clock, timers: systemTimers, freshMs: 0, staleMs: 0, maxBytes: 0 }),
    linkCache: createLinkCache({ clock, maxEntries: 100, foundMs: 60_000, missedMs: 60_000, staleIfErrorMs: 60_000 }),
    people: null,
    decisions: null,
    survivorship: {},
    drop: () => undefined,
    ids: createIds(createOpaqueCodec("a secret of sixteen characters or more")),
    clock,
    log,
    checkType: () => undefined,
    mayRead: () => true,
    searchDeadlineMs: 1_500,
  });
  const formatError = createErrorFormatter({ log, newErrorId: () => "id" });
  const run = createRunner<RequestContext, GraphqlContext>({
    planner: plannerCase({
      schema,
      executionSchema: executionSchema<GraphqlContext>(schema, ({ reached }) => reached),
    }),
    formatError,
    beginOperation: (plan, context) => begin(plan.selects, context),
    endOperation: (_, __, result) => result,
  });
  return async (query: string, brands: readonly string[] = ["acme"]) => {
    const principal: Principal = { ...ADMIN, subject: "someone", brands, expiresAtMs: null };
    const context: RequestContext = {
      principal,
      scope: accessScopeOf(principal),
      requestId: "r",
      deadlineMs: clock.ms + 1_000,
    };
    const { data, errors = [] } = await run(request(query), context);
    return {
      data: JSON.parse(JSON.stringify(data)) as unknown,
      errors: errors.map((error) => {
        const { message, path, locations, extensions } = formatError(error);
        return { message, path, lines: locations?.map(({ line }) => line), extensions };
      }),
    };
  };
}

const ann = { id: "Ann", email: "ann@example.com" };
const bob = { id: "Bob", email: "bob@example.com" };
const QUERY = "{ customers { nodes { displayName subscriptions { nodes { createdAt } pageInfo { hasNextPage } } } } }";
const one = { nodes: [{ createdAt: null }], pageInfo: { hasNextPage: false } };
const refusal = { message: "paypal: ask for one by its id", lines: [1] };

describe("a source that can't list what hangs on a person", () => {
  it("is one error beside what the others give, by either engine", async () => {
    const ask = gateway(crm(ann, bob), stripe(ann, bob), paypal(ann, bob).source);
    for (let run = 0; run < 3; run += 1) {
      expect(await ask(QUERY)).toEqual({
        data: {
          customers: {
            nodes: [
              { displayName: "Ann", subscriptions: one },
              { displayName: "Bob", subscriptions: one },
            ],
          },
        },
        errors: [
          {
            ...refusal,
            path: ["customers", "nodes", 0, "subscriptions"],
            extensions: { code: "UNSUPPORTED_BY_SOURCE", source: "paypal", repeated: 2 },
          },
        ],
      });
    }
  });

  it("is null and an error where no other can", async () => {
    const ask = gateway(crm(ann), stripe(bob), paypal(ann).source);
    const answer = await ask('{ customerByEmail(email: "ann@example.com") { theirs: subscriptions { totalCount } } }');
    expect(answer).toEqual({
      data: { customerByEmail: { theirs: null } },
      errors: [
        {
          ...refusal,
          path: ["customerByEmail", "theirs"],
          extensions: { code: "UNSUPPORTED_BY_SOURCE", source: "paypal" },
        },
      ],
    });
  });

  it("says nothing of people whom it does not know, and to callers who may not see it", async () => {
    const subscriptions = { nodes: [{ displayName: "Ann", subscriptions: one }] };
    const stranger = gateway(crm(ann), stripe(ann), paypal(bob).source);
    expect(await stranger(QUERY, [])).toEqual({ data: { customers: subscriptions }, errors: [] });
    const unseen = gateway(crm(ann), stripe(ann), paypal(ann).source);
    expect(await unseen(QUERY, [])).toEqual({ data: { customers: subscriptions }, errors: [] });
    expect((await unseen(QUERY)).errors).toHaveLength(1);
  });

  it("still gives one by its id", async () => {
    const ask = gateway(crm(ann), paypal(ann).source);
    const ids = createIds(createOpaqueCodec("a secret of sixteen characters or more"));
    const id = ids.encodeId("BillingSubscription", "paypal", "I-1");
    const answer = await ask(`{ node(id: "${id}") { ... on BillingSubscription { createdAt } } }`);
    expect(answer).toEqual({ data: { node: { createdAt: null } }, errors: [] });
  });
});

describe("a source that knows people by their addresses", () => {
  it("is asked by each address of the customer once, whether it knows the person or not", async () => {
    const { source, asked } = paypal({ id: "Ann at PayPal", email: "ann@example.com" });
    const ask = gateway(crm({ ...ann, email: "Ann@example.com" }, bob, { id: "Cid", email: "" }), source);
    const { data, errors } = await ask("{ customers { nodes { displayName invoices { nodes { number } } } } }");
    expect(errors).toEqual([]);
    expect(asked.toSorted()).toEqual(["ann@example.com", "bob@example.com"]);
    expect(data).toMatchObject({
      customers: {
        nodes: [
          { displayName: "Ann", invoices: { nodes: [{ number: null }] } },
          { displayName: "Bob", invoices: { nodes: [{ number: null }] } },
          { displayName: "Cid", invoices: { nodes: [] } },
        ],
      },
    });
  });
});
