// Which record's value a customer has, and `provenance`, as a client sees them.
import { describe, expect, it } from "vitest";
import { UpstreamError } from "../../../src/errors.ts";
import type { Survivorship } from "../../../src/identity/survivors.ts";
import { fakePeople } from "../../support/fake-people.ts";
import { idOfCustomer, peopleBook, peopleGateway, type Asking } from "../../support/people-books.ts";

const FIRST = "2026-01-01T00:00:00.000Z";
const SECOND = "2026-02-02T00:00:00.000Z";

function open(survivorship: Survivorship = {}, hasStore = true) {
  const crm = peopleBook({
    name: "crm",
    kind: "crm",
    people: [
      { id: "c1", name: "Ann", email: "ann@example.com", at: FIRST, changed: SECOND, company: "acme" },
      { id: "c2", email: "bob@example.com" },
    ],
  });
  const desk = peopleBook({
    name: "desk",
    kind: "desk",
    people: [
      { id: "d1", name: "Annie", email: "ann@example.com", phone: "+4930123456", at: SECOND },
      { id: "d2", name: "Bob", email: "bob@example.com" },
    ],
  });
  const pay = peopleBook({
    name: "pay",
    kind: "payments",
    people: [
      { id: "p1", name: "A. Smith", email: 17, at: SECOND, changed: FIRST, company: "smith" },
      { id: "p2", name: "B. Jones", email: "bob@example.com" },
      { id: "p3", email: 18 },
    ],
    brands: ["north"],
  });
  const books = [crm, desk, pay];
  const store = hasStore
    ? fakePeople([{ members: ["crm/c1", "desk/d1", "pay/p1"] }, { members: ["crm/c2", "desk/d2", "pay/p2"] }])
    : null;
  const { ask } = peopleGateway({ books, store, survivorship });
  const forget = (): void => {
    for (const { calls } of books) calls.length = 0;
    store?.statements.splice(0);
  };
  const one = async (fields: string, asking: Asking = {}, id = "crm/c1") => {
    const text = `query ($id: ID!) { customer(id: $id) { ${fields} } }`;
    const { data, errors = [] } = await ask(text, {
      brands: ["north"],
      ...asking,
      variables: { id: idOfCustomer(id) },
    });
    return { customer: data?.["customer"], errors };
  };
  return { crm, desk, pay, store, ask, one, forget };
}

const WHOLE = "displayName email phone createdAt updatedAt company { name }";
const ANCHORED = {
  displayName: "Ann",
  email: "ann@example.com",
  phone: null,
  createdAt: FIRST,
  updatedAt: SECOND,
  company: { name: "acme" },
};

