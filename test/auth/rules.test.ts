import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { isAllowed } from "../../src/auth/rule.ts";
import { readRules } from "../../src/auth/rules.ts";
import { allRoles } from "../../src/config/roles.ts";
import { ConfigError } from "../../src/errors.ts";

const DIRECTIVE = readFileSync(join(import.meta.dirname, "../../schema/directives.graphql"), "utf8");
// Schema builders differ in whether they check the text; rules are read from what they let through.
const schemaOf = (sdl: string) => buildSchema(DIRECTIVE + sdl, { assumeValidSDL: true });

function mistakesOf(sdl: string): readonly string[] {
  try {
    readRules(schemaOf(sdl));
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
}

const QUERY = `type Query @auth(requires: [AUTHENTICATED])`;

describe("readRules: the effective rule", () => {
  const rules = readRules(
    schemaOf(`
      ${QUERY} { team: Team secrets: [Secret!] plain: Int own: Int @auth(requires: [SALES], mfa: true) }
      type Team @auth(requires: [SALES, SUPPORT]) { name: String secret: Secret budget: Int @auth(requires: [FINANCE]) }
      type Secret @auth(requires: [FINANCE, SALES]) { id: ID! }
    `),
  );
  it.each<[string, string, object]>([
    ["Query", "plain", { allOf: [], mfa: false }],
    ["Query", "own", { allOf: [["SALES"]], mfa: true }],
    ["Query", "team", { allOf: [["SALES", "SUPPORT"]], mfa: false }],
    ["Query", "secrets", { allOf: [["FINANCE", "SALES"]], mfa: false }],
    ["Team", "name", { allOf: [["SALES", "SUPPORT"]], mfa: false }],
    ["Team", "budget", { allOf: [["FINANCE"]], mfa: false }],
    [
      "Team",
      "secret",
      {
        allOf: [
          ["SALES", "SUPPORT"],
          ["FINANCE", "SALES"],
        ],
        mfa: false,
      },
    ],
  ])("%s.%s", (type, field, rule) => {
    expect(rules.ofField(type, field)).toEqual(rule);
  });

  it("knows no rule for what the schema lacks", () => {
    expect(() => rules.ofField("Team", "absent")).toThrow("no rule was read for Team.absent");
  });
});

describe("readRules: deny by default", () => {
  it("lists every field and input without a rule, in one error", () => {
    expect(
      mistakesOf(`
        type Query { a: Int b(filter: Filter): Int @auth(requires: [ADMIN]) c: Either @auth(requires: [ADMIN]) }
        interface Face { x: Int }
        type One implements Face @auth(requires: [ADMIN]) { x: Int }
        type Two { y: Int }
        union Either = One | Two
        input Filter { inner: Inner }
        input Inner { z: Int }
        input Unused { z: Int }
      `).toSorted(),
    ).toEqual([
      "Either has no @auth rule",
      "Face.x has no @auth rule, and its type has none",
      "Query.a has no @auth rule, and its type has none",
      "Two.y has no @auth rule, and its type has none",
      "the input Filter has no @auth rule",
      "the input Inner has no @auth rule",
    ]);
  });

  it("takes a rule on each field in place of one on the type", () => {
    expect(mistakesOf(`type Query { a: Int @auth(requires: [ADMIN]) }`)).toEqual([]);
  });

  it("takes a rule that an extension brings, and not two", () => {
    expect(mistakesOf(`type Query { a: Int } extend type Query @auth(requires: [ADMIN])`)).toEqual([]);
    expect(mistakesOf(`${QUERY} { a: Int } extend type Query @auth(requires: [ADMIN])`)).toEqual([
      "Query has two @auth rules: which one is meant?",
    ]);
  });

  it("refuses a rule that names no role", () => {
    expect(mistakesOf(`type Query { a: Int @auth(requires: []) }`)).toEqual([
      "Query.a: @auth must require at least one role (ADMIN for administrators only)",
    ]);
  });

  it("refuses a schema without @auth", () => {
    expect(() => readRules(buildSchema(`type Query { a: Int }`))).toThrow("does not define @auth");
  });
});

describe("readRules: contradictions", () => {
  it.each<[string, string, string[]]>([
    [
      "a field stricter than its type must be nullable",
      `${QUERY} { a: Int! @auth(requires: [SALES]) b: [Int!] @auth(requires: [SALES]) }`,
      ["Query.a must be nullable: it needs SALES, and Query does not"],
    ],
    [
      "so must one whose type returns something stricter",
      `${QUERY} { a: A! } type A @auth(requires: [SALES]) { id: ID! }`,
      ["Query.a must be nullable: it needs SALES, and Query does not"],
    ],
    ["a laxer field need not", `type Query @auth(requires: [SALES]) { a: Int! @auth(requires: [SALES, SUPPORT]) }`, []],
    [
      "mfa is stricter",
      `${QUERY} { a: Int! @auth(requires: [AUTHENTICATED], mfa: true) }`,
      ["Query.a must be nullable: it needs a second factor, and Query does not"],
    ],
    [
      "an interface may not be stricter than what implements it",
      `${QUERY} { a: Int }
       interface Face @auth(requires: [SALES]) { x: Int y: Int @auth(requires: [SALES, ADMIN]) }
       type One implements Face @auth(requires: [SALES, SUPPORT]) { x: Int @auth(requires: [SALES]) y: Int }`,
      ["Face is stricter than One, which implements it", "Face.y is stricter than One.y, which implements it"],
    ],
    [
      "an input field may not be laxer than the field that it filters by",
      `${QUERY} { teams(filter: TeamFilter): Team }
       type Team @auth(requires: [AUTHENTICATED]) { budget: Int @auth(requires: [FINANCE]) size: Int }
       input TeamFilter @auth(requires: [AUTHENTICATED]) { budget: Int size: Int other: Int }`,
      ["TeamFilter.budget reaches Team.budget and must need what that needs: FINANCE"],
    ],
    [
      "nor an order than what its enum names",
      `${QUERY} { teams(order: TeamOrder): Team }
       type Team @auth(requires: [AUTHENTICATED]) { yearlyBudget: Int @auth(requires: [FINANCE]) size: Int }
       enum TeamOrderField { SIZE YEARLY_BUDGET }
       input TeamOrder @auth(requires: [AUTHENTICATED]) { field: TeamOrderField! }`,
      ["TeamOrder.field reaches Team.yearlyBudget and must need what that needs: FINANCE"],
    ],
    [
      "the rule of the input, its field and the field's own type count together",
      `${QUERY} { teams(filter: TeamFilter): Team }
       type Team @auth(requires: [AUTHENTICATED]) { budget: Int @auth(requires: [FINANCE], mfa: true) }
       input TeamFilter @auth(requires: [FINANCE]) { budget: Range }
       input Range @auth(requires: [AUTHENTICATED], mfa: true) { gte: Int }`,
      [],
    ],
  ])("%s", (_, sdl, mistakes) => {
    expect(mistakesOf(sdl)).toEqual(mistakes);
  });
});

describe("the project's own schema", () => {
  const folder = join(import.meta.dirname, "../../schema");
  const text = readdirSync(folder)
    .filter((file) => file.endsWith(".graphql"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
  const schema = buildSchema(text);

  it("has a rule for everything, and none that contradicts another", () => {
    const rules = readRules(schema);
    expect(isAllowed(rules.ofField("Customer", "phone"), { roles: ["MARKETING"], hasSecondFactor: false })).toBe(false);
    expect(isAllowed(rules.ofField("Query", "payments"), { roles: ["FINANCE"], hasSecondFactor: false })).toBe(true);
  });

  it("has the roles that the code knows", () => {
    const role = schema.getType("Role");
    const names = role !== undefined && "getValues" in role ? role.getValues().map((value) => value.name) : [];
    expect(names.toSorted()).toEqual(allRoles.toSorted());
  });

  it("loses its start when one rule is taken away", () => {
    const broken = text.replace(
      "type Ticket implements Node @auth(requires: [SUPPORT])",
      "type Ticket implements Node",
    );
    expect(broken).not.toBe(text);
    expect(() => readRules(buildSchema(broken))).toThrow("Ticket.subject has no @auth rule, and its type has none");
  });
});
