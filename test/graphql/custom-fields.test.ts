import { buildSchema, isEnumType, isObjectType } from "graphql";
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
