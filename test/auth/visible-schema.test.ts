import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  NoUnusedFragmentsRule,
  NoUnusedVariablesRule,
  specifiedRules,
  buildSchema,
  getIntrospectionQuery,
  graphqlSync,
  parse,
  printSchema,
  validate,
  validateSchema,
} from "graphql";
import type { GraphQLSchema } from "graphql";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { authorize } from "../../src/auth/authorize.ts";
import { grantableRoles } from "../../src/config/roles.ts";
import { readRules } from "../../src/auth/rules.ts";
import { visibleSchema } from "../../src/auth/visible-schema.ts";
import { documentFrom } from "./random-document.ts";
import { scopeOf, shop, shopRules } from "./shop.ts";
import type { RoleName } from "./shop.ts";

const folder = join(import.meta.dirname, "../../schema");
const DIRECTIVE = readFileSync(join(folder, "directives.graphql"), "utf8");
const project = buildSchema(
  readdirSync(folder)
    .filter((file) => file.endsWith(".graphql"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n"),
);
const projectRules = readRules(project);

const everyScope: readonly (readonly RoleName[])[] = [[], ...grantableRoles.map((role) => [role]), ["ADMIN", "mfa"]];

function typesOf(schema: GraphQLSchema): readonly string[] {
  return Object.keys(schema.getTypeMap()).filter((name) => !name.startsWith("__"));
}

function fieldsOf(schema: GraphQLSchema, typeName: string): readonly string[] | undefined {
  const type = schema.getType(typeName);
  return type !== undefined && "getFields" in type ? Object.keys(type.getFields()) : undefined;
}

describe("visibleSchema of the project", () => {
  it.each(everyScope)("is a valid schema for %s %s, and answers introspection", (...roles) => {
    const visible = visibleSchema(project, projectRules, scopeOf(...roles));
    expect(validateSchema(visible)).toEqual([]);
    const { data, errors } = graphqlSync({ schema: visible, source: getIntrospectionQuery() });
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).not.toContain(`"auth"`);
    expect(JSON.stringify(data)).not.toContain("_denied");
  });

  it("shows MARKETING no phone, deal, ticket or payment, nor what only these use", () => {
    const visible = visibleSchema(project, projectRules, scopeOf("MARKETING"));
    expect(fieldsOf(visible, "Customer")).toEqual(
      expect.arrayContaining(["id", "displayName", "email", "company", "links"]),
    );
    for (const name of ["phone", "deals", "tickets", "payments", "invoices", "subscriptions"]) {
      expect(fieldsOf(visible, "Customer")).not.toContain(name);
    }
    expect(typesOf(visible).filter((name) => /Deal|Ticket|Payment|Refund|Invoice|Billing/.test(name))).toEqual([]);
    expect(fieldsOf(visible, "Query")).toEqual(
      "viewer node customer customerByEmail customers search company companies player players".split(" "),
    );
  });

  it("shows ADMIN everything but the directive", () => {
    const visible = visibleSchema(project, projectRules, scopeOf("ADMIN", "mfa"));
    expect(visible.getDirective("auth")).toBeUndefined();
    expect(typesOf(visible).toSorted()).toEqual(typesOf(project).toSorted());
    expect(printSchema(visible).length).toBeGreaterThan(printSchema(project).length - 1_000);
  });
});

function visibleOf(sdl: string, ...roles: readonly RoleName[]): string {
  const schema = buildSchema(DIRECTIVE + sdl);
  const visible = visibleSchema(schema, readRules(schema), scopeOf(...roles));
  expect(validateSchema(visible)).toEqual([]);
  return printSchema(visible).replaceAll(/\s+/g, " ");
}

const rules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule && rule !== NoUnusedVariablesRule);

const QUERY = `type Query @auth(requires: [AUTHENTICATED])`;

