// `customers`: everyone once, the first source as its vendor lists it, the later ones from the store.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { customerConnection } from "../../src/graphql/resolvers/list-connection.ts";
import { fakePeople, type FakePeople, type FakePerson } from "../support/fake-people.ts";
import { peopleBook, peopleGateway, type PeopleBook } from "../support/people-books.ts";
import { allPages, nameOf } from "../support/some-books.ts";

const PERSONS: readonly FakePerson[] = [
  { members: ["crm/c1", "desk/d1", "pay/p1"] },
  { members: ["crm/c2", { of: "crm/c3", createdAt: "2025-01-01T00:00:00.000Z" }] }, // a variant: c3 is older
  { members: ["desk/d2", "desk/d3", "pay/p2"] },
  { members: ["pay/p3"] },
  { members: ["desk/d4"] },
  { members: ["desk/gone"] }, // whom the store does not yet know to be gone
];

const books = (): [PeopleBook, PeopleBook, PeopleBook] => [
  peopleBook({ name: "crm", kind: "crm", pageSize: 2, people: ["c1", "c2", "c3", "new"].map((id) => ({ id })) }),
  peopleBook({ name: "desk", kind: "desk", pageSize: 2, people: ["d1", "d2", "d3", "d4"].map((id) => ({ id })) }),
  peopleBook({ name: "pay", kind: "payments", pageSize: 2, people: ["p1", "p2", "p3"].map((id) => ({ id })) }),
];

const CRAWLED = ["crm", "desk", "pay"];

async function listed(first: number, over: readonly PeopleBook[], store: FakePeople) {
  const { begin } = peopleGateway({ books: over, store });
  const pages = await allPages((after) => customerConnection({ first, after }, begin()));
  return { names: pages.flat().map(nameOf), pages };
}

