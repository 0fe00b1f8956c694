// Customers whom the store knows: chains and variants included, and nobody is looked up.
import { describe, expect, it } from "vitest";
import { UpstreamError } from "../../src/errors.ts";
import type { Customers } from "../../src/identity/customers.ts";
import type { Contact } from "../../src/mapping/entities.ts";
import { fakePeople, LINKED_AT, nameOfRecord, type FakePerson } from "../support/fake-people.ts";
import { peopleBook, peopleGateway, type PersonRow } from "../support/people-books.ts";

const rows = (...names: string[]): PersonRow[] => names.map((id) => ({ id, email: `${id}@example.com` }));

function open(persons: readonly FakePerson[], crawled = ["crm", "desk", "pay"]) {
  const crm = peopleBook({ name: "crm", kind: "crm", people: rows("c1", "c2", "c3", "c4") });
  const desk = peopleBook({ name: "desk", kind: "desk", people: rows("d1", "d2", "d3"), brands: ["north"] });
  const pay = peopleBook({ name: "pay", kind: "payments", people: rows("p1", "p2", "p3") });
  const books = [pay, crm, desk];
  const store = fakePeople(persons, crawled);
  const { begin } = peopleGateway({ books, store });
  const seeing = (brands: readonly string[] = ["north"]): Customers => begin(brands).customers;
  const lookups = () => books.flatMap(({ calls }) => calls).filter(({ what }) => what === "look up");
  return { crm, desk, pay, store, seeing, lookups };
}

const nameOf = (contact: Contact | null) => (contact === null ? null : `${contact.source}/${contact.id}`);

const ANN: FakePerson = {
  members: [
    { of: "pay/p1", rule: "ANCHOR", confidence: 1 },
    { of: "desk/d1", rule: "EXTERNAL_ID", confidence: 1 },
    { of: "crm/c2", createdAt: "2026-01-02T00:00:00.000Z" },
    { of: "crm/c1", createdAt: "2026-01-03T00:00:00.000Z" },
  ],
};

async function all(customers: Customers, record: string) {
  const [source = "", id = ""] = record.split("/");
  const anchor = await customers.byRecord(source, id);
  if (anchor === null) return null;
  const records = await Promise.all(customers.sources.map((one) => customers.recordsIn(one, anchor)));
  return {
    anchor: nameOf(anchor),
    id: nameOfRecord(await customers.idOf(anchor)),
    records: records.flat().map((parent) => `${parent.source}/${parent.id}`),
    links: (await customers.links(anchor)).map(({ source: of, recordId, rule }) => `${of}/${recordId} ${rule}`),
  };
}

describe("a customer whom the store knows", () => {
  it("is anchored by kind of source, then on the oldest record, and looked up nowhere", async () => {
    const { seeing, lookups, store } = open([ANN]);
    const expected = {
      anchor: "crm/c2",
      id: "pay/p1", // as it was first called
      records: ["crm/c2", "crm/c1", "desk/d1", "pay/p1"],
      // What the store's first record is linked by is said of it, since it is not the anchor here.
      links: ["crm/c2 ANCHOR", "crm/c1 EMAIL", "desk/d1 EXTERNAL_ID", "pay/p1 EMAIL"],
    };
    for (const record of ["crm/c1", "crm/c2", "desk/d1", "pay/p1"]) {
      expect(await all(seeing(), record)).toEqual(expected);
    }
    expect(lookups()).toEqual([]);
    store.statements.length = 0;
    await all(seeing(), "crm/c2");
    expect(store.statements).toEqual(["ofRecords"]);
  });

  it("says since when records are linked, and how sure that is", async () => {
    const { seeing } = open([ANN]);
    const customers = seeing();
    const anchor = await customers.byRecord("pay", "p1");
    const [first, second] = anchor === null ? [] : await customers.links(anchor);
    expect(first).toEqual({ source: "crm", recordId: "c2", rule: "ANCHOR", confidence: 1, linkedAt: LINKED_AT });
    expect(second).toMatchObject({ recordId: "c1", rule: "EMAIL", confidence: 0.9, linkedAt: LINKED_AT });
  });

  it("is without the sources that the caller may not see", async () => {
    const { seeing, desk } = open([ANN, { members: ["desk/d2", "pay/p2"] }]);
    expect(await all(seeing([]), "crm/c1")).toMatchObject({
      records: ["crm/c2", "crm/c1", "pay/p1"],
      links: ["crm/c2 ANCHOR", "crm/c1 EMAIL", "pay/p1 EMAIL"],
    });
    // Anchored where the caller sees, and named by what the caller sees.
    expect(await all(seeing([]), "pay/p2")).toEqual({
      anchor: "pay/p2",
      id: "pay/p2",
      records: ["pay/p2"],
      links: ["pay/p2 ANCHOR"],
    });
    expect(await all(seeing([]), "desk/d1")).toBeNull();
    expect(await seeing([]).byId("desk", "d1")).toBeNull();
    expect(desk.calls).toEqual([]);
    expect(await all(seeing(), "pay/p2")).toMatchObject({ anchor: "desk/d2", id: "desk/d2" });
  });

  it("is linked to no record whatever the addresses say, where the store knows of none", async () => {
    const same = [{ id: "1", email: "ann@example.com" }];
    const books = [
      peopleBook({ name: "crm", kind: "crm", people: same }),
      peopleBook({ name: "desk", kind: "desk", people: same }),
    ];
    const store = fakePeople([{ members: ["crm/1"] }, { members: ["desk/1"] }]); // parted by hand, say
    const { begin } = peopleGateway({ books, store });
    expect(await all(begin().customers, "desk/1")).toMatchObject({ anchor: "desk/1", records: ["desk/1"] });
    expect(await all(begin().customers, "crm/1")).toMatchObject({ anchor: "crm/1", records: ["crm/1"] });
    expect(books.flatMap(({ calls }) => calls.filter(({ what }) => what === "look up"))).toEqual([]);
  });

  it("moves to the next record where the vendor has lost the best", async () => {
    const { seeing } = open([{ id: "crm/gone", members: ["crm/gone", "crm/c1", "desk/d1"] }]);
    expect(await all(seeing(), "desk/d1")).toMatchObject({ anchor: "crm/c1", id: "crm/gone" });
    expect(nameOf(await seeing().byId("crm", "gone"))).toBe("crm/c1");
  });

  it("fails with the store: who is who is decided there for good, and no guess takes its place", async () => {
    const { seeing, store, lookups } = open([ANN]);
    store.state.failure = new UpstreamError("store", "unavailable");
    await expect(seeing().byRecord("crm", "c1")).rejects.toBe(store.state.failure);
    await expect(seeing().byEmail("c1@example.com")).rejects.toBe(store.state.failure);
    expect(lookups()).toEqual([]);
  });
});

