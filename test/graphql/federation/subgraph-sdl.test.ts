import { buildSchema, isObjectType, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { entityNames, subgraphSdl } from "../../../src/graphql/federation/subgraph-sdl.ts";
import { readTypeDefs } from "../../../src/schema-files.ts";
import { ENTITY_TYPES, entityTypes } from "../../../src/mapping/entity-types.ts";
import { compose } from "../../support/supergraph.ts";

const typeDefs = readTypeDefs();
const sdl = subgraphSdl(typeDefs, { hasNode: true });
const supergraph = buildSchema(compose(sdl), { assumeValidSDL: true });

describe("entityNames", () => {
  it("are all types that have an id of their own", () => {
    const names = entityTypes.map((type) => ENTITY_TYPES[type].schemaName);
    expect(entityNames(typeDefs).toSorted()).toEqual(names.toSorted());
  });
});

describe("subgraphSdl", () => {
  it("is linked to Federation 2", () => {
    expect(sdl).toMatch(/^extend schema @link\(url: "https:\/\/specs\.apollo\.dev\/federation\/v2\.\d", import: \[/);
    expect(() => parse(sdl)).not.toThrow();
  });

  it("gives each entity its id for a key, and what others may have too is shareable", () => {
    for (const name of entityNames(typeDefs)) {
      expect(sdl).toMatch(new RegExp(`^type ${name} implements Node @key\\(fields: "id"\\) \\{$`, "m"));
    }
    expect(sdl).toMatch(/^type PageInfo @shareable \{$/m);
    expect(sdl).toMatch(/^type Money @shareable \{$/m);
  });

  it("describes what it has, scalars too, and says nothing of who may read it", () => {
    expect(sdl).toContain('"An ISO 4217 currency code: `EUR`."\nscalar Currency');
    expect(sdl).not.toContain("@auth");
  });

  it("has Query.node where it is wanted, and every other field either way", () => {
    const without = subgraphSdl(typeDefs, { hasNode: false });
    const fieldsOf = (text: string): string[] => {
      const query = buildSchema(compose(text), { assumeValidSDL: true }).getQueryType();
      return Object.keys(query?.getFields() ?? {});
    };
    expect(fieldsOf(sdl)).toContain("node");
    expect(fieldsOf(without)).toEqual(fieldsOf(sdl).filter((name) => name !== "node"));
  });

  it("composes with a subgraph that refers to its entities and has values of the same names", () => {
    const customer = supergraph.getType("Customer");
    expect(isObjectType(customer) && Object.keys(customer.getFields())).toEqual(
      expect.arrayContaining(["displayName", "tickets", "orders"]),
    );
    expect(supergraph.getType("Review")).toBeDefined();
  });

  it("takes what is added to a type elsewhere", () => {
    const more = subgraphSdl([...typeDefs, "extend type Deal { region: String @auth(requires: [SALES]) }"], {
      hasNode: true,
    });
    const deal = buildSchema(compose(more), { assumeValidSDL: true }).getType("Deal");
    expect(isObjectType(deal) && deal.getFields()["region"]).toBeDefined();
  });

  it("refuses what is no schema", () => {
    expect(() => subgraphSdl(["type Query { thing: Thing }"], { hasNode: true })).toThrow('Unknown type "Thing"');
  });
});