describe("visibleSchema", () => {
  it.each<[string, string, string]>([
    [
      "arguments of a denied input are not there",
      `${QUERY} { a(filter: Filter, first: Int): Int } input Filter @auth(requires: [SALES]) { kind: Kind } enum Kind { A }`,
      "type Query { a(first: Int): Int }",
    ],
    [
      "nor are fields that can't be asked without",
      `${QUERY} { a(filter: Filter!): Int b(filter: Filter! = {}): Int }
       input Filter @auth(requires: [SALES]) { x: Int }`,
      "type Query { b: Int }",
    ],
    [
      "an input without what it must have is not there",
      `${QUERY} { a(filter: Filter): Int b(outer: Outer): Int }
       input Filter @auth(requires: [AUTHENTICATED]) { x: Int y: Int! @auth(requires: [SALES]) }
       input Outer @auth(requires: [AUTHENTICATED]) { filter: Filter z: Int }`,
      "type Query { a: Int b(outer: Outer): Int } input Outer { z: Int }",
    ],
    [
      "a union has the members that may be read",
      `${QUERY} { u: U } union U @auth(requires: [AUTHENTICATED]) = A | B
       type A @auth(requires: [AUTHENTICATED]) { x: Int } type B @auth(requires: [SALES]) { x: Int }`,
      "type Query { u: U } union U = A type A { x: Int }",
    ],
    [
      "an interface or union with nothing in it is not there",
      `${QUERY} { i: I u: U v: Int } union U @auth(requires: [AUTHENTICATED]) = B interface I @auth(requires: [AUTHENTICATED]) { x: Int }
       type B implements I @auth(requires: [SALES]) { x: Int }`,
      "type Query { v: Int }",
    ],
    [
      "an interface has the fields that all its types show",
      `${QUERY} { i: I } interface I @auth(requires: [AUTHENTICATED]) { x: Int y: Int }
       type A implements I @auth(requires: [AUTHENTICATED]) { x: Int y: Int }
       type B implements I @auth(requires: [AUTHENTICATED]) { x: Int y: Int @auth(requires: [SALES]) }`,
      "type Query { i: I } interface I { x: Int } type A implements I { x: Int y: Int } type B implements I { x: Int }",
    ],
    [
      "an interface that would have none of its fields is not there",
      `${QUERY} { i: I a: A } interface I @auth(requires: [AUTHENTICATED]) { y: Int }
       type A implements I @auth(requires: [AUTHENTICATED]) { y: Int }
       type B implements I @auth(requires: [AUTHENTICATED]) { x: Int y: Int @auth(requires: [SALES]) }`,
      "type Query { a: A } type A { y: Int }",
    ],
    [
      "a type all of whose fields are hidden is not there",
      `${QUERY} { a: A v: Int } type A { x: Int @auth(requires: [SALES]) }`,
      "type Query { v: Int }",
    ],
    [
      "who may read nothing sees nothing",
      `type Query @auth(requires: [SALES]) { a: Int } type Mutation @auth(requires: [SALES]) { b: Int }`,
      `type Query { """Null: there is nothing that the token's roles may read.""" nothing: Boolean }`,
    ],
  ])("%s", (_, sdl, expected) => {
    expect(visibleOf(sdl).trim()).toBe(expected);
    expect(visibleOf(sdl, "SALES")).not.toBe(visibleOf(sdl));
  });

  it("leaves the schema that it was given as it was", () => {
    const before = printSchema(shop);
    visibleSchema(shop, shopRules, scopeOf());
    expect(printSchema(shop)).toBe(before);
  });

  it("a document that is valid on what one sees is denied nothing that is certain", () => {
    const visible = new Map(everyScope.map((roles) => [roles, visibleSchema(shop, shopRules, scopeOf(...roles))]));
    const tapes = fc.array(fc.noBias(fc.nat(10_000)), { maxLength: 60, size: "max" });
    let checked = 0;
    fc.assert(
      fc.property(tapes, fc.constantFrom(...everyScope), (tape, roles) => {
        const document = parse(documentFrom(tape));
        const schema = visible.get(roles);
        if (schema === undefined || validate(schema, document, rules).length > 0) return;
        checked += 1;
        const { denied } = authorize(document, shop, shopRules, scopeOf(...roles));
        expect(denied.filter((field) => field.isCertain && field.when.some((list) => list.length === 0))).toEqual([]);
      }),
      { numRuns: 500 },
    );
    expect(checked).toBeGreaterThan(20);
  });
});
