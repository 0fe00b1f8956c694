import { GraphQLError, parse, print, subscribe } from "graphql";
import { describe, expect, it } from "vitest";
import { authorize, canReadType, mayRead, typeForbidden } from "../../src/auth/authorize.ts";
import { DENIED, executionSchema } from "../../src/auth/execution-schema.ts";
import { RequestError } from "../../src/errors.ts";
import { run, shortErrors } from "./run-authorized.ts";
import type { EngineName } from "./run-authorized.ts";
import { scopeOf, shop, shopRules } from "./shop.ts";
import type { RoleName } from "./shop.ts";

interface Case {
  readonly name: string;
  readonly roles: readonly RoleName[];
  readonly text: string;
  readonly data: unknown;
  readonly errors: readonly string[];
}

const PHONE = "Customer.phone needs SALES";

const cases: readonly Case[] = [
  {
    name: "a denied field is null, the others are not",
    roles: ["MARKETING"],
    text: `{ customer { name phone } }`,
    data: { customer: { name: "Ann", phone: null } },
    errors: [`${PHONE} @ customer.phone`],
  },
  {
    name: "an alias keeps its name",
    roles: ["MARKETING"],
    text: `{ customer { tel: phone name: label } }`,
    data: { customer: { tel: null, name: "c1 label" } },
    errors: [`${PHONE} @ customer.tel`],
  },
  {
    name: "below a list there is one error, cut at the list",
    roles: ["MARKETING"],
    text: `{ customers { name phone } }`,
    data: {
      customers: [
        { name: "Ann", phone: null },
        { name: "Bob", phone: null },
      ],
    },
    errors: [`${PHONE} @ customers`],
  },
  {
    name: "a denied list is null itself",
    roles: ["MARKETING"],
    text: `{ customers { orders(first: 1) { id } } }`,
    data: { customers: [{ orders: null }, { orders: null }] },
    errors: ["Customer.orders needs SALES @ customers"],
  },
  {
    name: "lists in lists",
    roles: ["SALES"],
    text: `{ customer { orders { grid { text price } } } }`,
    data: { customer: { orders: [{ grid: [[{ text: "a", price: null }], null, []] }, null] } },
    errors: ["Cell.price needs FINANCE @ customer.orders"],
  },
  {
    name: "what needs two roles",
    roles: ["MARKETING"],
    text: `{ version customer { payments { amount } } }`,
    data: { version: "1", customer: { payments: null } },
    errors: ["Customer.payments needs one of MARKETING, SALES together with FINANCE (or ADMIN) @ customer.payments"],
  },
  {
    name: "fragments, inline and named",
    roles: ["MARKETING"],
    text: `{ customer { ...Card ... on Customer { b: phone } ... { c: phone } } }
           fragment Card on Customer { name ...Deep } fragment Deep on Customer { a: phone }`,
    data: { customer: { name: "Ann", a: null, b: null, c: null } },
    errors: [`${PHONE} @ customer.a`, `${PHONE} @ customer.b`, `${PHONE} @ customer.c`],
  },
  {
    name: "one key merged from several places",
    roles: ["MARKETING"],
    text: `{ customer { company { staff { phone } } } customer { company { staff { name phone } } phone } }`,
    data: {
      customer: {
        company: {
          staff: [
            { phone: null, name: "Ann" },
            { phone: null, name: "Bob" },
          ],
        },
        phone: null,
      },
    },
    errors: [`${PHONE} @ customer.company.staff`, `${PHONE} @ customer.phone`],
  },
  {
    name: "two fields of one coordinate below one list are one error",
    roles: ["MARKETING"],
    text: `{ customers { a: phone b: phone } }`,
    data: {
      customers: [
        { a: null, b: null },
        { a: null, b: null },
      ],
    },
    errors: [`${PHONE} @ customers`],
  },
  {
    name: "an interface's field by the rule of each type",
    roles: [],
    text: `{ node(id: "co1") { id label } }`,
    data: { node: { id: "co1", label: null } },
    errors: ["Company.label needs SALES @ node.label"],
  },
  {
    name: "the same field on another type",
    roles: ["MARKETING"],
    text: `{ node(id: "c1") { id label } }`,
    data: { node: { id: "c1", label: "c1 label" } },
    errors: [],
  },
  {
    name: "an object of a denied type is null",
    roles: ["MARKETING"],
    text: `{ node(id: "p1") { __typename id } }`,
    data: { node: null },
    errors: ["Payment needs FINANCE @ node"],
  },
  {
    name: "and so in a list, with one error",
    roles: ["MARKETING"],
    text: `{ nodes { id } things { ... on Customer { name } } }`,
    data: { nodes: [{ id: "c1" }, null, { id: "co1" }, null, null], things: [null, { name: "Ann" }, {}] },
    errors: ["Order needs SALES @ nodes", "Payment needs FINANCE @ nodes", "Payment needs FINANCE @ things"],
  },
  {
    name: "it nulls the nearest nullable parent",
    roles: [],
    text: `{ companies { name things { ... on Customer { id } } } }`,
    data: {
      companies: [
        { name: "Acme", things: null },
        { name: "Bare", things: null },
      ],
    },
    errors: ["Customer needs one of MARKETING, SALES @ companies"],
  },
  {
    name: "an interface inside an object",
    roles: [],
    text: `{ companies { ... on Node { label ... on Payment { amount } ... on Company { name } } } }`,
    data: {
      companies: [
        { label: null, name: "Acme" },
        { label: null, name: "Bare" },
      ],
    },
    errors: ["Company.label needs SALES @ companies"],
  },
  {
    name: "a fragment that can apply to none of the objects leaves nothing",
    roles: [],
    text: `{ companies { ... on Node { ... on Payment { amount } } } }`,
    data: { companies: [{}, {}] },
    errors: [],
  },
  {
    name: "an empty list and an absent object: what was planned is reported",
    roles: ["MARKETING"],
    text: `{ empty { phone } absent { phone } }`,
    data: { empty: [], absent: null },
    errors: [`${PHONE} @ absent.phone`, `${PHONE} @ empty`],
  },
  {
    name: "what is behind an interface only where it is reached",
    roles: ["MARKETING"],
    text: `{ a: node(id: "c1") { ... on Customer { phone } } b: node(id: "co1") { ... on Customer { phone } } }`,
    data: { a: { phone: null }, b: {} },
    errors: [`${PHONE} @ a.phone`],
  },
  {
    name: "a second factor",
    roles: ["ADMIN"],
    text: `{ customer { phone note } }`,
    data: { customer: { phone: "1", note: null } },
    errors: ["Customer.note needs one of MARKETING, SALES and a second factor @ customer.note"],
  },
  {
    name: "all of it with all roles",
    roles: ["ADMIN", "mfa"],
    text: `{ customer { phone note payments { amount } } node(id: "p1") { id } }`,
    data: { customer: { phone: "1", note: "likes tea", payments: [{ amount: 5 }] }, node: { id: "p1" } },
    errors: [],
  },
  {
    name: "inputs: a denied field of an input that is written out",
    roles: ["MARKETING"],
    text: `{ customers(filter: { phone: "1" }) { name } ok: customers(filter: { name: "Ann" }) { name } }`,
    data: { customers: null, ok: [{ name: "Ann" }, { name: "Bob" }] },
    errors: ["Query.customers: CustomerFilter.phone needs SALES @ customers"],
  },
  {
    name: "inputs: nested, in lists, a null, and one item for a list",
    roles: ["MARKETING"],
    text: `{
      a: customers(tree: { and: [{ name: "x" }, { and: [{ phone: null }] }] }) { name }
      b: customers(filter: { any: { phone: "1" } }) { name }
      c: customers(also: [{ name: "x" }, { phone: "1" }]) { name }
    }`,
    data: { a: null, b: null, c: null },
    errors: [
      "Query.customers: CustomerFilter.phone needs SALES @ c",
      "Query.customers: InnerFilter.phone needs SALES @ b",
      "Query.customers: TreeFilter.phone needs SALES @ a",
    ],
  },
  {
    name: "a mutation's denied field",
    roles: ["SALES"],
    text: `mutation { rename(name: "x") { name } refund { id } }`,
    data: { rename: { name: "Bob" }, refund: null },
    errors: ["Mutation.refund needs SALES together with FINANCE (or ADMIN) @ refund"],
  },
  {
    name: "a denied root type: no data, and nothing of it runs",
    roles: ["MARKETING"],
    text: `mutation { count rename(name: "x") { name } }`,
    data: null,
    errors: ["Mutation needs SALES @ "],
  },
];

