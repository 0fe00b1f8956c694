import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UpstreamError } from "../../../src/errors.ts";
import type { GraphqlContext } from "../../../src/graphql/context.ts";
import { connectionResolvers } from "../../../src/graphql/resolvers/connections.ts";
import type { ConnectionArguments } from "../../../src/graphql/resolvers/arguments.ts";
import { ofCustomer } from "../../../src/graphql/resolvers/related-connection.ts";
import {
  SOMEWHERE,
  allPages,
  book,
  entityIn,
  fail,
  instantOf,
  nameOf,
  operationsOver,
  type Book,
} from "../../support/some-books.ts";

const ANN = "ann@example.com";
const day = fc.integer({ min: 1, max: 6 });
const desks = fc.array(
  fc.record({
    days: fc.array(day, { maxLength: 8 }),
    isKnown: fc.boolean(),
    fails: fc.boolean(),
    arrangedBy: fc.constantFrom("core" as const, "source" as const),
  }),
  { minLength: 1, maxLength: 4 },
);

/** A CRM that knows Ann, and desks of which some do. */
function open(some: readonly { days: readonly number[]; isKnown: boolean; arrangedBy?: "core" | "source" }[]) {
  const crm = book({ name: "crm", kind: "crm", people: [{ id: "1", email: ANN }], entities: ["Contact"] });
  const books = some.map(({ days, isKnown, arrangedBy = "core" }, index) =>
    book({
      name: `desk${index}`,
      arrangedBy,
      people: [{ id: "7", email: isKnown ? ANN : "eve@example.com" }],
      tickets: days.map((each, id) => ({ id: String(id), of: "7", day: each })),
    }),
  );
  return { crm, books, begin: operationsOver([crm, ...books]) };
}

async function ticketsOfAnn(context: GraphqlContext, args: ConnectionArguments) {
  const ann = await context.customers.byRecord("crm", "1");
  if (ann === null) throw new Error("nobody");
  return ofCustomer("Ticket", ann, args, context, SOMEWHERE);
}

