// People of a source that serves what is theirs, and not them: they are joined, and are nobody's customers by themselves.
import { describe, expect, it } from "vitest";
import { customerConnection } from "../../src/graphql/resolvers/list-connection.ts";
import { ofCustomer } from "../../src/graphql/resolvers/related-connection.ts";
import { SOMEWHERE, allPages, book, entityIn, fail, nameOf, operationsOver } from "../support/some-books.ts";

const address = (name: string): string => `${name}@example.com`;
const person = (id: string, name = id) => ({ id, email: address(name) });

/** A desk of tickets alone between a CRM of people alone and a payments provider of people alone. */
function open() {
  const crm = book({ name: "crm", kind: "crm", people: [person("c1", "ann")], entities: ["Contact"] });
  const desk = book({
    name: "desk",
    people: [person("d1", "ann"), person("d2", "bob"), person("d3", "eve")],
    tickets: ["d1", "d2", "d3"].map((of, index) => ({ id: `t${index + 1}`, of, day: index + 1 })),
    entities: ["Ticket"],
  });
  const pay = book({ name: "pay", kind: "payments", people: [person("p1", "bob")], entities: ["Contact"] });
  const begin = operationsOver([crm, desk, pay]);
  return { crm, desk, pay, begin };
}

describe("people who are read to be joined", () => {
  it("are not listed, and their source is not asked for a list", async () => {
    const { desk, begin } = open();
    const pages = await allPages((after) => customerConnection({ first: 2, after }, begin()));
    expect(pages.flat().map(nameOf)).toEqual(["crm/c1", "pay/p1"]);
    expect(desk.calls).toEqual([]);
    const { items } = await customerConnection({ filter: { source: { in: ["desk"] } } }, begin());
    expect(items).toEqual([]);
  });

  it("bring what is theirs to the customers of other sources, and are among their links", async () => {
    const { begin } = open();
    const { customers } = begin();
    for (const [source, id, ticket] of [
      ["crm", "c1", "desk/t1"],
      ["pay", "p1", "desk/t2"],
    ] as const) {
      const customer = await customers.byId(source, id);
      if (customer === null) throw new Error("nobody");
      const { items } = await ofCustomer("Ticket", customer, {}, begin(), SOMEWHERE);
      expect(items.map(({ node }) => nameOf(entityIn(node)))).toEqual([ticket]);
      expect(await customers.links(customer)).toMatchObject([{ source, rule: "ANCHOR" }, { source: "desk" }]);
    }
  });

  it("are the customer that another source anchors, before or behind theirs, else nobody", async () => {
    const { begin } = open();
    const { customers } = begin();
    const nameOfCustomer = async (id: string) => {
      const customer = await customers.byRecord("desk", id); // as of the ticket that asks for its customer
      return customer === null ? null : nameOf(customer);
    };
    expect(await nameOfCustomer("d1")).toBe("crm/c1");
    expect(await nameOfCustomer("d2")).toBe("pay/p1");
    expect(await nameOfCustomer("d3")).toBeNull();
  });

  it("are found by no id of their own, and nobody is asked", async () => {
    const { crm, desk, pay, begin } = open();
    expect(await begin().customers.byId("desk", "d1")).toBeNull();
    expect([...crm.calls, ...desk.calls, ...pay.calls]).toEqual([]);
  });

  it("lead from their address to the customer whom they are", async () => {
    const { begin } = open();
    const { customers } = begin();
    const found = async (name: string) => {
      const customer = await customers.byEmail(address(name));
      return customer === null ? null : nameOf(customer);
    };
    expect([await found("ann"), await found("bob"), await found("eve")]).toEqual(["crm/c1", "pay/p1", null]);
  });
});

describe("the customer of an address", () => {
  it("is found in the first source that has it, though a later one fails", async () => {
    const { crm, pay, begin } = open();
    const payDown = fail(pay);
    expect(await begin().customers.byEmail(address("ann"))).toMatchObject({ source: "crm", id: "c1" });
    await expect(begin().customers.byEmail(address("bob"))).rejects.toBe(payDown);
    pay.state.failure = null;
    const crmDown = fail(crm);
    await expect(begin().customers.byEmail(address("bob"))).rejects.toBe(crmDown); // who knows whether it has her
  });
});