describe("customers of a store that knows everyone", () => {
  it.each([1, 2, 3, 50])("are listed once each, new ones of the first source too (%i a page)", async (first) => {
    const [crm, desk, pay] = books();
    const { names, pages } = await listed(first, [crm, desk, pay], fakePeople(PERSONS, CRAWLED));
    expect(names).toEqual(["crm/c1", "crm/c3", "crm/new", "desk/d2", "desk/d4", "pay/p3"]);
    expect(desk.calls.concat(pay.calls).filter(({ what }) => what === "list")).toEqual([]);
    expect(pages.every(({ length }) => length <= first)).toBe(true);
  });

  it("are listed by walking the vendor's list, while a source before it or itself is not crawled", async () => {
    for (const crawled of [["crm", "pay"], ["desk", "pay"], []]) {
      const [crm, desk, pay] = books();
      const { names } = await listed(2, [crm, desk, pay], fakePeople(PERSONS, crawled));
      expect(names).toEqual(["crm/c1", "crm/c3", "crm/new", "desk/d2", "desk/d4", "pay/p3"]);
      expect(desk.calls.map(({ what }) => what)).toContain("list");
    }
  });

  it("are listed to the end in the way that the list was begun", async () => {
    const all = books();
    const [, desk] = all;
    const filter = { source: { in: ["desk"] } };
    const before = peopleGateway({ books: all, store: fakePeople(PERSONS, []) });
    const first = await customerConnection({ first: 1, filter }, before.begin());
    desk.calls.length = 0;
    const store = fakePeople(PERSONS, CRAWLED);
    const after = first.items[0]?.cursor() ?? null;
    const rest = await customerConnection({ first: 5, after, filter }, peopleGateway({ books: all, store }).begin());
    expect([...first.items, ...rest.items].map(({ node }) => (node instanceof Error ? node : nameOf(node)))).toEqual([
      "desk/d2",
      "desk/d4",
    ]);
    expect(desk.calls.map(({ what }) => what)).toContain("list");
    expect(store.statements).not.toContain("anchoredIn");
  });

  it("can't be gone on with where the store was turned off", async () => {
    const all = books();
    const filter = { source: { in: ["desk"] } };
    const known = peopleGateway({ books: all, store: fakePeople(PERSONS, CRAWLED) });
    const after = (await customerConnection({ first: 1, filter }, known.begin())).items[0]?.cursor() ?? null;
    const off = peopleGateway({ books: all, store: null });
    await expect(customerConnection({ first: 1, after, filter }, off.begin())).rejects.toThrow("another list");
  });

  it("say exactly whether there are more", async () => {
    const store = fakePeople([{ members: ["pay/p1"] }, { members: ["crm/c1", "pay/p2"] }], CRAWLED);
    const all = books();
    const { begin } = peopleGateway({ books: all, store });
    const page = await customerConnection({ first: 1, filter: { source: { in: ["pay"] } } }, begin());
    // A walk through the vendor's list would say that p2 may be somebody's.
    expect(page.hasNextPage).toBe(false);
    expect(page.items).toHaveLength(1);
  });

  it("cost one statement a page, and spare a call for what is left out", async () => {
    const people = Array.from({ length: 100 }, (_, index) => ({ id: `c${index}` }));
    const crm = peopleBook({ name: "crm", kind: "crm", pageSize: 100, people });
    const desk = peopleBook({ name: "desk", kind: "desk", people: [] });
    const persons = people.map(({ id }, index) =>
      // Every twentieth is the same as the one before.
      index % 20 === 1 ? [] : [{ members: index % 20 === 0 ? [`crm/${id}`, `crm/c${index + 1}`] : [`crm/${id}`] }],
    );
    const store = fakePeople(persons.flat(), ["crm", "desk"]);
    const { begin } = peopleGateway({ books: [crm, desk], store });
    const { items, hasNextPage } = await customerConnection({ first: 50 }, begin());
    expect([items.length, hasNextPage]).toEqual([50, true]);
    expect(store.statements).toEqual(["ofRecords"]);
    expect(crm.calls.map(({ what, keys }) => `${what} ${keys}`)).toEqual(["list 0+55"]);
  });

  it("are everyone once, whatever the groups, the pages and what is crawled", async () => {
    const sources = ["crm", "desk", "pay"] as const;
    const people = sources.flatMap((name) => Array.from({ length: 4 }, (_, index) => `${name}/${index}`));
    const groups = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: people.length, maxLength: people.length });
    await fc.assert(
      fc.asyncProperty(
        groups,
        fc.subarray([...sources]),
        fc.integer({ min: 1, max: 5 }),
        async (of, crawled, first) => {
          const persons = [0, 1, 2, 3, 4, 5]
            .map((group) => ({ members: people.filter((_, index) => of[index] === group) }))
            .filter(({ members }) => members.length > 0);
          const kinds = { crm: "crm", desk: "desk", pay: "payments" } as const;
          const over = sources.map((name) =>
            peopleBook({ name, kind: kinds[name], pageSize: 3, people: ["0", "1", "2", "3"].map((id) => ({ id })) }),
          );
          const { names } = await listed(first, over, fakePeople(persons, crawled));
          // Members are in the order of precedence and of ids, so each person's first is its anchor.
          expect(names.toSorted()).toEqual(persons.flatMap(({ members }) => members[0] ?? []).toSorted());
        },
      ),
    );
  });
});

describe("totalCount of customers", () => {
  const countOf = async (args: Parameters<typeof customerConnection>[0], crawled = CRAWLED, brands?: string[]) => {
    const { begin } = peopleGateway({ books: books(), store: fakePeople(PERSONS, crawled) });
    return (await customerConnection(args, begin(brands))).totalCount();
  };

  it("is the store's, once all sources are crawled", async () => {
    expect(await countOf({})).toBe(PERSONS.length);
    expect(await countOf({ filter: {} })).toBe(PERSONS.length);
    expect(await countOf({}, ["crm", "desk"])).toBeNull();
  });

  it("is nobody's to know with a filter, or without a store", async () => {
    expect(await countOf({ filter: { createdAt: { gte: "2026-01-01T00:00:00.000Z" } } })).toBeNull();
    expect(await countOf({ filter: { source: { in: ["crm"] } } })).toBeNull();
    const { begin } = peopleGateway({ books: books(), store: null });
    expect(await (await customerConnection({}, begin())).totalCount()).toBeNull();
  });

  it("is of those whom the caller may see", async () => {
    const [crm, , pay] = books();
    const desk = peopleBook({ name: "desk", kind: "desk", people: [], brands: ["north"] });
    const { begin } = peopleGateway({ books: [crm, desk, pay], store: fakePeople(PERSONS, CRAWLED) });
    // Those known to the desk alone are not the caller's.
    expect(await (await customerConnection({}, begin([]))).totalCount()).toBe(4);
    expect(await (await customerConnection({}, begin(["north"]))).totalCount()).toBe(6);
  });
});
