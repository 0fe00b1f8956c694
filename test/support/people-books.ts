// Vendors of people in memory, and the real schema over several of them and a store of who is who.
import { systemTimers } from "../../src/runtime/timers.ts";
import { createSumStore } from "../../src/sums/sum-store.ts";
import { parse, validate, type ExecutionResult } from "graphql";
import { authorize, mayRead } from "../../src/auth/authorize.ts";
import { executionSchema } from "../../src/auth/execution-schema.ts";
import type { Principal } from "../../src/auth/principal.ts";
import { createRowPolicy } from "../../src/auth/row-policy.ts";
import { readRules } from "../../src/auth/rules.ts";
import { visibleSchema } from "../../src/auth/visible-schema.ts";
import { createEntityCache } from "../../src/cache/entity-cache.ts";
import type { EntitySource, SourceKind } from "../../src/connectors/contract.ts";
import type { UpstreamError } from "../../src/errors.ts";
import { createBeginOperation } from "../../src/graphql/begin-operation.ts";
import type { GraphqlContext, RequestContext } from "../../src/graphql/context.ts";
import { createRunner } from "../../src/graphql/execute.ts";
import { createPlanner } from "../../src/graphql/plan.ts";
import { costs } from "../../src/graphql/resolvers/costs.ts";
import { needs, resolvers } from "../../src/graphql/resolvers/index.ts";
import { withSurvivorship } from "../../src/graphql/resolvers/surviving-fields.ts";
import { createSchema } from "../../src/graphql/schema.ts";
import { createLinkCache } from "../../src/identity/link-cache.ts";
import type { Survivorship } from "../../src/identity/survivors.ts";
import type { Source } from "../../src/loaders/source.ts";
import { email, text } from "../../src/mapping/converters.ts";
import { isoInstant } from "../../src/mapping/dates.ts";
import type { Company, Contact, Ticket } from "../../src/mapping/entities.ts";
import { at, required } from "../../src/mapping/field-map.ts";
import { createLogger } from "../../src/runtime/logger.ts";
import { createIds, createOpaqueCodec } from "../../src/runtime/opaque.ts";
import type { FakePeople } from "./fake-people.ts";
import { fakeSource, heldClock } from "./fake-source.ts";

export interface PersonRow {
  readonly id: string;
  readonly name?: string;
  /** A number is no text: a bad value. */
  readonly email?: string | number;
  readonly phone?: string;
  readonly company?: string;
  readonly brand?: string;
  /** Instants. */
  readonly at?: string;
  readonly changed?: string;
}

export interface PeopleBook {
  readonly source: Source;
  /** What it was asked, the ids or addresses, and the fields. */
  readonly calls: { readonly what: string; readonly keys: string; readonly select: string }[];
  readonly state: { failure: UpstreamError | null };
}

export interface PeopleBookOptions {
  readonly name: string;
  readonly kind: SourceKind;
  readonly people: readonly PersonRow[];
  readonly brands?: readonly string[];
  /** Whether its people have brands of their own. */
  readonly isDivided?: boolean;
  readonly hasCustomers?: boolean;
  readonly pageSize?: number;
}

/** Each person has a ticket, `t-` and the id, and each company is named by its id. */
export function peopleBook(options: PeopleBookOptions): PeopleBook {
  const { name, kind, people, pageSize = 50 } = options;
  const calls: PeopleBook["calls"] = [];
  const state: PeopleBook["state"] = { failure: null };
  const answer = async <R>(what: string, keys: string, select: readonly string[], reply: R): Promise<R> => {
    calls.push({ what, keys, select: select.join() });
    if (state.failure !== null) throw state.failure;
    return reply;
  };
  const contact: EntitySource<Contact> = {
    fields: {
      id: required("id", text),
      displayName: at("name", text),
      email: at("email", email),
      phone: at("phone", text),
      companyId: at("company", text),
      createdAt: at("at", isoInstant),
      updatedAt: at("changed", isoInstant),
      brandId: at("brand", text),
    },
    emailIsUnique: true,
    ...(options.isDivided === true && { projection: { orderBy: "createdAt", brand: "brandId" } }),
    getMany: (_, ids, select) =>
      answer(
        "get",
        ids.join(),
        select,
        people.filter(({ id }) => ids.includes(id)),
      ),
    list: {
      pageSize,
      filters: { createdAt: ["gte", "lt"], brandId: ["in"] },
      orders: { createdAt: ["ASC"] },
      read: (_, { after, size, select }) => {
        const start = Number(after ?? 0);
        const next = start + size < people.length ? String(start + size) : null;
        return answer("list", `${start}+${size}`, select, { records: people.slice(start, start + size), next });
      },
    },
    byEmail: {
      batchSize: 100,
      find: (_, keys, select) =>
        answer(
          "look up",
          keys.join(),
          select,
          people.filter((one) => keys.includes(String(one.email))),
        ),
    },
  };
  const ticket: EntitySource<Ticket> = {
    fields: { id: required("id", text), requesterId: at("of", text), createdAt: at("at", isoInstant) },
    getMany: (_, ids, select) =>
      answer(
        "tickets",
        ids.join(),
        select,
        ids.map((id) => ({ id, of: id.slice(2) })),
      ),
    related: {
      Contact: {
        batchSize: 100,
        arrangedBy: "core",
        filters: {},
        orders: {},
        defaultOrder: { field: "createdAt", direction: "DESC" },
        find: (_, ids, { select }) =>
          answer(
            "tickets of",
            ids.join(),
            select,
            new Map(ids.map((id) => [id, { records: [{ id: `t-${id}`, of: id }], hasMore: false }])),
          ),
      },
    },
  };
  const company: EntitySource<Company> = {
    fields: { id: required("id", text), name: at("id", text) },
    getMany: (_, ids, select) =>
      answer(
        "companies",
        ids.join(),
        select,
        ids.map((id) => ({ id })),
      ),
  };
  const entities = { Contact: contact, Ticket: ticket, Company: company };
  const whole = fakeSource({ name, kind, entities, batchSize: 100, hasCustomers: options.hasCustomers ?? true });
  return { source: { ...whole, brands: options.brands ?? [] }, calls, state };
}