describe.each<EngineName>(["graphql-js", "graphql-jit"])("authorize, executed by %s", (engine) => {
  it.each(cases)("$name", ({ roles, text, data, errors }) => {
    const outcome = run(text, scopeOf(...roles), {}, engine);
    expect(JSON.parse(outcome.data)).toEqual(data);
    expect(shortErrors(outcome.errors)).toEqual(errors);
  });

  it("resolves nothing of what is denied", () => {
    const text = `{ customer { phone payments { amount } name } nodes { id } customers(filter: { phone: "1" }) { name } }`;
    const { resolved } = run(text, scopeOf("MARKETING"), {}, engine);
    expect(new Set(resolved)).toEqual(
      new Set(["Query.customer", "Customer.name", "Query.nodes", "Customer.id", "Company.id"]),
    );
  });

  it("runs no mutation of a denied type", () => {
    expect(run(`mutation { count }`, scopeOf("MARKETING"), {}, engine).resolved).toEqual([]);
  });
});

describe("authorize: the document", () => {
  const textFor = (text: string, ...roles: readonly RoleName[]) =>
    print(authorize(parse(text), shop, shopRules, scopeOf(...roles)).document).replaceAll(/\s+/g, " ");

  it("is the very one that was given where nothing is denied", () => {
    const document = parse(`query A { customer { ...F } } query B { version } fragment F on Customer { phone }`);
    const authorized = authorize(document, shop, shopRules, scopeOf("SALES"), "A");
    expect(authorized.document).toBe(document);
    expect(authorized.checkInputs({ a: 1 })).toEqual({ a: 1 });
  });

  it("keeps only @skip and @include of a denied field", () => {
    expect(
      textFor(`query ($s: Boolean!) { customer { t: orders(first: 2) @skip(if: $s) { id } name } }`, "MARKETING"),
    ).toBe(`query ($s: Boolean!) { customer { t: _denied(f: "Customer.orders") @skip(if: $s) name } }`);
  });

  it("keeps fragments in which nothing is denied, and drops those that are not used any more", () => {
    expect(
      textFor(
        `{ customer { ...A ...B orders { ...C } } } fragment A on Customer { name } fragment B on Customer { phone ...A }
         fragment C on Order { id }`,
        "MARKETING",
      ),
    ).toBe(
      `{ customer { ...A ... { phone: _denied(f: "Customer.phone") ...A } orders: _denied(f: "Customer.orders") } } ` +
        `fragment A on Customer { name }`,
    );
  });

  it("leaves out what can't be in the answer", () => {
    expect(
      textFor(
        `{ customer { phone company { staff { phone @skip(if: true) name } ... on Node { id ... on Payment { amount } } } } }`,
        "MARKETING",
      ),
    ).toBe(`{ customer { phone: _denied(f: "Customer.phone") company { staff { name } ... { id } } } }`);
  });

  it("takes one operation of several", () => {
    const document = parse(`query A { customer { phone } } query B { version }`);
    const named = authorize(document, shop, shopRules, scopeOf("MARKETING"), "A");
    expect(named.document.definitions).toHaveLength(1);
    expect(() => authorize(document, shop, shopRules, scopeOf())).toThrow("does not tell which operation");
    expect(() => authorize(document, shop, shopRules, scopeOf(), "C")).toThrow(RequestError);
  });

  it("refuses fragments that double at each level, before they take long", () => {
    const fragments = Array.from(
      { length: 40 },
      (_, n) => `fragment F${n} on Customer { company { a: staff { ...F${n + 1} } b: staff { ...F${n + 1} } } }`,
    );
    const bomb = parse(`{ customer { ...F0 } } ${fragments.join(" ")} fragment F40 on Customer { phone }`);
    expect(() => authorize(bomb, shop, shopRules, scopeOf("MARKETING"))).toThrow("more than 50000 fields");
  });

  it("says that a document was not validated", () => {
    expect(() => textFor(`{ customer { ${DENIED.field}(f: "x") } }`, "SALES")).toThrow("validate the document first");
    expect(() => textFor(`{ customer { ...Absent } }`, "SALES")).toThrow("validate the document first");
  });
});

