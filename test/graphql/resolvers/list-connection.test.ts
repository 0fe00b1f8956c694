import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { customerConnection, listConnection } from "../../../src/graphql/resolvers/list-connection.ts";
import type { ConnectionArguments } from "../../../src/graphql/resolvers/arguments.ts";
import { allPages, book, entityIn, fail, instantOf, nameOf, operationsOver } from "../../support/some-books.ts";

const rows = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 9 }); // days: few, so that there are ties
const desks = fc.array(fc.record({ days: rows, pageSize: fc.integer({ min: 1, max: 4 }) }), {
  minLength: 1,
  maxLength: 4,
});
const firsts = fc.integer({ min: 1, max: 5 });
const direction = fc.constantFrom("ASC" as const, "DESC" as const);

function openDesks(some: readonly { readonly days: readonly number[]; readonly pageSize: number }[]) {
  return some.map(({ days, pageSize }, index) =>
    book({
      name: `desk${index}`,
      pageSize,
      tickets: days.map((day, id) => ({ id: String(id), of: "1", day })),
    }),
  );
}

describe("a list over several sources", () => {
  it("has every row once, in full pages, a source after the other", async () => {
    await fc.assert(
      fc.asyncProperty(desks, firsts, async (some, first) => {
        const begin = operationsOver(openDesks(some));
        const pages = await allPages((after) => listConnection("Ticket", { first, after }, begin()));
        const expected = some.flatMap(({ days }, index) => days.map((_, id) => `desk${index}/${id}`));
        expect(pages.flat().map(nameOf)).toEqual(expected);
        expect(pages.slice(0, -1).every((page) => page.length === first)).toBe(true);
        expect(pages.at(-1)?.length === 0 && pages.length > 1).toBe(false);
      }),
    );
  });

  it("is in the order asked for across all of them, filtered, and the same whatever the page size", async () => {
    const restricted = fc.option(fc.subarray(["desk0", "desk1", "desk2", "desk3"]), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(
        desks,
        firsts,
        direction,
        restricted,
        fc.integer({ min: 1, max: 6 }),
        async (some, first, way, only, from) => {
          const begin = operationsOver(openDesks(some));
          const args: ConnectionArguments = {
            orderBy: { field: "CREATED_AT", direction: way },
            filter: { createdAt: { gte: instantOf(from) }, ...(only !== undefined && { source: { in: only } }) },
          };
          const pages = await allPages((after) => listConnection("Ticket", { ...args, first, after }, begin()));
          const tickets = pages.flat();
          const expected = some.flatMap(({ days }, index) =>
            only?.includes(`desk${index}`) === false
              ? []
              : days.flatMap((day, id) => (day < from ? [] : [{ name: `desk${index}/${id}`, at: instantOf(day) }])),
          );
          const sign = way === "ASC" ? 1 : -1;
          expect(tickets.map(({ createdAt }) => createdAt)).toEqual(
            expected.map((row) => row.at).toSorted((a, b) => (a < b ? -sign : sign)),
          );
          expect(tickets.map(nameOf).toSorted()).toEqual(expected.map((row) => row.name).toSorted());
          expect(pages.slice(0, -1).every((page) => page.length === first)).toBe(true);
          expect(pages.at(-1)?.length === 0 && pages.length > 1).toBe(false);
          const whole = await listConnection("Ticket", { ...args, first: 200 }, begin());
          expect(whole.items.map(({ node }) => nameOf(entityIn(node)))).toEqual(tickets.map(nameOf));
          expect(await whole.totalCount()).toBe(expected.length);
        },
      ),
    );
  });

  it("fails as a whole where a source fails and an order is asked for, unless the source is left out", async () => {
    const books = openDesks([
      { days: [1, 2], pageSize: 2 },
      { days: [3], pageSize: 2 },
    ]);
    const begin = operationsOver(books);
    const [, second] = books;
    const failure = second === undefined ? null : fail(second);
    const orderBy = { field: "CREATED_AT" };
    await expect(listConnection("Ticket", { orderBy }, begin())).rejects.toBe(failure);
    const calls = second?.calls.length;
    const { items } = await listConnection("Ticket", { orderBy, filter: { source: { in: ["desk0"] } } }, begin());
    expect(items).toHaveLength(2);
    expect(second?.calls).toHaveLength(calls ?? -1);
    // In the sources' own order the page ends before it, and the next one says why.
    const first = await listConnection("Ticket", {}, begin());
    expect([first.items.length, first.hasNextPage]).toEqual([2, true]);
    const after = first.items.at(-1)?.cursor() ?? null;
    await expect(listConnection("Ticket", { after }, begin())).rejects.toBe(failure);
  });

  it("is refused before anything is read where a source can't carry what is asked, and says which can", async () => {
    const books = [
      book({ name: "one", tickets: [{ id: "1", of: "1", day: 1 }], canFilter: ["createdAt", "status"] }),
      book({ name: "two", tickets: [{ id: "2", of: "1", day: 2 }], canOrder: ["DESC"] }),
      book({ name: "three", canFilter: ["createdAt", "status"], canOrder: [] }),
    ];
    const begin = operationsOver(books);
    const ask = async (args: ConnectionArguments) => listConnection("Ticket", args, begin());
    const filter = { status: { in: ["OPEN"] } };
    await expect(ask({ filter })).rejects.toMatchObject({
      code: "UNSUPPORTED_BY_SOURCE",
      message:
        "two can't filter Ticket by status (in): it can filter by createdAt (in, gte, lt); " +
        'or ask those that can: filter: { source: { in: ["one", "three"] } }',
      extensions: { source: "two" },
    });
    await expect(ask({ orderBy: { field: "CREATED_AT" } })).rejects.toThrow(
      'two can\'t order Ticket by createdAt ASC: it can order by createdAt (DESC); or ask those that can: filter: { source: { in: ["one"] } }',
    );
    await expect(ask({ orderBy: { field: "UPDATED_AT" } })).rejects.toThrow(
      /two|one can't order .*createdAt \(ASC, DESC\)$/,
    );
    expect(books.flatMap(({ calls }) => calls)).toEqual([]);
    const { items } = await ask({ filter: { ...filter, source: { in: ["one", "three"] } } });
    expect(items.map(({ node }) => nameOf(entityIn(node)))).toEqual(["one/1"]);
  });

  it("names no source that the caller may not see, neither as one that can nor as one that can't", async () => {
    const begin = operationsOver([
      book({ name: "ours", canFilter: [] }),
      book({ name: "theirs", canFilter: ["status"], brands: ["North"] }),
      book({ name: "theirs-too", canFilter: [], brands: ["North"] }),
    ]);
    const args = { filter: { status: { in: ["OPEN"] } } };
    await expect(listConnection("Ticket", args, begin())).rejects.toThrow(
      /^ours can't filter Ticket by status \(in\)$/,
    );
    await expect(listConnection("Ticket", args, begin(["North"]))).rejects.toThrow('source: { in: ["theirs"] }');
    const others = { filter: { ...args.filter, source: { in: ["theirs", "theirs-too"] } } };
    expect((await listConnection("Ticket", others, begin())).items).toEqual([]);
  });

  it("refuses a cursor of another order", async () => {
    const begin = operationsOver(openDesks([{ days: [1, 2, 3], pageSize: 2 }]));
    const { items } = await listConnection("Ticket", { first: 1, orderBy: { field: "CREATED_AT" } }, begin());
    const after = items[0]?.cursor() ?? null;
    await expect(listConnection("Ticket", { after }, begin())).rejects.toThrow('"after" is a cursor of another list');
    const orderBy = { field: "CREATED_AT", direction: "DESC" } as const;
    await expect(listConnection("Ticket", { after, orderBy }, begin())).rejects.toThrow(
      "pass one that this list of Ticket by createdAt DESC gave",
    );
  });
});

