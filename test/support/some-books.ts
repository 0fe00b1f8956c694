// Vendors of people and tickets in memory, and an operation's context over several of them.
import { conjunctionOf } from "../../src/filters/conjunction.ts";
import type { ofCustomer } from "../../src/graphql/resolvers/related-connection.ts";
import { createRowPolicy } from "../../src/auth/row-policy.ts";
import { createEntityCache } from "../../src/cache/entity-cache.ts";
import type { EntitySource, Filter, Order, RelatedRecords, SourceKind } from "../../src/connectors/contract.ts";
import { UpstreamError } from "../../src/errors.ts";
import { createBeginOperation } from "../../src/graphql/begin-operation.ts";
import type { GraphqlContext } from "../../src/graphql/context.ts";
import { createLinkCache } from "../../src/identity/link-cache.ts";
import type { Connection } from "../../src/loaders/connection.ts";
import { servedConnector } from "../../src/loaders/served-connector.ts";
import type { Source } from "../../src/loaders/source.ts";
import { email, text } from "../../src/mapping/converters.ts";
import { isoInstant } from "../../src/mapping/dates.ts";
import type { Contact, Entity, EntityType, Ticket } from "../../src/mapping/entities.ts";
import { at, required } from "../../src/mapping/field-map.ts";
import { createLogger } from "../../src/runtime/logger.ts";
import { createIds, createOpaqueCodec } from "../../src/runtime/opaque.ts";
import { createSumStore } from "../../src/sums/sum-store.ts";
import { systemTimers } from "../../src/runtime/timers.ts";
import { fakeSource, heldClock } from "./fake-source.ts";

export interface PersonRow {
  readonly id: string;
  readonly email?: string;
  /** A day of January. */
  readonly day?: number;
}

export interface TicketRow {
  readonly id: string;
  /** The person's id. */
  readonly of: string;
  readonly day: number;
  readonly status?: string;
}

export interface BookOptions {
  readonly name: string;
  readonly kind?: SourceKind;
  readonly people?: readonly PersonRow[];
  readonly tickets?: readonly TicketRow[];
  readonly brands?: readonly string[];
  /** Records in one of the vendor's pages. */
  readonly pageSize?: number;
  readonly canFilter?: readonly ("createdAt" | "status")[];
  /** Which way it can order by `createdAt`. */
  readonly canOrder?: readonly Order["direction"][];
  readonly arrangedBy?: "core" | "source";
  /** What it serves; all where left out. */
  readonly entities?: readonly EntityType[];
}

export interface Book {
  readonly source: Source;
  /** What it was asked. */
  readonly calls: string[];
  readonly state: { failure: UpstreamError | null };
}

export const instantOf = (day: number): string => `2026-01-${String(day).padStart(2, "0")}T00:00:00.000Z`;

interface Sortable {
  readonly id: string;
  readonly day?: number;
  readonly status?: string;
}

function arranged<R extends Sortable>(rows: readonly R[], filter: Filter, order: Order | null): R[] {
  const { createdAt = {}, status } = conjunctionOf(filter) ?? {};
  const kept = rows.filter(({ day = 1, status: own = "OPEN" }) => {
    const instant = instantOf(day);
    if (createdAt.gte !== undefined && instant < createdAt.gte) return false;
    if (createdAt.lt !== undefined && instant >= createdAt.lt) return false;
    return status?.in === undefined || status.in.includes(own);
  });
  const sign = order?.direction === "DESC" ? -1 : 1;
  return order === null ? kept : kept.toSorted((a, b) => ((a.day ?? 1) - (b.day ?? 1)) * sign); // ties as they stand
}

