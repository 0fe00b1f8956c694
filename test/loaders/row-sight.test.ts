import { describe, expect, it } from "vitest";
import { EVERYTHING, NOTHING, where } from "../../src/filters/filter.ts";
import { conjunctionOf } from "../../src/filters/conjunction.ts";
import type { EntitySource, Filter, Related } from "../../src/connectors/contract.ts";
import { MappingError } from "../../src/errors.ts";
import { loadRelated } from "../../src/loaders/load-related.ts";
import { isSeen, rowSightOf, seenOnly, withSight } from "../../src/loaders/row-sight.ts";
import type { Entity, Player } from "../../src/mapping/entities.ts";
import { id, text } from "../../src/mapping/converters.ts";
import { at, required } from "../../src/mapping/field-map.ts";
import { fakeSource, loadScope } from "../support/fake-source.ts";

const sight = { field: "brandId", brandIds: ["", "north"] };
const row = (brandId: unknown) => ({ type: "Player", source: "games", id: "1", brandId }) as Entity;

describe("a row", () => {
  it.each([
    ["of the caller's brand", "north", true],
    ["of another", "south", false],
    ["of none", null, true],
    ["of a brand that can't be read", new MappingError("games", "1", "Player.brandId", "is bad"), false],
    ["that does not say", undefined, false],
  ])("%s is seen: %s, %s", (_, brandId, expected) => {
    expect(isSeen(sight, row(brandId))).toBe(expected);
  });

  it("of no brand is hidden where the caller may not see those", () => {
    expect(isSeen({ ...sight, brandIds: ["north"] }, row(null))).toBe(false);
  });
});

describe("a filter", () => {
  it("lets through what the caller asks for and may see", () => {
    const seen = where({ brandId: { in: ["", "north"] } });
    const gold = where({ level: { in: ["Gold"] } });
    const south = where({ brandId: { in: ["south"] } });
    expect(seenOnly(EVERYTHING, sight)).toEqual(seen);
    expect(seenOnly(gold, sight)).toEqual({ and: [gold, seen] });
    expect(seenOnly({ or: [gold, south] }, sight)).toEqual({ and: [{ or: [gold, south] }, seen] });
  });

  it("lets nothing through where the caller may see no brand", () => {
    expect(seenOnly(EVERYTHING, { ...sight, brandIds: [] })).toEqual(NOTHING);
  });

  it("is as it was where rows are the source's", () => {
    const filter = where({ level: { in: ["Gold"] } });
    expect(seenOnly(filter, null)).toBe(filter);
    const select = ["id"];
    expect([withSight(select, null), withSight(select, sight)]).toEqual([select, ["id", "brandId"]]);
  });
});

describe("what hangs on a parent", () => {
  it("is asked for by the caller's brands, and cached for these alone", async () => {
    const asked: Filter[] = [];
    const ofContact: Related = {
      batchSize: 10,
      arrangedBy: "source",
      filters: {},
      orders: { updatedAt: ["DESC"] },
      defaultOrder: { field: "updatedAt", direction: "DESC" },
      async find(_, parentIds, { filter }) {
        asked.push(filter);
        const brandIds = conjunctionOf(filter)?.["brandId"]?.in ?? [];
        const records = brandIds.map((brandId) => ({ id: `of ${brandId}`, brandId }));
        return new Map(parentIds.map((parentId) => [parentId, { records, hasMore: false }]));
      },
    };
    const players: EntitySource<Player> = {
      fields: { id: required("id", id), brandId: at("brandId", text) },
      projection: { orderBy: "updatedAt", brand: "brandId" },
      related: { Contact: ofContact },
    };
    const source = fakeSource({ name: "games", entities: { Player: players } });
    const { begin } = loadScope();
    const read = async (brandIds: readonly string[]) => {
      const scope = { ...begin().scope, brandIdsOf: () => brandIds };
      expect(rowSightOf(scope, source, "Player")).toEqual({ field: "brandId", brandIds });
      expect(rowSightOf(scope, source, "Contact")).toBeNull();
      const request = { filter: EVERYTHING, order: ofContact.defaultOrder, first: 5, after: null, select: ["id"] };
      const [slice] = await loadRelated(scope, source, "Player", { type: "Contact", ids: ["c"] }, request);
      if (slice === undefined || slice instanceof Error) throw slice ?? new Error("a slice for each parent");
      return slice.items.map(({ entity }) => (entity instanceof Error ? entity : entity.id));
    };
    expect(await read(["north"])).toEqual(["of north"]);
    expect(await read(["south"])).toEqual(["of south"]);
    expect(await read(["north"])).toEqual(["of north"]);
    expect(asked).toEqual([where({ brandId: { in: ["north"] } }), where({ brandId: { in: ["south"] } })]);
  });
});
