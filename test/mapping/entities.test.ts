import { describe, expect, it } from "vitest";
import { entityTypeOf, entityTypes, schemaTypeOf } from "../../src/mapping/entities.ts";

describe("entityTypeOf", () => {
  it("knows entities from other types", () => {
    expect(entityTypeOf("Customer")).toBe("Contact");
    expect(entityTypeOf("Deal")).toBe("Deal");
    expect(entityTypeOf("DealConnection")).toBe(undefined);
    expect(entityTypeOf("constructor")).toBe(undefined);
  });

  it("is the way back from the schema's name", () => {
    expect(entityTypes.map((type) => entityTypeOf(schemaTypeOf(type)))).toEqual(entityTypes);
  });
});
