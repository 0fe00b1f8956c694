import { isObjectType } from "graphql";
import { describe, expect, it } from "vitest";
import { ENTITY_TYPES, byEntityType, entityTypeNamed, entityTypes } from "../../src/mapping/entity-types.ts";
import { resolvers } from "../../src/graphql/resolvers/index.ts";
import { createSchema } from "../../src/graphql/schema.ts";

describe("the table of entity types", () => {
  it("has what the schema finds by id, and nothing else", () => {
    const nodes = Object.values(createSchema(resolvers).getTypeMap())
      .filter(isObjectType)
      .filter((type) => type.getInterfaces().some(({ name }) => name === "Node"))
      .map(({ name }) => name);
    expect(entityTypes.map((type) => ENTITY_TYPES[type].schemaName).toSorted()).toEqual(nodes.toSorted());
  });

  it("is found in by the schema's names", () => {
    expect(entityTypeNamed("Customer")).toBe("Contact");
    expect(entityTypeNamed("Contact")).toBe(undefined);
    expect(entityTypeNamed("Deal")).toBe("Deal");
    expect(entityTypeNamed("DealConnection")).toBe(undefined);
    expect(entityTypeNamed("constructor")).toBe(undefined);
  });

  it("leads from every part to a whole", () => {
    for (const { partOf = [] } of Object.values(ENTITY_TYPES)) {
      for (const whole of partOf) expect(ENTITY_TYPES[whole].partOf).toBe(undefined);
    }
  });

  it("makes a record of all types", () => {
    expect(Object.keys(byEntityType((type) => type.length))).toEqual(entityTypes);
  });
});
