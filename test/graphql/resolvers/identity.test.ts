// Decisions of administrators about who is who, as a client makes and sees them.
import { describe, expect, it } from "vitest";
import { fakePeople, type FakePerson } from "../../support/fake-people.ts";
import { idOfCustomer, nameOfId, peopleBook, peopleGateway, type Asking } from "../../support/people-books.ts";

const ANN: FakePerson = { members: ["crm/c1", "desk/d1"] };
const BOB: FakePerson = { members: ["crm/c2", "desk/d2", "pay/p2"] };
const EVE: FakePerson = { members: ["pay/p3"] };

function open(persons: readonly FakePerson[] | null = [ANN, BOB, EVE]) {
  const people = (...names: string[]) => names.map((id) => ({ id, email: `${id}@example.com` }));
  const books = [
    peopleBook({ name: "crm", kind: "crm", people: people("c1", "c2", "new") }),
    peopleBook({ name: "desk", kind: "desk", people: people("d1", "d2") }),
    peopleBook({ name: "pay", kind: "payments", people: people("p2", "p3"), brands: ["north"] }),
  ];
  const store = persons === null ? null : fakePeople(persons, ["crm", "desk", "pay"]);
  const { ask: run, dropped } = peopleGateway({ books, store });
  const ask = async (text: string, variables: Asking["variables"] = {}, asking: Asking = {}) => {
    const { data, errors = [] } = await run(text, { brands: ["north"], ...asking, variables });
    return { data, errors };
  };
  const merge = async (names: readonly string[], reason?: string, asking: Asking = {}) => {
    const input = { customers: names.map(idOfCustomer), reason };
    const { data, errors } = await ask(MERGE, { input }, asking);
    return { ...(data?.["mergeCustomers"] as Merged), errors };
  };
  const split = async (name: string, records: readonly string[], reason?: string, asking: Asking = {}) => {
    const input = { customer: idOfCustomer(name), records: records.map(keyOf), reason };
    const { data, errors } = await ask(SPLIT, { input }, asking);
    return { ...(data?.["splitCustomer"] as Split), errors };
  };
  const customerOf = async (name: string) => {
    const { data } = await ask(`query ($id: ID!) { customer(id: $id) ${CUSTOMER} }`, { id: idOfCustomer(name) });
    return shown(data?.["customer"] as Shown | null);
  };
  return { books, store, dropped, ask, merge, split, customerOf };
}

interface Shown {
  readonly id: string;
  readonly links: readonly { readonly source: string; readonly recordId: string }[];
}
interface Problem {
  readonly code: string;
  readonly field: string | null;
  readonly message: string;
}
interface Merged {
  readonly customer: Shown | null;
  readonly userErrors: readonly Problem[];
}
interface Split {
  readonly kept: Shown | null;
  readonly separated: Shown | null;
  readonly userErrors: readonly Problem[];
}

const CUSTOMER = "{ id links { source recordId } }";
const ERRORS = "userErrors { code field message }";
const MERGE = `mutation ($input: MergeCustomersInput!) { mergeCustomers(input: $input) { customer ${CUSTOMER} ${ERRORS} } }`;
const SPLIT = `mutation ($input: SplitCustomerInput!) {
  splitCustomer(input: $input) { kept ${CUSTOMER} separated ${CUSTOMER} ${ERRORS} } }`;

const keyOf = (name: string) => ({ source: name.split("/")[0], recordId: name.split("/")[1] });
const shown = (customer: Shown | null) =>
  customer === null
    ? null
    : { id: nameOfId(customer.id), links: customer.links.map(({ source, recordId }) => `${source}/${recordId}`) };
const codes = ({ userErrors }: { readonly userErrors: readonly Problem[] }) =>
  userErrors.map(({ code, field }) => [code, field]);