describe("authorize: @skip and @include", () => {
  const text = `query ($a: Boolean!, $b: Boolean = true) {
    customer { x: phone @include(if: $a) ... @skip(if: $b) { y: phone } ...F @include(if: $b) z: phone @skip(if: true) }
  } fragment F on Customer { v: phone @skip(if: $a) }`;
  it.each<[Record<string, boolean>, string[]]>([
    [{ a: true, b: true }, ["x"]],
    [{ a: true, b: false }, ["x", "y"]],
    [{ a: false, b: true }, ["v"]],
    [{ a: false }, ["v"]],
    [{ a: false, b: false }, ["y"]],
  ])("%j", (variables, keys) => {
    const { data, errors } = run(text, scopeOf("MARKETING"), variables);
    expect(JSON.parse(data)).toEqual({ customer: Object.fromEntries(keys.map((key) => [key, null])) });
    expect(shortErrors(errors)).toEqual(keys.map((key) => `${PHONE} @ customer.${key}`));
  });

  it("reports a field that is asked for twice where either is not left out", () => {
    const twice = `query ($a: Boolean!, $b: Boolean!) { customer { phone @include(if: $a) ... @include(if: $b) { phone } } }`;
    const countFor = (a: boolean, b: boolean) => run(twice, scopeOf("MARKETING"), { a, b }).errors.length;
    expect([countFor(false, false), countFor(true, false), countFor(false, true), countFor(true, true)]).toEqual([
      0, 1, 1, 1,
    ]);
  });
});

