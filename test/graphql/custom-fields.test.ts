import { buildSchema, isEnumType, isInputObjectType, isObjectType } from "graphql";
import { describe, expect, it } from "vitest";
import { readRules } from "../../src/auth/rules.ts";
import { isAllowed } from "../../src/auth/rule.ts";
import { withCustomFields } from "../../src/graphql/custom-fields.ts";
import { readTypeDefs } from "../../src/graphql/schema.ts";
import type { CustomField } from "../../src/mapping/custom-field.ts";

const common = {
  entity: "Customer",
  description: 'How "loyal"\nthe person is.',
  roles: ["SALES"],
  mfa: false,
} as const;

function schemaWith(...fields: readonly CustomField[]) {
  const schema = buildSchema(withCustomFields(readTypeDefs(), fields).join("\n"));
  const type = schema.getType("Customer");
  if (!isObjectType(type)) throw new Error("no Customer");
  return { schema, fields: type.getFields(), rules: readRules(schema) };
}

describe("withCustomFields", () => {
  it("changes nothing where there are none", () => {
    const typeDefs = readTypeDefs();
    expect(withCustomFields(typeDefs, [])).toBe(typeDefs);
  });

  it.each(["String", "Int", "Float", "Boolean", "Date", "DateTime", "SafeInt"] as const)("adds a %s", (type) => {
    const { fields } = schemaWith({ ...common, name: "own", type });
    expect(String(fields["own"]?.type)).toBe(type);
    expect(fields["own"]?.description).toBe(common.description);
  });

  it("adds a list without nulls in it", () => {
    expect(String(schemaWith({ ...common, name: "own", type: "[String]" }).fields["own"]?.type)).toBe("[String!]");
  });

  it("adds an enum of its own, which knows of values that are not known", () => {
    const { schema, fields } = schemaWith({ ...common, name: "tier", values: { GOLD: ["gold"], SILVER: ["silver"] } });
    expect(String(fields["tier"]?.type)).toBe("CustomerTier");
    const type = schema.getType("CustomerTier");
    expect(isEnumType(type) && type.getValues().map(({ name }) => name)).toEqual(["GOLD", "SILVER", "UNKNOWN"]);
  });

  it("adds the rule of each", () => {
    const { rules } = schemaWith(
      { ...common, name: "own", type: "Int" },
      { ...common, name: "secret", type: "Int", roles: ["SALES", "FINANCE"], mfa: true },
    );
    const may = (field: string, role: "SALES" | "MARKETING" | "FINANCE", hasSecondFactor = false): boolean =>
      isAllowed(rules.ofField("Customer", field), { roles: [role], hasSecondFactor });
    expect([may("own", "SALES"), may("own", "MARKETING"), may("own", "FINANCE")]).toEqual([true, false, false]);
    expect([may("secret", "FINANCE"), may("secret", "FINANCE", true)]).toEqual([false, true]);
  });
});

describe("the filters of such fields", () => {
  const inputsOf = (entity: CustomField["entity"], ...fields: readonly Omit<CustomField, "entity">[]) => {
    const own = fields.map((field) => ({ ...field, entity }));
    const schema = buildSchema(withCustomFields(readTypeDefs(), own).join("\n"));
    const type = schema.getType(`${entity}Filter`);
    return { schema, rules: readRules(schema), fields: isInputObjectType(type) ? type.getFields() : {} };
  };

  it.each([
    ["String", "StringFilter"],
    ["[String]", "StringListFilter"],
    ["Int", "SafeIntRange"],
    ["Float", "FloatRange"],
    ["Boolean", "BooleanFilter"],
    ["Date", "DateRange"],
    ["DateTime", "DateTimeRange"],
  ] as const)("of a %s is a %s", (type, filter) => {
    expect(String(inputsOf("Deal", { ...common, name: "own", type }).fields["own"]?.type)).toBe(filter);
  });

  it("of an enum has its values", () => {
    const { schema, fields } = inputsOf("Ticket", { ...common, name: "area", values: { NORTH: ["n"] } });
    expect(String(fields["area"]?.type)).toBe("TicketAreaFilter");
    const filter = schema.getType("TicketAreaFilter");
    const operators = isInputObjectType(filter) ? Object.keys(filter.getFields()) : [];
    expect(operators).toEqual(["eq", "in", "notIn", "isNull"]);
  });

  it("have the rule of the field", () => {
    const { rules } = inputsOf("Customer", { ...common, name: "own", type: "Int", roles: ["FINANCE"] });
    const may = (role: "FINANCE" | "SALES"): boolean =>
      isAllowed(rules.ofInputField("CustomerFilter", "own"), { roles: [role], hasSecondFactor: false });
    expect([may("FINANCE"), may("SALES")]).toEqual([true, false]);
  });

  it("are none where the type has no filter", () => {
    const { schema, fields } = inputsOf("User", { ...common, name: "team", values: { NORTH: ["n"] } });
    expect([fields, schema.getType("UserTeamFilter")]).toEqual([{}, undefined]);
    expect(schema.getType("UserTeam")).toBeDefined();
  });
});