describe("a customer's values", () => {
  it("are the anchor's without configuration, also those that it lacks, and nobody else is read", async () => {
    const { one, desk, pay, store } = open();
    expect(await one(WHOLE)).toEqual({ customer: ANCHORED, errors: [] });
    expect([...desk.calls, ...pay.calls]).toEqual([]);
    expect(store?.statements).toEqual(["ofRecords"]);
  });

  it("are those of the first source that has one, then the anchor's, then the others'", async () => {
    const { one } = open({ displayName: ["pay", "desk"], default: ["desk"] });
    expect(await one(WHOLE)).toEqual({
      customer: { ...ANCHORED, displayName: "A. Smith", phone: "+4930123456", createdAt: SECOND },
      errors: [],
    });
    const emptyDefault = open({ default: [] });
    expect((await emptyDefault.one(WHOLE)).customer).toEqual({ ...ANCHORED, phone: "+4930123456" });
    expect((await open({ phone: ["pay"] }).one(WHOLE)).customer).toEqual({ ...ANCHORED, phone: "+4930123456" });
    expect((await open({ company: ["pay"] }).one(WHOLE)).customer).toEqual({ ...ANCHORED, company: { name: "smith" } });
  });

  it("leave out sources that the caller may not see", async () => {
    const { one, pay } = open({ default: ["pay"] });
    expect((await one(WHOLE, { brands: [] })).customer).toEqual({ ...ANCHORED, phone: "+4930123456" });
    expect(pay.calls).toEqual([]);
  });

  it("pass over a bad one where another source has a good one", async () => {
    const { one } = open({ email: ["pay"] });
    expect(await one("email")).toEqual({ customer: { email: "ann@example.com" }, errors: [] });
    const alone = await one("email provenance { field }", {}, "pay/p3");
    expect(alone.customer).toEqual({ email: null, provenance: [] });
    expect(alone.errors.map(({ message }) => message)).toEqual([expect.stringContaining("pay record p3")]);
  });

  it("are read for a page at once, and only of whom they are needed", async () => {
    const { ask, crm, desk, pay, store } = open({ displayName: ["crm"] });
    const { data } = await ask(`{ customers(filter: { source: { in: ["crm"] } }) { nodes { displayName email } } }`, {
      brands: ["north"],
    });
    expect(data).toEqual({
      customers: {
        nodes: [
          { displayName: "Ann", email: "ann@example.com" },
          { displayName: "Bob", email: "bob@example.com" },
        ],
      },
    });
    expect(crm.calls.map(({ what }) => what)).toEqual(["list"]);
    // Bob's, since his own record names nobody; and its name alone, besides what linking needs.
    const read = desk.calls.filter(({ what }) => what === "get");
    expect(read).toEqual([{ what: "get", keys: "d2", select: "createdAt,displayName,email,externalIds,id" }]);
    expect(pay.calls.filter(({ what }) => what === "get")).toEqual([]);
    expect(store?.statements).toEqual(["ofRecords"]);
  });

  it("are the next best with an error beside, where a preferred source fails", async () => {
    const { one, desk } = open({ displayName: ["desk", "pay"] });
    desk.state.failure = new UpstreamError("desk", "unavailable");
    const { customer, errors } = await one("displayName email");
    expect(customer).toEqual({ displayName: "A. Smith", email: "ann@example.com" });
    expect(errors.map(({ message, path }) => [message, path])).toEqual([
      ["desk can't be reached or is failing", ["customer", "displayName"]],
    ]);
  });

  it("are missing with the error, where nobody else has one", async () => {
    const { one, desk } = open({ phone: ["desk"] });
    desk.state.failure = new UpstreamError("desk", "timeout");
    const { customer, errors } = await one("phone email");
    expect(customer).toEqual({ phone: null, email: "ann@example.com" });
    expect(errors).toHaveLength(1);
  });

  it("are found without a store, by looking people up", async () => {
    const { one } = open({ displayName: ["desk"] }, false);
    expect(await one("displayName")).toEqual({ customer: { displayName: "Annie" }, errors: [] });
  });
});

describe("Customer.provenance", () => {
  const PROVENANCE = "provenance { field source recordId asOf }";
  const entry = (field: string, source: string, recordId: string, asOf: string | null) => ({
    field,
    source,
    recordId,
    asOf,
  });

  it("names the record of each value, and leaves out what there is none of", async () => {
    const { one } = open();
    expect(await one(PROVENANCE)).toEqual({
      customer: {
        provenance: ["displayName", "email", "company", "createdAt", "updatedAt"].map((field) =>
          entry(field, "crm", "c1", SECOND),
        ),
      },
      errors: [],
    });
  });

  it("follows the configuration", async () => {
    const { one } = open({ displayName: ["pay"], phone: ["desk"] });
    const { customer } = await one(PROVENANCE);
    expect(customer).toMatchObject({
      provenance: expect.arrayContaining([
        entry("displayName", "pay", "p1", FIRST),
        entry("phone", "desk", "d1", null), // the desk does not say when
        entry("email", "crm", "c1", SECOND),
      ]),
    });
  });

  it("says nothing of fields that the caller may not read, and reads none of them", async () => {
    const { one, desk, forget } = open({ phone: ["desk"] });
    const fieldsFor = async (role: "MARKETING" | "SUPPORT") => {
      forget();
      const { customer, errors } = await one(PROVENANCE, { roles: [role] });
      expect(errors).toEqual([]);
      const { provenance } = customer as { provenance: readonly { field: string }[] };
      return provenance.map(({ field }) => field);
    };
    expect(await fieldsFor("SUPPORT")).toContain("phone");
    expect(desk.calls.map(({ select }) => select)).toEqual([expect.stringContaining("phone")]);
    expect(await fieldsFor("MARKETING")).toEqual(["displayName", "email", "company", "createdAt", "updatedAt"]);
    expect(desk.calls).toEqual([]);
  });

  it("names no source that the caller may not see", async () => {
    const { one } = open({ default: ["pay"] });
    const { customer } = await one(PROVENANCE, { brands: [] });
    expect(JSON.stringify(customer)).not.toContain("pay");
  });
});