describe("authorize: inputs in variables", () => {
  const text = `query ($f: CustomerFilter, $l: [CustomerFilter!], $i: InnerFilter, $t: TreeFilter) {
    customers(filter: $f) { name }
    also: customers(also: $l) { name }
    inner: customers(filter: { any: [{ name: "x" }, $i] }) { name }
    tree: customers(tree: $t) { name }
    both: customers(filter: $f, also: $l) { name }
    plain: customers { name }
  }`;
  const NAMES = [{ name: "Ann" }, { name: "Bob" }];

  it.each<[string, Record<string, unknown>, string[]]>([
    ["nothing", {}, []],
    ["null", { f: null, l: null }, []],
    ["what is allowed", { f: { name: "x", any: [{ name: "y" }, null] }, l: [{ name: "x" }], i: { not: {} } }, []],
    ["a denied field", { f: { phone: "1" } }, ["customers", "both"]],
    ["a denied field that is null", { f: { phone: null } }, ["customers", "both"]],
    ["a denied field inside", { f: { any: [{ name: "x" }, { not: { phone: "1" } }] } }, ["customers", "both"]],
    ["a denied field in a list", { l: [{ name: "x" }, { phone: "1" }] }, ["also", "both"]],
    ["one item for a list", { l: { any: { phone: "1" } } }, ["also", "both"]],
    ["in a variable that is inside a literal", { i: { phone: "1" } }, ["inner"]],
    ["in a type that is inside itself", { t: { and: [{ and: [{ name: "x" }, { phone: "1" }] }] } }, ["tree"]],
    ["nothing denied in such a type", { t: { and: [{ and: [{ name: "x" }] }] } }, []],
    ["own properties only", { f: Object.create({ phone: "1" }) }, []],
  ])("%s", (_, variables, denied) => {
    const { data, errors, authorized } = run(text, scopeOf("MARKETING"), variables);
    const keys = ["customers", "also", "inner", "tree", "both", "plain"];
    expect(JSON.parse(data)).toEqual(Object.fromEntries(keys.map((key) => [key, denied.includes(key) ? null : NAMES])));
    const shown = shortErrors(errors).map((error) => error.replace(/(?:Inner|Tree|Customer|Last)Filter/, "Filter"));
    expect(shown).toEqual(denied.map((key) => `Query.customers: Filter.phone needs SALES @ ${key}`).toSorted());
    expect(authorized.denied).toHaveLength(5);
  });

  it("checks the default of a variable that is not given", () => {
    const withDefault = `query ($f: CustomerFilter = { phone: "1" }) { customers(filter: $f) { name } }`;
    expect(run(withDefault, scopeOf("MARKETING")).data).toBe(`{"customers":null}`);
    expect(run(withDefault, scopeOf("MARKETING"), { f: { name: "x" } }).errors).toEqual([]);
    expect(run(withDefault, scopeOf("MARKETING"), { f: null }).errors).toEqual([]);
  });

  it("denies where nobody has checked", () => {
    const authorized = authorize(parse(text), shop, shopRules, scopeOf("MARKETING"));
    const errors = authorized.errors({}, new Set());
    expect(shortErrors(errors)).toHaveLength(5);
  });

  it("adds nothing for who may use all of the input", () => {
    const document = parse(text);
    expect(authorize(document, shop, shopRules, scopeOf("SALES")).document).toBe(document);
  });

  it("keeps its names apart from the document's", () => {
    const clash = `query ($mayUse0: CustomerFilter) { customers(filter: $mayUse0) { name } }`;
    expect(run(clash, scopeOf("MARKETING"), { mayUse0: { phone: "1" } }).data).toBe(`{"customers":null}`);
    expect(run(clash, scopeOf("MARKETING"), { mayUse0: { name: "1" } }).errors).toEqual([]);
  });

  it("is not fooled by a variable that is named like a guard", () => {
    const authorized = authorize(parse(text), shop, shopRules, scopeOf("MARKETING"));
    const values = authorized.checkInputs({ f: { phone: "1" }, mayUse0: true });
    expect(values["mayUse0"]).toBe(false);
  });
});