describe("ids that were handed out", () => {
  it("find the customer after merges, and when their record is gone", async () => {
    const { seeing } = open([{ id: "crm/c1", once: ["desk/merged", "crm/merged"], members: ["crm/c1", "pay/p1"] }]);
    for (const [source, id] of [
      ["crm", "c1"],
      ["pay", "p1"],
      ["crm", "merged"],
      ["desk", "merged"],
    ] as const) {
      expect(nameOf(await seeing().byId(source, id))).toBe("crm/c1");
    }
    expect(await seeing([]).byId("desk", "merged")).toBeNull();
    expect(await seeing().byId("crm", "never")).toBeNull();
  });
});

describe("people of sources whose rows have brands", () => {
  const games = peopleBook({
    name: "games",
    kind: "players",
    isDivided: true,
    people: [
      { id: "g1", email: "north@example.com", brand: "north" },
      { id: "g2", email: "south@example.com", brand: "south" },
    ],
  });
  const crm = peopleBook({ name: "crm", kind: "crm", people: rows("c1") });
  const persons: FakePerson[] = [
    {
      id: "games/g2",
      members: [
        { of: "crm/c1", email: "c1@example.com" },
        { of: "games/g1", brandId: "north", email: "north@example.com" },
        { of: "games/g2", brandId: "south", email: "south@example.com" },
      ],
    },
  ];
  const seeing = (brands: readonly string[]) =>
    peopleGateway({ books: [crm, games], store: fakePeople(persons, ["crm", "games"]) }).begin(brands).customers;

  it("are each for whom their brand is", async () => {
    expect((await all(seeing(["north"]), "crm/c1"))?.records).toEqual(["crm/c1", "games/g1"]);
    expect((await all(seeing(["south"]), "crm/c1"))?.records).toEqual(["crm/c1", "games/g2"]);
    expect((await all(seeing([]), "crm/c1"))?.records).toEqual(["crm/c1"]);
  });

  it("lead nobody else to the customer, nor name it", async () => {
    expect(await seeing(["north"]).byRecord("games", "g2")).toBeNull();
    expect(await seeing(["north"]).byId("games", "g2")).toBeNull();
    expect((await all(seeing(["north"]), "crm/c1"))?.id).toBe("crm/c1");
    expect((await all(seeing(["south"]), "crm/c1"))?.id).toBe("games/g2");
  });

  it("lend their addresses to nobody else", async () => {
    expect(await seeing(["north"]).byEmail("south@example.com")).toBeNull();
    expect(nameOf(await seeing(["north"]).byEmail("north@example.com"))).toBe("crm/c1");
    expect(nameOf(await seeing(["south"]).byEmail("South@example.com"))).toBe("crm/c1");
  });

  it("are not counted, as the store can't tell whose they are", async () => {
    expect(await seeing(["north"]).count()).toBeNull();
  });
});

describe("a record that the store has not come across", () => {
  it("is looked up in the sources, and joins whom the store knows", async () => {
    const people = [{ id: "d9", email: "c1@example.com" }];
    const crm = peopleBook({ name: "crm", kind: "crm", people: rows("c1", "c2") });
    const desk = peopleBook({ name: "desk", kind: "desk", people });
    // The one it is found by is not the person's best: no chain is lost.
    const store = fakePeople([{ members: [{ of: "crm/c2", createdAt: "2026-01-01T00:00:00.000Z" }, "crm/c1"] }]);
    const { begin } = peopleGateway({ books: [crm, desk], store });
    expect(nameOf(await begin().customers.byRecord("desk", "d9"))).toBe("crm/c2");
    expect(nameOf(await begin().customers.byEmail("c1@example.com"))).toBe("crm/c2");
    expect(crm.calls.map(({ what }) => what)).toContain("look up");
  });

  it("has its links from the sources, as if there were no store", async () => {
    const { seeing } = open([]);
    const customers = seeing();
    expect(await all(customers, "crm/c1")).toEqual({
      anchor: "crm/c1",
      id: "crm/c1",
      records: ["crm/c1"],
      links: ["crm/c1 ANCHOR"],
    });
  });
});
