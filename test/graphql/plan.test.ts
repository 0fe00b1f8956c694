import { describe, expect, it, vi } from "vitest";
import type { AuthScope } from "../../src/auth/rule.ts";
import { RequestError } from "../../src/errors.ts";
import { ADMIN, caseContext, errorFrom, plannerCase, request, withRoles } from "./planner-case.ts";

const CUSTOMER = "{ customer(id: 1) { displayName phone } }";

describe("createPlanner", () => {
  it("plans an operation once for callers who see the same", () => {
    const planner = plannerCase();
    const plan = planner.plan(request(CUSTOMER));
    expect(planner.plan(request(CUSTOMER))).toBe(plan);
    expect(planner.plan(request(CUSTOMER, { principal: withRoles("ADMIN", "ADMIN") }))).toBe(plan);
    expect(plan.kind).toBe("query");
    expect(plan.selects.get("Contact")).toEqual(["displayName", "id", "phone"]);
  });

  it("plans anew for other roles, a second factor, another document and another operation", () => {
    const planner = plannerCase();
    const two = "query A { deals { nodes { id } } } query B { deals { nodes { name } } }";
    const plans = [
      planner.plan(request(CUSTOMER)),
      planner.plan(request(CUSTOMER, { principal: withRoles("SALES") })),
      planner.plan(request(CUSTOMER, { principal: withRoles() })),
      planner.plan(request(CUSTOMER, { principal: { ...ADMIN, hasSecondFactor: true } })),
      planner.plan(request(two, { operationName: "A" })),
      planner.plan(request(two, { operationName: "B" })),
    ];
    expect(new Set(plans).size).toBe(plans.length);
  });

  it("keeps apart what a caller could name to look like another's key", () => {
    const planner = plannerCase();
    const text = "query A { customer(id: 1) { phone @include(if: true) } }";
    const plan = planner.plan(request(text, { operationName: "A", principal: withRoles("SALES") }));
    expect(plan.selects.get("Contact")).toContain("phone");
    for (const name of ["A\nSALES", "A SALES", "SALES", "A\n;", ""]) {
      expect(() => planner.plan(request(text, { operationName: name, principal: withRoles() }))).toThrow(RequestError);
    }
    const without = planner.plan(request(text, { operationName: "A", principal: withRoles("MARKETING") }));
    expect(without.selects.get("Contact")).toEqual(["id"]);
  });

  it("pushes out plans when there are too many", () => {
    const planner = plannerCase({ maxBytes: 60_000 });
    const first = planner.plan(request(CUSTOMER));
    for (let n = 0; n < 20; n++) planner.plan(request(`{ customer(id: ${n}) { email } }`));
    expect(planner.plan(request(CUSTOMER))).not.toBe(first);
  });

  it("makes a plan for each combination that @skip and @include leave", async () => {
    const planner = plannerCase();
    const text = "query ($deals: Boolean!) { customer(id: 1) { email deals @include(if: $deals) { nodes { name } } } }";
    const plan = (deals: boolean) => planner.plan(request(text, { variables: { deals } }));
    expect(plan(true)).toBe(plan(true));
    expect(plan(false)).not.toBe(plan(true));
    expect(plan(true).selects.get("Deal")).toEqual(["id", "name"]);
    expect([...plan(false).selects.keys()]).toEqual(["Contact"]);

    const context = caseContext();
    const result = await plan(false).execute({ deals: false }, context);
    expect(result).toEqual({ data: { customer: { email: "a@example.com" } } });
    expect(context.ran).toEqual(["customer"]);
  });

  it("denies at planning: null, one error, no resolver, nothing asked of a source", async () => {
    const planner = plannerCase();
    const text = "{ customers { nodes { displayName phone payments { nodes { id } } } } }";
    const plan = planner.plan(request(text, { principal: withRoles("MARKETING") }));
    expect([...plan.selects]).toEqual([["Contact", ["displayName", "id"]]]);
    for (let run = 0; run < 3; run++) {
      const context = caseContext();
      const { data, errors } = await plan.execute({}, context);
      expect(JSON.parse(JSON.stringify(data))).toEqual({
        customers: { nodes: [1, 2, 3].map((n) => ({ displayName: `Customer ${n}`, phone: null, payments: null })) },
      });
      expect(errors?.map(({ path }) => path?.join("."))).toEqual(["customers.nodes", "customers.nodes"]);
      expect(errors?.every(({ extensions }) => extensions.code === "FORBIDDEN")).toBe(true);
      expect(context.ran).toEqual(["customers"]);
    }
    expect(plan.engine).toBe("graphql-jit");
  });

  it("denies what only the data shows to be denied", async () => {
    const planner = plannerCase();
    const text = "{ node(id: 1) { id ... on Payment { description } } }";
    const plan = planner.plan(request(text, { principal: withRoles("SUPPORT") }));
    for (let run = 0; run < 3; run++) {
      const { data, errors } = await plan.execute({}, caseContext());
      expect(JSON.stringify(data)).not.toContain("a secret");
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(["FORBIDDEN"]);
    }
  });

  it("denies inputs that only the variables name", async () => {
    const planner = plannerCase({
      authorize: (document) => ({
        document,
        denied: [],
        checkInputs: (variables) => ({ ...variables, allowed: variables.word !== "secret" }),
        errors: (_, __, errors = []) => errors,
        mayRead: () => true,
        rootErrors: () => [],
      }),
    });
    const text =
      "query ($word: String, $allowed: Boolean = false) { viewer { subject @include(if: $allowed) brands } deals(after: $word) { nodes { id } } }";
    const run = async (word: string) => {
      const variables = { word };
      const { data } = await planner.plan(request(text, { variables })).execute(variables, caseContext());
      return JSON.stringify(data);
    };
    expect(await run("open")).toContain('"subject":"someone"');
    expect(await run("secret")).not.toContain("subject");
  });

  it("refuses what goes past a limit, with variables too", () => {
    const planner = plannerCase({ limits: { depth: 3, calls: 10, listSize: 40 } });
    expect(() => planner.plan(request("{ customers { nodes { deals { nodes { id } } } } }"))).toThrow(
      "of at most 3 levels",
    );
    const text = "query ($n: Int) { customers(first: $n) { nodes { id } } }";
    const plan = planner.plan(request(text, { variables: { n: 41 } }));
    expect(errorFrom(() => plan.checkVariables({ n: 41 }))).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(plan.checkVariables({ n: 40 })).toEqual([]);
    expect(plan.checkVariables({ n: "many" })).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
  });

  it("counts calls after authorization: what is denied costs nothing", () => {
    const planner = plannerCase({ limits: { calls: 30 } });
    const text = "{ customers(first: 100) { nodes { payments { nodes { id } } } } }";
    expect(() => planner.plan(request(text))).toThrow("calls to sources");
    planner.plan(request(text, { principal: withRoles("MARKETING") }));
  });

  it("stops the start when the resolvers' needs do not fit the schema", () => {
    expect(() => plannerCase({ needs: { "Customer.nothing": [] } })).toThrow("Customer.nothing");
  });
});

