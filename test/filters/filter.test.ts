import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allOf,
  anyOf,
  canonical,
  clausesOf,
  comparable,
  compileFilter,
  EVERYTHING,
  fieldsIn,
  isEverything,
  isNothing,
  NOTHING,
  simplified,
  where,
  type Clause,
  type Filter,
} from "../../src/filters/filter.ts";
import { matches } from "../../src/loaders/matches.ts";
import { anyFilter } from "./any-filter.ts";
import { anEntity, smallClause } from "./small-entities.ts";

const a: Clause = { field: "a", operator: "in", value: ["1"] };
const b: Clause = { field: "b", operator: "gte", value: "2" };

describe("a filter", () => {
  it("is as short as it can be said", () => {
    expect(allOf()).toEqual(EVERYTHING);
    expect(anyOf()).toEqual(NOTHING);
    expect(allOf(a, EVERYTHING)).toBe(a);
    expect(allOf(a, NOTHING)).toBe(NOTHING);
    expect(anyOf(b, NOTHING)).toBe(b);
    expect(anyOf(b, EVERYTHING)).toBe(EVERYTHING);
    expect(simplified({ and: [{ and: [a, { or: [b] }] }] })).toEqual({ and: [a, b] });
    expect(simplified({ field: "a", operator: "in", value: [] })).toEqual(NOTHING);
    expect(simplified({ field: "a", operator: "notIn", value: [] })).toEqual(EVERYTHING);
    expect(simplified({ field: "a", operator: "contains", value: "" })).toEqual(where({ a: { isNull: false } }));
  });

  it("that names values of one field is one condition, which every list can carry", () => {
    const other: Clause = { field: "a", operator: "in", value: ["2", "1"] };
    expect(anyOf(a, b, other)).toEqual({ or: [{ field: "a", operator: "in", value: ["1", "2"] }, b] });
    expect(allOf(a, other)).toEqual({ and: [a, other] }); // of a list of values both can hold
  });

  it("says the same when it is simplified, or put in order", () => {
    fc.assert(
      fc.property(anyFilter(smallClause), anEntity, (filter, entity) => {
        expect(matches(entity, simplified(filter))).toBe(matches(entity, filter));
        expect(matches(entity, canonical(filter))).toBe(matches(entity, filter));
      }),
    );
  });

  it("has one text in whatever order it was written", () => {
    const reversed = (filter: Filter): Filter => {
      if ("and" in filter) return { and: filter.and.map(reversed).toReversed() };
      if ("or" in filter) return { or: filter.or.map(reversed).toReversed() };
      return filter.operator === "in" ? { ...filter, value: filter.value.toReversed() } : filter;
    };
    fc.assert(
      fc.property(anyFilter(smallClause), (filter) => {
        expect(JSON.stringify(canonical(reversed(filter)))).toBe(JSON.stringify(canonical(filter)));
      }),
    );
  });

  it("is compiled from its leaves up; everything and nothing have no parts", () => {
    const compile = (filter: Filter): string =>
      compileFilter(filter, {
        clause: ({ field }) => field,
        and: (parts) => `(${parts.join("&")})`,
        or: (parts) => `(${parts.join("|")})`,
      });
    expect(compile({ and: [a, { or: [b, { and: [a, b] }] }] })).toBe("(a&(b|(a&b)))");
    expect(compile({ and: [a] })).toBe("a");
    expect([compile(EVERYTHING), compile(NOTHING), compile({ and: [NOTHING] })]).toEqual(["()", "()", "()"]);
    expect([isEverything(EVERYTHING), isEverything(NOTHING), isNothing(NOTHING), isNothing(a)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it("tells its conditions and its fields", () => {
    const filter: Filter = { or: [{ and: [a, b] }, a] };
    expect(clausesOf(filter)).toEqual([a, b, a]);
    expect(fieldsIn(filter)).toEqual(["a", "b"]);
  });
});

describe("text", () => {
  it("is compared without regard to case, and ids as they are", () => {
    expect(comparable("displayName", "Ann")).toBe("ann");
    for (const field of ["id", "stageId", "dealIds"]) expect(comparable(field, "Ann")).toBe("Ann");
    expect(comparable("paid", "Ann")).toBe("ann");
  });
});
