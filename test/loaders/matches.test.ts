import { describe, expect, it } from "vitest";
import { MappingError } from "../../src/errors.ts";
import { where, type Condition } from "../../src/filters/filter.ts";
import { matches } from "../../src/loaders/matches.ts";
import type { Entity } from "../../src/mapping/entities.ts";

const bad = new MappingError("crm", "1", "Deal.name", "is bad");
const eur = (minorUnits: number) => ({ minorUnits, currency: "EUR" });
const jpy = (minorUnits: number) => ({ minorUnits, currency: "JPY" });
const met = (field: string, value: unknown, condition: Condition): boolean => {
  const entity: Entity & Record<string, unknown> = { type: "Deal", source: "crm", id: "1", [field]: value };
  return matches(entity, where({ [field]: condition }));
};

describe("a condition", () => {
  it.each<[string, string, Condition, readonly unknown[], readonly unknown[]]>([
    ["any one of these", "name", { in: ["Ann", "5"] }, ["Ann", "aNN", 5], ["Anna", null, bad]],
    ["an id exactly", "stageId", { in: ["aB"] }, ["aB"], ["ab", null]],
    ["none of these", "name", { notIn: ["Ann"] }, ["Bo", null, undefined], ["ann", bad]],
    ["one in a list", "tags", { in: ["vip"] }, [["a", "VIP"]], [["a"], [], null]],
    ["none in a list", "tags", { notIn: ["vip"] }, [["a"], [], null], [["a", "VIP"]]],
    ["a text somewhere", "name", { contains: "%n" }, ["50%N"], ["ann", null, bad, ["%n"]]],
    ["a text at the beginning", "name", { startsWith: "a_" }, ["A_b"], ["ab", "ba_", null]],
    ["no value", "tags", { isNull: true }, [null, undefined, []], [["a"], "", 0, bad]],
    ["a value", "name", { isNull: false }, ["", 0, false], [null, [], bad]],
    ["an instant", "at", { gte: "2026-01-01", lt: "2026-01-03" }, ["2026-01-01", "2026-01-02"], ["2026-01-03", null]],
    ["a number", "points", { gte: 9, lt: 10 }, [9, 9.5], [10, "9", null]],
    ["an amount", "amount", { gte: eur(5), lt: eur(9) }, [eur(5), eur(8)], [eur(9), jpy(6), 6, null]],
  ])("on %s", (_, field, condition, meeting, others) => {
    expect(meeting.map((value) => met(field, value, condition))).toEqual(meeting.map(() => true));
    expect(others.map((value) => met(field, value, condition))).toEqual(others.map(() => false));
  });

  it("of a field that the type lacks is met as one without a value", () => {
    expect([met("constructor", undefined, { isNull: true }), met("x", undefined, { in: [""] })]).toEqual([true, false]);
  });
});
