import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alternativesOf, canCarry, canCombine, carriedPart } from "../../src/filters/abilities.ts";
import { EVERYTHING, NOTHING, type Clause, type Filter } from "../../src/filters/filter.ts";
import { matches } from "../../src/loaders/matches.ts";
import { anyFilter } from "./any-filter.ts";
import { anEntity, smallClause } from "./small-entities.ts";

const clause = (field: string, value = "x"): Clause => ({ field, operator: "contains", value });
const [a, b, c, d] = [clause("a"), clause("b"), clause("c"), clause("d")];

describe("alternatives", () => {
  it("are what a filter multiplies out to", () => {
    expect(alternativesOf({ and: [{ or: [a, b] }, { or: [c, d] }] }, 4)).toEqual([
      [a, c],
      [a, d],
      [b, c],
      [b, d],
    ]);
    expect(alternativesOf(EVERYTHING, 1)).toEqual([[]]);
    expect(alternativesOf(NOTHING, 1)).toEqual([]);
  });

  it("mean the same as the filter", () => {
    fc.assert(
      fc.property(anyFilter(smallClause), anEntity, (filter, entity) => {
        const found = alternativesOf(filter, 10_000);
        const isMet = found?.some((clauses) => clauses.every((each) => matches(entity, each)));
        expect(isMet).toBe(matches(entity, filter));
      }),
    );
  });

  it("are given up where there would be too many, before they are all made", () => {
    const pair = (index: number): Filter => ({ or: [clause(`l${index}`), clause(`r${index}`)] });
    const many: Filter = { and: Array.from({ length: 60 }, (_, index) => pair(index)) };
    expect(alternativesOf(many, 5)).toBeNull();
    expect(alternativesOf({ or: [a, b, c] }, 2)).toBeNull();
  });
});

describe("conditions", () => {
  const groups = { alternatives: 2, clausesEach: 2, clausesInAll: 3 };

  it.each<[string, Filter, boolean, boolean]>([
    ["all of which hold", { and: [a, b] }, true, true],
    ["of which one holds", { or: [a, b] }, false, true],
    ["too many in one alternative", { and: [a, b, c] }, true, false],
    ["too many in all", { or: [{ and: [a, b] }, { and: [c, d] }] }, false, false],
    ["of too many alternatives", { or: [a, b, c] }, false, false],
    ["none", EVERYTHING, true, true],
  ])("%s", (_, filter, isAnd, isInGroups) => {
    expect([canCombine(filter), canCombine(filter, groups), canCombine(filter, "any")]).toEqual([
      isAnd,
      isInGroups,
      true,
    ]);
  });

  it("are carried by operator and field, unless the value is refused", () => {
    const can = {
      filters: { a: ["contains"] },
      orders: {},
      refuses: ({ value }: Clause) => (value === '"' ? "it" : null),
    } as const;
    expect(canCarry(can, a)).toBe(true);
    expect(canCarry(can, clause("a", '"'))).toBe(false);
    expect(canCarry(can, { field: "a", operator: "startsWith", value: "x" })).toBe(false);
    expect(canCarry(can, clause("toString"))).toBe(false);
  });
});

describe("the part that a vendor carries", () => {
  const combinings = [undefined, "any", { alternatives: 2, clausesEach: 2, clausesInAll: 3 }] as const;

  it("lets through all that the filter does, and is something that the vendor can carry", () => {
    const fields = fc.constantFrom("name", "tags", "at", "amount", "points", "ownerId");
    const can = fc.record({ carried: fc.array(fields), combines: fc.constantFrom(...combinings) });
    fc.assert(
      fc.property(anyFilter(smallClause), anEntity, can, (filter, entity, { carried, combines }) => {
        const operators = ["in", "notIn", "gte", "lt", "contains", "startsWith", "isNull"] as const;
        const filters = Object.fromEntries(carried.map((field) => [field, operators]));
        const part = carriedPart(filter, { filters, orders: {}, ...(combines !== undefined && { combines }) });
        expect(!matches(entity, filter) || matches(entity, part)).toBe(true);
        expect(canCombine(part, combines)).toBe(true);
      }),
    );
  });

  it("keeps what it can", () => {
    const can = { filters: { a: ["contains"], status: ["in"] }, orders: {} } as const;
    const unknown: Clause = { field: "status", operator: "in", value: ["OPEN", "UNKNOWN"] };
    expect(carriedPart({ and: [a, b, unknown, { or: [a, clause("a", "y")] }] }, can)).toEqual(a);
    expect(carriedPart({ or: [a, b] }, can)).toEqual(EVERYTHING);
    expect(carriedPart(NOTHING, can)).toEqual(NOTHING);
  });
});