describe("introspection", () => {
  const TYPES = "{ __schema { types { name } } }";

  it("shows a caller its own schema, and keeps the answer", async () => {
    const planner = plannerCase();
    const types = async (principal: AuthScope): Promise<string> => {
      const plan = planner.plan(request(TYPES, { principal }));
      expect(plan.kind).toBe("introspection");
      return JSON.stringify(await plan.execute({}, caseContext()));
    };
    expect(await types(ADMIN)).toContain('"Payment"');
    expect(await types(withRoles("MARKETING"))).not.toContain('"Payment"');
    expect(await types(withRoles("MARKETING"))).toContain('"Customer"');
    const plan = planner.plan(request(TYPES));
    expect(await plan.execute({}, caseContext())).toBe(await plan.execute({}, caseContext()));
  });

  it("prunes the schema once for callers who see the same", async () => {
    const view = vi.fn<(principal: AuthScope) => typeof planner.schema>(() => planner.schema);
    const planner = plannerCase({ visibleSchema: view });
    for (const text of [TYPES, '{ __type(name: "Deal") { name } }', TYPES]) {
      await planner.plan(request(text)).execute({}, caseContext());
    }
    expect(view).toHaveBeenCalledOnce();
  });

  it("answers by its variables", async () => {
    const planner = plannerCase();
    const text = "query ($name: String!) { __type(name: $name) { name } }";
    const named = async (name: string) =>
      planner.plan(request(text, { variables: { name } })).execute({ name }, caseContext());
    expect(await named("Deal")).toEqual({ data: { __type: { name: "Deal" } } });
    expect(await named("Ticket")).toEqual({ data: { __type: { name: "Ticket" } } });
  });

  it("is not mixed with data, however it is written", () => {
    const planner = plannerCase();
    for (const text of [
      "{ __schema { description } viewer { subject } }",
      '{ ...F ... { viewer { subject } } } fragment F on Query { t: __type(name: "Deal") { name } }',
    ]) {
      expect(() => planner.plan(request(text))).toThrow("send two operations");
    }
  });

  it("does not take __typename for introspection", async () => {
    const planner = plannerCase();
    const plan = planner.plan(request("{ __typename }"));
    expect(plan.kind).toBe("query");
    expect(await plan.execute({}, caseContext())).toEqual({ data: { __typename: "Query" } });
    expect(await plan.execute({}, caseContext())).toEqual({ data: { __typename: "Query" } });
    expect(planner.plan(request("{ __typename __schema { description } }")).kind).toBe("introspection");
  });
});
