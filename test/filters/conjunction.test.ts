import { describe, expect, it } from "vitest";
import { RequestError } from "../../src/errors.ts";
import { conjunctionOf } from "../../src/filters/conjunction.ts";
import { EVERYTHING, NOTHING, where, type Filter } from "../../src/filters/filter.ts";

describe("a filter without alternatives", () => {
  it("is conditions by field", () => {
    const conditions = { status: { in: ["OPEN"] }, createdAt: { gte: "a", lt: "b" } };
    expect(conjunctionOf(where(conditions))).toEqual(conditions);
    expect(conjunctionOf(EVERYTHING)).toEqual({});
    expect(conjunctionOf(NOTHING)).toBeNull();
  });

  it("has one condition where a field has several", () => {
    const all = (...filters: Filter[]): unknown => conjunctionOf({ and: filters });
    expect(all(where({ s: { in: ["a", "b"] } }), where({ s: { in: ["b", "c"] } }))).toEqual({ s: { in: ["b"] } });
    expect(all(where({ s: { in: ["a"] } }), where({ s: { in: ["b"] } }))).toBeNull();
    expect(all(where({ s: { notIn: ["a"] } }), where({ s: { notIn: ["b"] } }))).toEqual({ s: { notIn: ["a", "b"] } });
    expect(all(where({ t: { gte: "1", lt: "9" } }), where({ t: { gte: "2", lt: "8" } }))).toEqual({
      t: { gte: "2", lt: "8" },
    });
    expect(() => all(where({ t: { contains: "a" } }), where({ t: { contains: "b" } }))).toThrow(RequestError);
  });

  it("is asked for: alternatives are refused", () => {
    expect(() => conjunctionOf({ or: [where({ a: { in: ["1"] } }), where({ b: { in: ["2"] } })] })).toThrow(
      RequestError,
    );
  });
});
