// Random documents, scopes and variables: the authorized document, executed, is held to the plainest authorization there
// is, one that wraps each resolver and each object of an unrestricted schema, and so looks at every row.
import * as fc from "fast-check";
import {
  execute,
  getNamedType,
  isAbstractType,
  isInputObjectType,
  isObjectType,
  NoUnusedFragmentsRule,
  NoUnusedVariablesRule,
  parse,
  specifiedRules,
  validate,
} from "graphql";
import type { DocumentNode, GraphQLInputType } from "graphql";
import { compileQuery, isCompiledQuery } from "graphql-jit";
import { describe, expect, it } from "vitest";
import { authorize } from "../../src/auth/authorize.ts";
import { executionSchema } from "../../src/auth/execution-schema.ts";
import { isAllowed } from "../../src/auth/rule.ts";
import type { AuthScope } from "../../src/auth/rule.ts";
import { grantableRoles } from "../../src/config/roles.ts";
import { applyConditions, conditionValues, operationOf } from "../../src/graphql/operation.ts";
import { documentFrom } from "./random-document.ts";
import { createShop, shop, shopRules } from "./shop.ts";

type Variables = Readonly<Record<string, unknown>>;

const scopes: fc.Arbitrary<AuthScope> = fc.record({
  roles: fc.subarray([...grantableRoles]),
  hasSecondFactor: fc.boolean(),
});
const tapes = fc.array(fc.noBias(fc.nat(10_000)), { minLength: 0, maxLength: 400, size: "max" });
const filters = fc.constantFrom<unknown>(
  { name: "x" },
  { phone: "1" },
  { any: [{ name: "x" }] },
  { any: { phone: null } },
  { any: [null, { not: { phone: "1" } }] },
  null,
);
const innerFilters = fc.constantFrom<unknown>(
  { name: "x" },
  { phone: "1" },
  { not: {} },
  { not: { phone: "1" } },
  null,
);
const variableSets: fc.Arbitrary<Variables> = fc.record(
  {
    a: fc.boolean(),
    b: fc.boolean(),
    filter: filters,
    inner: innerFilters,
    order: fc.constantFrom<unknown>({ label: "x" }, { total: 1 }, null),
  },
  { requiredKeys: ["a"] },
);

const rules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule && rule !== NoUnusedVariablesRule);

/** The unrestricted document on a schema whose resolvers look at every value. */
function byRow(document: DocumentNode, scope: AuthScope, variables: Variables) {
  const denied = new Set<string>();
  const guarded = createShop((coordinate, value, args) => {
    const [typeName = "", fieldName = ""] = coordinate.split(".");
    const type = shop.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    if (field === undefined) throw new Error(`no field ${coordinate}`);
    const usesDenied = field.args.some((argument) => namesDenied(argument.type, args[argument.name], scope));
    if (!isAllowed(shopRules.ofField(typeName, fieldName), scope) || usesDenied) {
      denied.add(coordinate);
      return null;
    }
    return isAbstractType(getNamedType(field.type)) ? withoutDenied(value, scope, denied) : value;
  });
  const result = execute({ schema: guarded, document, variableValues: variables });
  if (result instanceof Promise) throw new Error("the shop's resolvers answer at once");
  return { result, denied };
}

function withoutDenied(value: unknown, scope: AuthScope, denied: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => withoutDenied(item, scope, denied));
  if (typeof value !== "object" || value === null || !("__typename" in value)) return value;
  const name = String(Reflect.get(value, "__typename"));
  if (isAllowed(shopRules.ofType(name), scope)) return value;
  denied.add(name);
  return null;
}

