import { isScalarType, parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import { SCALARS } from "../../src/graphql/scalars.ts";
import { createSchema, readTypeDefs } from "../../src/graphql/schema.ts";

const Node = { __resolveType: () => "Deal" };

describe("createSchema", () => {
  const schema = createSchema<object>({ Node });

  it("reads every file of schema/", () => {
    expect(readTypeDefs().length).toBeGreaterThan(10);
    expect(schema.getType("Customer")).toBeDefined();
    expect(schema.getType("BillingSubscription")).toBeDefined();
  });

  it("describes every type and field", () => {
    const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith("__"));
    const bare = types.flatMap((type) => {
      const fields = "getFields" in type ? Object.values(type.getFields()) : [];
      const isOurs = type.astNode !== undefined;
      return [
        ...(isOurs && type.name !== "Query" && !type.description ? [type.name] : []),
        ...fields.filter((field) => !field.description).map((field) => `${type.name}.${field.name}`),
      ];
    });
    expect(bare).toEqual([]);
  });

  it.each([
    ["a type that is not there", { Node, Nothing: {} }, '"Nothing" defined in resolvers, but not in schema'],
    ["a field that is not there", { Node, Query: { nothing: () => null } }, "Query.nothing defined in resolvers"],
    ["an interface without a type resolver", {}, '"Node" is missing a "__resolveType" resolver'],
  ])("refuses resolvers with %s", (_, resolvers, message) => {
    expect(() => createSchema(resolvers)).toThrow(message);
  });

  it("has our functions for each scalar, and the SDL's words", () => {
    for (const name of Object.keys(SCALARS)) {
      const type = schema.getType(name);
      expect(isScalarType(type) && type.description).toBeTruthy();
    }
  });

  it("checks what clients write", () => {
    const errors = validate(schema, parse('{ customerByEmail(email: "not an address") { id } }'));
    expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining("not a valid email address")]);
  });
});

describe("SCALARS", () => {
  const functionsOf = (name: keyof typeof SCALARS) => {
    const { __serialize: serialize, __parseValue: parse } = SCALARS[name];
    return { serialize, parse };
  };

  it.each([
    ["DateTime", "2026-01-31T08:15:00+02:00", "2026-01-31T06:15:00.000Z"],
    ["Date", "2026-01-31", "2026-01-31"],
    ["SafeInt", 9_007_199_254_740_991, 9_007_199_254_740_991],
    ["EmailAddress", "a@example.com", "a@example.com"],
    ["PhoneNumber", "+4930123456", "+4930123456"],
    ["Currency", "EUR", "EUR"],
  ] as const)("reads a %s", (name, given, expected) => {
    expect(functionsOf(name).parse(given)).toBe(expected);
    expect(functionsOf(name).serialize(expected)).toBe(expected);
  });

  it.each([
    ["DateTime", "yesterday", "invalid date-time"],
    ["Date", "2026-13-01", "invalid date"],
    ["SafeInt", 2 ** 53, "unsafe integer"],
    ["SafeInt", "1", "non-integer"],
    ["EmailAddress", "nobody", "not a valid email address"],
    ["PhoneNumber", "call me", "Invalid phone number"],
    ["Currency", "EURO", "not a valid currency"],
  ] as const)("refuses for a %s: %s", (name, given, message) => {
    expect(() => functionsOf(name).parse(given)).toThrow(message);
  });

  it.each([
    ["DateTime", new Date(0)],
    ["DateTime", 12],
    ["SafeInt", "12"],
    ["Currency", { code: "EUR" }],
  ] as const)("sends no %s that the mapping can't have made: %s", (name, value) => {
    expect(() => functionsOf(name).serialize(value)).toThrow(`${name} should be sent from a`);
  });
});