export const ids = createIds(createOpaqueCodec("a secret of sixteen characters or more"));

/** `crm/c1` as a client sees it, and back. */
export const idOfCustomer = (name: string): string =>
  ids.encodeId("Customer", ...(name.split("/") as [string, string]));
export const nameOfId = (id: string): string => {
  const { source, id: recordId } = ids.decodeId(id, "id");
  return `${source}/${recordId}`;
};

export interface PeopleGatewayOptions {
  readonly books: readonly PeopleBook[];
  /** Null where nobody keeps who is who. */
  readonly store: FakePeople | null;
  readonly survivorship?: Survivorship;
}

export interface Asking {
  readonly roles?: Principal["roles"];
  readonly brands?: readonly string[];
  readonly variables?: Readonly<Record<string, unknown>>;
}

export interface PeopleGateway {
  /** A context of its own, for what is asked below the schema. */
  begin(brands?: readonly string[]): GraphqlContext;
  ask(text: string, asking?: Asking): Promise<ExecutionResult>;
  /** Tags that caches were told to drop. */
  readonly dropped: Set<string>;
  /** What the last answer depended on, by tag, and for how long it was good. */
  readonly last: { tags: ReadonlySet<string>; freshMs: number };
}

export function peopleGateway({ books, store, survivorship = {} }: PeopleGatewayOptions): PeopleGateway {
  const clock = heldClock();
  const sources = books.map(({ source }) => source);
  const tables = withSurvivorship({ resolvers, needs, costs }, survivorship);
  const schema = createSchema<GraphqlContext>(tables.resolvers);
  const rules = readRules(schema);
  const dropped = new Set<string>();
  const last: PeopleGateway["last"] = { tags: new Set(), freshMs: Infinity };
  const log = createLogger({ level: "silent" });
  const begin = createBeginOperation({
    sources,
    rowPolicy: createRowPolicy(sources),
    entityCache: createEntityCache({ maxBytes: 0, clock }),
    linkCache: createLinkCache({ clock, maxEntries: 0, foundMs: 0, missedMs: 0, staleIfErrorMs: 0 }),
    sumStore: createSumStore({ clock, timers: systemTimers, freshMs: 0, staleMs: 0, maxBytes: 0 }),
    searchDeadlineMs: 1_500,
    people: store?.people ?? null,
    decisions: store?.decisions ?? null,
    survivorship,
    drop: (tags) => {
      for (const tag of tags) dropped.add(tag);
    },
    ids,
    clock,
    log,
    checkType: () => undefined,
    mayRead: (coordinate, principal) => mayRead(rules, principal, coordinate),
  });
  const run = createRunner<RequestContext, GraphqlContext>({
    planner: createPlanner({
      schema,
      executionSchema: executionSchema<GraphqlContext>(schema, ({ reached }) => reached),
      authorize: (document, principal, name) => authorize(document, schema, rules, principal, name),
      visibleSchema: (principal) => visibleSchema(schema, rules, principal),
      needs: tables.needs,
      costs: tables.costs,
      log,
    }),
    formatError: (error) => ({ message: String(error) }),
    beginOperation: (plan, request) => begin(plan.selects, request),
    endOperation: (_, { observation }, result) => {
      last.tags = observation.tags;
      last.freshMs = observation.freshMs;
      return result;
    },
  });
  const requestOf = ({ roles = ["ADMIN"], brands = [] }: Asking): RequestContext => ({
    principal: { subject: "tester", roles, brands, hasSecondFactor: false, expiresAtMs: null },
    scope: [...roles, ...brands].join(),
    requestId: "request 1",
    deadlineMs: clock.ms + 3_000,
  });
  return {
    dropped,
    last,
    begin: (brands = []) => begin(new Map([["Contact", ["email", "id"]]]), requestOf({ brands })),
    ask(queryText, asking = {}) {
      const document = parse(queryText);
      const [problem] = validate(schema, document);
      if (problem !== undefined) throw problem;
      const { variables = {} } = asking;
      return run({ document, queryHash: queryText, operationName: null, variables }, requestOf(asking));
    },
  };
}