function namesDenied(type: GraphQLInputType, value: unknown, scope: AuthScope): boolean {
  const named = getNamedType(type);
  if (!isInputObjectType(named) || typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some((item) => namesDenied(named, item, scope));
  if (!isAllowed(shopRules.ofType(named.name), scope)) return true;
  return Object.entries(value).some(([name, inner]) => {
    const field = named.getFields()[name];
    if (field === undefined) throw new Error(`no input field ${name}`);
    return !isAllowed(shopRules.ofInputField(named.name, name), scope) || namesDenied(field.type, inner, scope);
  });
}

interface Context {
  readonly reached: Set<number>;
}
const executable = executionSchema<Context>(createShop(), ({ reached }) => reached);

function planned(document: DocumentNode, scope: AuthScope, variables: Variables) {
  const authorized = authorize(document, shop, shopRules, scope);
  const values = authorized.checkInputs(variables);
  const context: Context = { reached: new Set() };
  const result = execute({
    schema: executable,
    document: authorized.document,
    variableValues: values,
    contextValue: context,
  });
  if (result instanceof Promise) throw new Error("the shop's resolvers answer at once");
  return { authorized, values, result, errors: authorized.errors(values, context.reached, result.errors) };
}

/** As the planner does it: conditions decided, then compiled. */
function compiled(document: DocumentNode, scope: AuthScope, variables: Variables): string {
  const authorized = authorize(document, shop, shopRules, scope);
  const values = authorized.checkInputs(variables);
  const operation = operationOf(authorized.document, null);
  const names = [...new Set(Object.keys(values))].concat("b");
  const decided = applyConditions(operation, conditionValues(operation, names, values));
  // The compiler writes on the nodes. (Text would not do: it has no word for an empty selection set.)
  const query = compileQuery(executable, copyOf(decided.document));
  if (!isCompiledQuery(query)) throw new Error("graphql-jit can't compile the document");
  const result = query.query({}, { reached: new Set() } satisfies Context, { b: true, ...values });
  if (result instanceof Promise) throw new Error("the shop's resolvers answer at once");
  return JSON.stringify(result.data);
}

function copyOf<T>(node: T): T {
  if (Array.isArray(node)) return node.map(copyOf) as T;
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, key === "loc" ? value : copyOf(value)]),
  ) as T;
}

describe("authorize, for any document, scope and variables", () => {
  it("gives exactly what looking at every row would, and says what it took away", () => {
    let deniedSomething = 0;
    let valid = 0;
    fc.assert(
      fc.property(tapes, scopes, variableSets, (tape, scope, variables) => {
        const document = parse(documentFrom(tape));
        if (validate(shop, document, rules).length > 0) return;
        valid += 1;
        const expected = byRow(document, scope, variables);
        const { authorized, result, errors } = planned(document, scope, variables);

        // Text, so that the order of keys counts.
        expect(JSON.stringify(result.data)).toBe(JSON.stringify(expected.result.data));
        expect(compiled(document, scope, variables)).toBe(JSON.stringify(expected.result.data));

        // Nothing but FORBIDDEN, each once.
        expect(errors.map((error) => error.extensions["code"])).toEqual(errors.map(() => "FORBIDDEN"));
        const shown = errors.map((error) => `${error.message} @ ${String(error.path)}`);
        expect(new Set(shown).size).toBe(shown.length);

        // Whatever was taken away is said; whatever is said and was not there to be taken was certain before.
        const said = new Set(errors.map((error) => error.message.split(/ needs|: /)[0]));
        expect([...expected.denied].filter((coordinate) => !said.has(coordinate))).toEqual([]);
        const certain = new Set(authorized.denied.filter((field) => field.isCertain).map((field) => field.coordinate));
        const unsaid = [...said].filter((name) => !expected.denied.has(name ?? "") && !certain.has(name ?? ""));
        expect(unsaid).toEqual([]);
        if (errors.length > 0) deniedSomething += 1;
      }),
      { numRuns: 500 },
    );
    // The property is about something.
    expect(valid).toBeGreaterThan(300);
    expect(deniedSomething).toBeGreaterThan(150);
  });

  it("takes nothing from who may have all", () => {
    fc.assert(
      fc.property(tapes, variableSets, (tape, variables) => {
        const document = parse(documentFrom(tape));
        if (validate(shop, document, rules).length > 0) return;
        const all: AuthScope = { roles: ["ADMIN"], hasSecondFactor: true };
        const { authorized, result } = planned(document, all, variables);
        expect(authorized.document).toBe(document);
        const free = execute({ schema: createShop(), document, variableValues: variables });
        expect(JSON.stringify(result)).toBe(JSON.stringify(free));
      }),
      { numRuns: 200 },
    );
  });
});