describe("authorize: the errors", () => {
  it("are coded, located, and name every place", () => {
    const { errors } = run(`{ customers { a: phone company { staff { phone } } } }`, scopeOf("MARKETING"));
    expect(errors).toHaveLength(1);
    expect(errors[0]?.toJSON()).toEqual({
      message: PHONE,
      path: ["customers"],
      locations: [
        { line: 1, column: 15 },
        { line: 1, column: 42 },
      ],
      extensions: { code: "FORBIDDEN", fields: ["customers.*.a", "customers.*.company.staff.*.phone"] },
    });
    expect(errors[0]?.originalError).toBeInstanceOf(RequestError);
  });

  it("are made once for the same places", () => {
    const text = `query ($a: Boolean!) { customer { x: phone y: phone @include(if: $a) } }`;
    const authorized = authorize(parse(text), shop, shopRules, scopeOf("MARKETING"));
    const [first] = authorized.errors({ a: true }, new Set());
    expect(authorized.errors({ a: true }, new Set())[0]).toBe(first);
    expect(shortErrors(authorized.errors({ a: false }, new Set()))).toEqual([`${PHONE} @ customer.x`]);
  });

  it("come after those of the execution", () => {
    const authorized = authorize(parse(`{ customer { phone } }`), shop, shopRules, scopeOf("MARKETING"));
    const other = new GraphQLError("other");
    expect(authorized.errors({}, new Set(), [other]).map(({ message }) => message)).toEqual(["other", PHONE]);
  });
});

describe("authorize: subscriptions", () => {
  const rootErrors = (text: string, ...roles: readonly RoleName[]) =>
    shortErrors(authorize(parse(text), shop, shopRules, scopeOf(...roles)).rootErrors({}));

  it("says that a denied root must not start", () => {
    expect(rootErrors(`subscription { p: paymentChanged { id } }`, "MARKETING")).toEqual([
      "Subscription.paymentChanged needs FINANCE @ p",
    ]);
    expect(rootErrors(`subscription { customerChanged { phone } }`, "MARKETING")).toEqual([]);
    expect(rootErrors(`subscription { nodeChanged { id } }`, "MARKETING")).toEqual([]);
  });

  it("takes the same from each event", async () => {
    const { document } = authorize(
      parse(`subscription { customerChanged { name phone } }`),
      shop,
      shopRules,
      scopeOf("MARKETING"),
    );
    const reached = new Set<number>();
    const stream = await subscribe({
      schema: executionSchema<undefined>(shop, () => reached),
      document,
      rootValue: {
        async *customerChanged() {
          yield { customerChanged: { name: "Ann", phone: "1" } };
        },
      },
    });
    if (!(Symbol.asyncIterator in stream)) throw new Error("not a stream");
    const { value } = await stream.next();
    expect(value).toEqual({ data: { customerChanged: { name: "Ann", phone: null } } });
  });
});

describe("canReadType", () => {
  it("tells before anything is asked of a source", () => {
    expect(canReadType(shopRules, scopeOf("FINANCE"), "Payment")).toBe(true);
    expect(canReadType(shopRules, scopeOf("SALES"), "Payment")).toBe(false);
    expect(typeForbidden(shopRules, "Payment")).toMatchObject({ code: "FORBIDDEN", message: "Payment needs FINANCE" });
  });
});

describe("mayRead", () => {
  it.each([
    ["a field that its type's rule covers", ["MARKETING"], "Customer.name", true],
    ["a stricter field", ["MARKETING"], "Customer.phone", false],
    ["that for whom it is", ["SALES"], "Customer.phone", true],
    ["a field of a type that is not the caller's", ["FINANCE"], "Customer.name", false],
    ["a field that leads to such a type", ["SALES"], "Customer.payments", false],
  ] as const)("tells of %s: %s, %s", (_, roles, coordinate, expected) => {
    expect(mayRead(shopRules, scopeOf(...roles), coordinate)).toBe(expected);
    expect(authorize(parse("{ version }"), shop, shopRules, scopeOf(...roles)).mayRead(coordinate)).toBe(expected);
  });

  it("is about fields that there are", () => {
    expect(() => mayRead(shopRules, scopeOf("SALES"), "Customer.gone")).toThrow("no rule was read for Customer.gone");
  });
});

describe("executionSchema", () => {
  it("adds to its own schema only", () => {
    const fields =
      executionSchema<undefined>(shop, () => new Set())
        .getQueryType()
        ?.getFields() ?? {};
    expect(Object.keys(fields)).toEqual(expect.arrayContaining(Object.values(DENIED)));
    expect(Object.keys(shop.getQueryType()?.getFields() ?? {})).not.toEqual(expect.arrayContaining([DENIED.field]));
  });
});