export function book(options: BookOptions): Book {
  const { name, kind = "desk", people = [], tickets = [], pageSize = 3, arrangedBy = "core" } = options;
  const calls: string[] = [];
  const state: Book["state"] = { failure: null };
  const answer = async <R>(call: string, reply: R): Promise<R> => {
    calls.push(call);
    if (state.failure !== null) throw state.failure;
    return reply;
  };
  const filters = Object.fromEntries((options.canFilter ?? ["createdAt"]).map((field) => [field, ["in", "gte", "lt"]]));
  const can = {
    filters: filters as Record<string, readonly ("in" | "gte" | "lt")[]>,
    orders: { createdAt: options.canOrder ?? (["ASC", "DESC"] as const) },
  };
  const listOf = (what: string, rows: readonly Sortable[]) => ({
    ...can,
    pageSize,
    read: (
      _: unknown,
      { after, size, filter, order }: { after: string | null; size: number; filter: Filter; order: Order | null },
    ) => {
      const start = Number(after ?? 0);
      const found = arranged(rows, filter, order);
      const next = start + size < found.length ? String(start + size) : null;
      return answer(`list ${what} ${start}`, { records: found.slice(start, start + size).map(recordOf), next });
    },
    count: (_: unknown, filter: Filter) => answer(`count ${what}`, arranged(rows, filter, null).length),
  });
  const recordOf = (row: Sortable): unknown => ({ ...row, at: row.day === undefined ? null : instantOf(row.day) });
  const contact: EntitySource<Contact> = {
    fields: { id: required("id", text), email: at("email", email), createdAt: at("at", isoInstant) },
    emailIsUnique: true,
    getMany: (_, ids) => answer(`people ${ids.join()}`, people.filter(({ id }) => ids.includes(id)).map(recordOf)),
    list: listOf("people", people),
    byEmail: {
      batchSize: 100,
      find: (_, keys) => answer("by e-mail", people.filter((one) => keys.includes(one.email ?? "")).map(recordOf)),
    },
  };
  const ticket: EntitySource<Ticket> = {
    fields: { id: required("id", text), createdAt: at("at", isoInstant), requesterId: at("of", text) },
    getMany: (_, ids) => answer(`tickets ${ids.join()}`, tickets.filter(({ id }) => ids.includes(id)).map(recordOf)),
    list: listOf("tickets", tickets),
    related: {
      Contact: {
        ...can,
        batchSize: 10,
        arrangedBy,
        defaultOrder: { field: "createdAt", direction: "DESC" },
        find: (_, ids, { filter, order, after, first }) => {
          const found = ids.map((id): [string, RelatedRecords] => {
            const own = tickets.filter(({ of }) => of === id);
            if (arrangedBy === "core") return [id, { records: own.map(recordOf), hasMore: false }];
            const start = Number(after ?? 0);
            const all = arranged(own, filter, order);
            const records = all.slice(start, start + first).map(recordOf);
            const positions = records.map((__, index) => String(start + index + 1));
            return [id, { records, positions, hasMore: start + first < all.length }];
          });
          return answer(`tickets of ${ids.join()}`, new Map(found));
        },
      },
    },
  };
  const whole = fakeSource({ name, kind, entities: { Contact: contact, Ticket: ticket }, batchSize: 10 });
  const types: readonly EntityType[] = options.entities ?? ["Contact", "Ticket"];
  const source: Source = {
    ...whole,
    brands: options.brands ?? [],
    connector: servedConnector(whole.connector, types),
    hasCustomers: types.includes("Contact"),
  };
  return { source, calls, state };
}

export const ids = createIds(createOpaqueCodec("a secret of sixteen characters or more"));

/** One operation after the other over these books, nothing cached. */
export function operationsOver(books: readonly Book[]): (brands?: readonly string[]) => GraphqlContext {
  const clock = heldClock();
  const sources = books.map(({ source }) => source);
  const begin = createBeginOperation({
    sources,
    rowPolicy: createRowPolicy(sources),
    entityCache: createEntityCache({ maxBytes: 0, clock }),
    linkCache: createLinkCache({ clock, maxEntries: 0, foundMs: 0, missedMs: 0, staleIfErrorMs: 0 }),
    sumStore: createSumStore({ clock, timers: systemTimers, freshMs: 0, staleMs: 0, maxBytes: 0 }),
    people: null,
    decisions: null,
    survivorship: {},
    drop: () => undefined,
    ids,
    clock,
    log: createLogger({ level: "silent" }),
    checkType: () => undefined,
    mayRead: () => true,
    searchDeadlineMs: 1_500,
  });
  const selects = new Map([
    ["Ticket", ["createdAt", "id"]],
    ["Contact", ["email", "id"]],
  ] as const);
  return (brands = []) =>
    begin(selects, {
      principal: { subject: "tester", roles: ["ADMIN"], brands, hasSecondFactor: false, expiresAtMs: null },
      scope: brands.join(),
      requestId: "1",
      deadlineMs: clock.ms + 3_000,
    });
}

export function fail(one: Book): UpstreamError {
  return (one.state.failure = new UpstreamError(one.source.name, "unavailable"));
}

/** Pages to the end. */
export async function allPages<E extends Entity>(
  page: (after: string | null) => Promise<Connection<E>>,
): Promise<E[][]> {
  const pages: E[][] = [];
  let after: string | null = null;
  do {
    const { items, hasNextPage }: Connection<E> = await page(after);
    pages.push(items.map(({ node }) => entityIn(node)));
    after = hasNextPage ? (items.at(-1)?.cursor() ?? null) : null;
  } while (after !== null);
  return pages;
}

export function entityIn<E>(node: E | Error): E {
  if (node instanceof Error) throw node;
  return node;
}

export const nameOf = ({ source, id }: Entity): string => `${source}/${id}`;

/** Where a field stands that a test resolves without a query. */
export const SOMEWHERE: Parameters<typeof ofCustomer>[4] = {
  path: { prev: undefined, key: "someField", typename: "Customer" },
  fieldNodes: [],
};