describe("mergeCustomers", () => {
  it("makes them one, with the id of the first; the others' ids find it", async () => {
    const { merge, customerOf, store } = open();
    const { customer, userErrors, errors } = await merge(["crm/c2", "pay/p3", "crm/c1"], " Told by phone ");
    const one = { id: "crm/c2", links: ["crm/c1", "crm/c2", "desk/d1", "desk/d2", "pay/p2", "pay/p3"] };
    expect([userErrors, errors]).toEqual([[], []]);
    expect(shown(customer)).toEqual(one);
    for (const name of ["crm/c1", "crm/c2", "pay/p3"]) expect(await customerOf(name)).toEqual(one);
    expect(store?.decided).toEqual([{ subject: "tester", requestId: "request 1", reason: "Told by phone" }]);
  });

  it("drops from the caches what showed any of them, in records and in lists", async () => {
    const { merge, dropped } = open();
    await merge(["crm/c1", "pay/p3"]);
    expect([...dropped].toSorted()).toEqual([
      "crm/Contact/c1",
      "crm/Contact[]",
      "desk/Contact/d1",
      "desk/Contact[]",
      "pay/Contact/p3",
      "pay/Contact[]",
    ]);
  });

  it("is done in turn with others of its operation, and each sees what those before it did", async () => {
    const { ask } = open();
    const input = (...names: string[]) => ({ customers: names.map(idOfCustomer) });
    const { data, errors } = await ask(
      `mutation ($a: MergeCustomersInput!, $b: MergeCustomersInput!, $c: MergeCustomersInput!) {
        a: mergeCustomers(input: $a) { customer { id } userErrors { code } }
        b: mergeCustomers(input: $b) { customer { links { recordId } } userErrors { code } }
        c: mergeCustomers(input: $c) { userErrors { code } } }`,
      { a: input("crm/c1", "crm/c2"), b: input("crm/c2", "pay/p3"), c: input("crm/c1", "pay/p3") },
    );
    expect(errors).toEqual([]);
    expect(data?.["b"]).toMatchObject({ userErrors: [], customer: { links: { length: 6 } } });
    expect(data?.["c"]).toEqual({ userErrors: [{ code: "ALREADY_ONE" }] });
  });

  it.each([
    ["fewer than two", ["crm/c1"], undefined, [["OUT_OF_RANGE", "customers"]]],
    ["too many", Array.from({ length: 51 }, (_, index) => `crm/${index}`), undefined, [["OUT_OF_RANGE", "customers"]]],
    ["a reason that is too long", ["crm/c1", "crm/c2"], "x".repeat(1_001), [["OUT_OF_RANGE", "reason"]]],
    ["one that is not there", ["crm/c1", "crm/never"], undefined, [["NOT_FOUND", "customers.1"]]],
    ["one whom the store has not seen", ["crm/new", "crm/c1"], undefined, [["NOT_KNOWN_YET", "customers.0"]]],
    ["what is one already", ["crm/c1", "desk/d1"], undefined, [["ALREADY_ONE", "customers"]]],
  ])("refuses %s, and changes nothing", async (_, names, reason, expected) => {
    const { merge, store, dropped } = open();
    const result = await merge(names, reason);
    expect([result.customer, codes(result), result.errors]).toEqual([null, expected, []]);
    expect([store?.decided, [...dropped]]).toEqual([[], []]);
  });

  it("refuses whom the administrator's brands hide, as if there were nobody", async () => {
    const { merge, store } = open();
    const hidden = await merge(["crm/c1", "pay/p3"], undefined, { brands: [] });
    const missing = await merge(["crm/c1", "pay/never"], undefined, { brands: [] });
    expect(hidden).toEqual(missing);
    expect([codes(hidden), store?.decided]).toEqual([[["NOT_FOUND", "customers.1"]], []]);
  });

  it("refuses an id of something else, with an error of the request", async () => {
    const { ask } = open();
    const input = { customers: [idOfCustomer("crm/c1"), "nonsense"] };
    const { data, errors } = await ask(MERGE, { input });
    expect(data).toEqual({ mergeCustomers: null });
    expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining('"id"')]);
  });
});