describe("customers of several sources", () => {
  // The same few addresses everywhere, so that most people are in several books.
  const person = fc.record({ email: fc.integer({ min: 0, max: 9 }), day: fc.integer({ min: 1, max: 6 }) });
  const people = fc.uniqueArray(person, { selector: ({ email }) => email, maxLength: 8 });
  const books = fc.array(fc.record({ people, pageSize: fc.integer({ min: 1, max: 4 }) }), {
    minLength: 1,
    maxLength: 4,
  });
  const kinds = ["crm", "crm", "desk", "payments"] as const;

  const open = (some: readonly { people: readonly { email: number; day: number }[]; pageSize: number }[]) =>
    some.map((one, index) =>
      book({
        name: `book${index}`,
        kind: kinds[index] ?? "desk",
        pageSize: one.pageSize,
        people: one.people.map(({ email, day }) => ({ id: `p${email}`, email: `p${email}@example.com`, day })),
      }),
    );

  /** Who is listed where: each person in the first book that has her. */
  const anchorsIn = (some: readonly { people: readonly { email: number; day: number }[] }[]) => {
    const seen = new Set<number>();
    return some.flatMap(({ people: own }, index) =>
      own.flatMap(({ email, day }) => {
        if (seen.has(email)) return [];
        seen.add(email);
        return [{ name: `book${index}/p${email}`, at: instantOf(day) }];
      }),
    );
  };

  it("are each there once, a source after the other", async () => {
    await fc.assert(
      fc.asyncProperty(books, firsts, async (some, first) => {
        const begin = operationsOver(open(some));
        const pages = await allPages((after) => customerConnection({ first, after }, begin()));
        expect(pages.flat().map(nameOf)).toEqual(anchorsIn(some).map(({ name }) => name));
        expect(pages.slice(0, -1).every((page) => page.length === first)).toBe(true);
      }),
    );
  });

  it("are each there once, in the order asked for", async () => {
    await fc.assert(
      fc.asyncProperty(books, firsts, direction, async (some, first, way) => {
        const begin = operationsOver(open(some));
        const orderBy = { field: "CREATED_AT", direction: way };
        const pages = await allPages((after) => customerConnection({ orderBy, first, after }, begin()));
        const found = pages.flat();
        const expected = anchorsIn(some);
        const sign = way === "ASC" ? 1 : -1;
        expect(found.map(({ createdAt }) => createdAt)).toEqual(
          expected.map((row) => row.at).toSorted((a, b) => (a < b ? -sign : sign)),
        );
        expect(found.map(nameOf).toSorted()).toEqual(expected.map(({ name }) => name).toSorted());
        expect(pages.slice(0, -1).every((page) => page.length === first)).toBe(true);
      }),
    );
  });

  it("keep their order: a source that fails is the page's failure, by name", async () => {
    const all = open([
      { people: [{ email: 1, day: 1 }], pageSize: 2 },
      { people: [{ email: 2, day: 2 }], pageSize: 2 },
    ]);
    const begin = operationsOver(all);
    const failures = all.map((one) => {
      const failure = fail(one);
      one.state.failure = null;
      return { one, failure };
    });
    for (const { one, failure } of failures) {
      one.state.failure = failure;
      const orderBy = { field: "CREATED_AT" };
      await expect(customerConnection({ orderBy }, begin())).rejects.toBe(failure);
      one.state.failure = null;
    }
  });

  it("read no more of a later source than the order needs, however few of its people are customers of their own", async () => {
    const crm = Array.from({ length: 40 }, (_, email) => ({ email, day: 20 }));
    const desk = crm.map(({ email }) => ({ email: email % 10 === 0 ? 100 + email : email, day: 1 }));
    const all = open([
      { people: crm, pageSize: 10 },
      { people: [], pageSize: 10 },
      { people: desk, pageSize: 10 },
    ]);
    const begin = operationsOver(all);
    await customerConnection({ first: 10, orderBy: { field: "CREATED_AT", direction: "DESC" } }, begin());
    expect(all[2]?.calls.filter((call) => call.startsWith("list"))).toEqual(["list people 0"]);
  });
});
