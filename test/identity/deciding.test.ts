// What a change of who is who drops from the caches: every answer that showed it, or that there was nobody.
import { describe, expect, it } from "vitest";
import { tagsOf } from "../../src/identity/deciding.ts";
import { fakePeople, recordOf } from "../support/fake-people.ts";
import { idOfCustomer, ids, peopleBook, peopleGateway } from "../support/people-books.ts";

function open() {
  const people = (...names: string[]) => names.map((id) => ({ id, email: `${id}@example.com` }));
  const books = [
    peopleBook({ name: "crm", kind: "crm", people: people("c1", "c2", "c3") }),
    peopleBook({ name: "desk", kind: "desk", people: people("d1", "d2"), hasCustomers: false }),
    peopleBook({ name: "pay", kind: "payments", people: people("p1", "p2") }),
  ];
  const persons = [
    { members: [{ of: "crm/c1", email: "c1@example.com" }, "desk/d1"] },
    { members: ["crm/c2"] },
    { members: ["crm/c3"] },
    { members: ["desk/d2"] },
    { members: ["pay/p1"] },
    { id: "pay/p9", members: ["pay/p2"] },
  ];
  const store = fakePeople(persons, ["crm", "desk", "pay"]);
  return { store, ...peopleGateway({ books, store }) };
}

const ticketOf = (person: string) => ids.encodeId("Ticket", "desk", `t-${person}`);

describe("an answer", () => {
  it.each([
    ["a customer's links", `{ customer(id: "${idOfCustomer("crm/c1")}") { links { recordId } } }`, "crm/c1", "pay/p1"],
    ["a customer's id alone", `{ customer(id: "${idOfCustomer("pay/p9")}") { id } }`, "pay/p2", "pay/p1"],
    ["the customer of an address", `{ customerByEmail(email: "c1@example.com") { id } }`, "crm/c1", "crm/c2"],
    [
      "a customer who was asked for by another record",
      `{ ticket(id: "${ticketOf("d1")}") { customer { id } } }`,
      "desk/d1",
      "crm/c2",
    ],
    ["that a record is nobody's", `{ ticket(id: "${ticketOf("d2")}") { customer { id } } }`, "desk/d2", "crm/c2"],
    ["a list", `{ customers { nodes { id } } }`, "crm/c3", "pay/p1"],
    [
      "a later source's list",
      `{ customers(filter: { source: { in: ["pay"] } }) { nodes { id } } }`,
      "crm/c1",
      "pay/p1",
    ],
    ["how many there are", `{ customers { totalCount } }`, "crm/c1", "pay/p1"],
  ])("with %s is dropped when that changes, and is kept no longer than people are", async (_, text, one, other) => {
    const { ask, last, store } = open();
    const { errors } = await ask(text);
    expect(errors).toBeUndefined();
    const changed = await store.people.ofRecords([one, other].map(recordOf));
    const tags = tagsOf(changed.filter((person) => person !== null));
    expect([...last.tags].some((tag) => tags.has(tag))).toBe(true);
    expect(last.freshMs).toBeLessThanOrEqual(1_000);
  });

  it("about others stays", async () => {
    const { ask, last, store } = open();
    await ask(`{ customer(id: "${idOfCustomer("crm/c1")}") { links { recordId } } }`);
    const [person] = await store.people.ofRecords([recordOf("pay/p1")]);
    const tags = tagsOf(person == null ? [] : [person]);
    expect(tags.size).toBeGreaterThan(0);
    expect([...last.tags].some((tag) => tags.has(tag))).toBe(false);
  });
});