describe("splitCustomer", () => {
  it("parts the records from the rest, for both to be found by their own ids", async () => {
    const { split, customerOf, store, dropped } = open();
    const { kept, separated, userErrors } = await split("crm/c2", ["pay/p2", "pay/p2"], "A namesake");
    expect(userErrors).toEqual([]);
    expect(shown(kept)).toEqual({ id: "crm/c2", links: ["crm/c2", "desk/d2"] });
    expect(shown(separated)).toEqual({ id: "pay/p2", links: ["pay/p2"] });
    expect(await customerOf("pay/p2")).toEqual({ id: "pay/p2", links: ["pay/p2"] });
    expect(store?.decided).toEqual([{ subject: "tester", requestId: "request 1", reason: "A namesake" }]);
    expect([...dropped]).toEqual(expect.arrayContaining(["crm/Contact/c2", "desk/Contact/d2", "pay/Contact/p2"]));
  });

  it("undoes a merge", async () => {
    const { merge, split, customerOf } = open();
    await merge(["crm/c1", "crm/c2"]);
    await split("crm/c1", ["crm/c2", "desk/d2", "pay/p2"]);
    expect((await customerOf("crm/c1"))?.links).toEqual(["crm/c1", "desk/d1"]);
    expect((await customerOf("crm/c2"))?.links).toEqual(["crm/c2", "desk/d2", "pay/p2"]);
  });

  it.each([
    ["nothing named", "crm/c2", [], [["OUT_OF_RANGE", "records"]]],
    [
      "records of others",
      "crm/c2",
      ["desk/d2", "desk/d1", "crm/never"],
      [
        ["NOT_OF_CUSTOMER", "records.1"],
        ["NOT_OF_CUSTOMER", "records.2"],
      ],
    ],
    ["all of its records", "crm/c1", ["desk/d1", "crm/c1"], [["NOTHING_LEFT", "records"]]],
    ["a customer that is not there", "crm/never", ["crm/never"], [["NOT_FOUND", "customer"]]],
  ])("refuses %s, and changes nothing", async (_, name, records, expected) => {
    const { split, store, dropped } = open();
    const result = await split(name, records);
    expect([result.kept, result.separated, codes(result)]).toEqual([null, null, expected]);
    expect([store?.decided, [...dropped]]).toEqual([[], []]);
  });

  it("knows no record that the administrator's brands hide", async () => {
    const { split } = open();
    const result = await split("crm/c2", ["pay/p2"], undefined, { brands: [] });
    expect(codes(result)).toEqual([["NOT_OF_CUSTOMER", "records.0"]]);
  });
});

describe("both", () => {
  it("are refused where nobody keeps who is who, in words that say what to do", async () => {
    const { merge, split, books } = open(null);
    const results = [await merge(["crm/c1", "crm/c2"]), await split("crm/c1", ["desk/d1"])];
    expect(results.map(codes)).toEqual([[["IDENTITY_OFF", null]], [["IDENTITY_OFF", null]]]);
    expect(results[0]?.userErrors[0]?.message).toContain("turn identity on");
    expect(books.flatMap(({ calls }) => calls)).toEqual([]);
  });

  it("are an administrator's alone", async () => {
    const { merge, split, store } = open();
    for (const result of [
      await merge(["crm/c1", "crm/c2"], undefined, { roles: ["SALES", "SUPPORT"] }),
      await split("crm/c2", ["pay/p2"], undefined, { roles: ["SALES", "SUPPORT"] }),
    ]) {
      expect(result.errors.map(({ extensions }) => extensions["code"])).toEqual(["FORBIDDEN"]);
    }
    expect([store?.decided, store?.statements]).toEqual([[], []]);
  });

  it("are in the schema of an administrator, and of nobody else", async () => {
    const { ask } = open();
    const text = "{ __schema { mutationType { fields { name } } types { name } } }";
    const schemaFor = async (role: "ADMIN" | "SUPPORT") =>
      JSON.stringify((await ask(text, {}, { roles: [role] })).data?.["__schema"]);
    expect(await schemaFor("ADMIN")).toContain("mergeCustomers");
    const others = await schemaFor("SUPPORT");
    expect(others).toContain('"mutationType":null');
    expect(others).not.toMatch(/merge|split|UserError/i);
  });

  it("are bound by the limits of every operation", async () => {
    const { ask, store } = open();
    const fields = Array.from(
      { length: 21 },
      (_, index) => `m${index}: mergeCustomers(input: $input) { customer { id } }`,
    );
    const input = { customers: ["crm/c1", "crm/c2"].map(idOfCustomer) };
    const { errors } = await ask(`mutation ($input: MergeCustomersInput!) { ${fields.join(" ")} }`, { input });
    expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining("21 of at most 20 root fields")]);
    expect(store?.decided).toEqual([]);
  });
});