describe("what hangs on a customer in several sources", () => {
  it("is one list: every row once, in order across the sources, whatever the page size", async () => {
    await fc.assert(
      fc.asyncProperty(
        desks,
        fc.integer({ min: 1, max: 5 }),
        fc.option(fc.constantFrom("ASC" as const, "DESC" as const), { nil: undefined }),
        async (some, first, way) => {
          const { begin } = open(some);
          const args = way === undefined ? {} : { orderBy: { field: "CREATED_AT", direction: way } };
          const pages = await allPages((after) => ticketsOfAnn(begin(), { ...args, first, after }));
          const expected = some.flatMap(({ days, isKnown }, index) =>
            isKnown ? days.map((each, id) => ({ name: `desk${index}/${id}`, at: instantOf(each) })) : [],
          );
          const sign = way === "ASC" ? 1 : -1; // newest first is the default
          const found = pages.flat();
          expect(found.map(({ createdAt }) => createdAt)).toEqual(
            expected.map((row) => row.at).toSorted((a, b) => (a < b ? -sign : sign)),
          );
          expect(found.map(nameOf).toSorted()).toEqual(expected.map((row) => row.name).toSorted());
          expect(pages.slice(0, -1).every((page) => page.length === first)).toBe(true);
        },
      ),
    );
  });

  it("is what the others have, in order, and one error for each source that fails", async () => {
    const { connection } = connectionResolvers();
    await fc.assert(
      fc.asyncProperty(desks, fc.integer({ min: 1, max: 5 }), async (some, first) => {
        const { books, begin } = open(some);
        const failures = books.flatMap((one, index) => (some[index]?.fails === true ? [fail(one)] : []));
        fc.pre(failures.length < books.length);
        const page = await ticketsOfAnn(begin(), { first });
        const expected = some.flatMap(({ days, isKnown, fails }) => (isKnown && !fails ? days.map(instantOf) : []));
        expect(page.items.map(({ node }) => entityIn(node).createdAt)).toEqual(
          expected.toSorted((a, b) => (a < b ? 1 : -1)).slice(0, first),
        );
        expect(page.failures).toEqual(failures);
        expect(page.hasNextPage).toBe(expected.length > first);
        // Clients see null at the end of the list, and the error there.
        expect(connection.nodes(page).slice(page.items.length)).toEqual(failures);
        expect(connection.edges(page).slice(page.items.length)).toEqual(failures);
        expect(connection.pageInfo(page).endCursor).toBe(page.items.at(-1)?.cursor() ?? null);
      }),
    );
  });

  it("is the error of the first where all of them fail", async () => {
    const { books, begin } = open([
      { days: [1], isKnown: true },
      { days: [2], isKnown: true },
    ]);
    const [first] = books.map(fail);
    await expect(ticketsOfAnn(begin(), {})).rejects.toBe(first);
  });

  it("is read where it can be while a source does not say whether it knows the customer", async () => {
    const { books, begin } = open([
      { days: [1], isKnown: true },
      { days: [2], isKnown: true },
    ]);
    const { customers, ...context } = begin();
    const silent = Promise.withResolvers<never>();
    const failure = new UpstreamError("desk0", "timeout");
    const page = ticketsOfAnn(
      {
        ...context,
        customers: {
          ...customers,
          recordsIn: (source, anchor) =>
            source.name === "desk0" ? silent.promise : customers.recordsIn(source, anchor),
        },
      },
      {},
    );
    // Else there would be no time left for it when the silent one has run into the deadline.
    await expect.poll(() => books[1]?.calls).toEqual(["by e-mail", "tickets of 7"]);
    silent.reject(failure);
    const { items, failures } = await page;
    expect([items.map(({ node }) => nameOf(entityIn(node))), failures]).toEqual([["desk1/0"], [failure]]);
  });

  it("costs a source that the filter leaves out nothing, not even the look-up of the person", async () => {
    const { books, begin } = open([
      { days: [1], isKnown: true },
      { days: [2], isKnown: true },
    ]);
    const [one, two] = books as [Book, Book];
    fail(two);
    const { items, failures } = await ticketsOfAnn(begin(), { filter: { source: { in: ["desk0"] } } });
    expect([items.length, failures]).toEqual([1, []]);
    expect(one.calls).toEqual(["by e-mail", "tickets of 7"]);
    expect(two.calls).toEqual([]);
  });

  it("is refused where a source that has such a thing can't carry what is asked, whether or not it knows the customer", async () => {
    const crm = book({ name: "crm", kind: "crm", people: [{ id: "1", email: ANN }], entities: ["Contact"] });
    const arrangedBy = "source";
    const able = book({ name: "able", canFilter: ["status"], arrangedBy, people: [{ id: "1", email: ANN }] });
    const other = book({ name: "other", arrangedBy });
    const begin = operationsOver([crm, able, other]);
    const filter = { status: { in: ["OPEN"] } };
    await expect(ticketsOfAnn(begin(), { filter })).rejects.toThrow(
      "other can't filter Ticket of a Contact by status (in): it can filter by createdAt (in, gte, lt); " +
        'or ask those that can: filter: { source: { in: ["able"] } }',
    );
    expect([...able.calls, ...other.calls]).toEqual([]);
    expect((await ticketsOfAnn(begin(), { filter: { ...filter, source: { in: ["able"] } } })).items).toEqual([]);
  });

  it("has a default order that all of its sources can give", async () => {
    const crm = book({ name: "crm", kind: "crm", people: [{ id: "1", email: ANN }], entities: ["Contact"] });
    const people = [{ id: "7", email: ANN }];
    const tickets = [3, 1, 2].map((each) => ({ id: String(each), of: "7", day: each }));
    const unable = book({ name: "unable", canOrder: [], people, tickets });
    const able = book({ name: "able", people, tickets });
    const begin = operationsOver([crm, unable, able]);
    const { items } = await ticketsOfAnn(begin(), {}); // nobody asked for an order, so nobody is refused
    expect(items).toHaveLength(6);
  });
});
