import { describe, expect, it } from "vitest";
import { RequestError } from "../../../src/errors.ts";
import { EVERYTHING, NOTHING, where } from "../../../src/filters/filter.ts";
import { filterOf } from "../../../src/graphql/resolvers/filter-of.ts";
import { createIds, createOpaqueCodec } from "../../../src/runtime/opaque.ts";

const ids = createIds(createOpaqueCodec("a secret of sixteen characters or more"));
const stage = (source: string, id: string): string => ids.encodeId("DealStage", source, id);
const of = (input: object, source = "crm") => filterOf(input, ids)(source);

describe("a filter as a client writes it", () => {
  it("is conditions that all hold, under the names of our fields", () => {
    const given = { status: { eq: "OPEN" }, brand: { notIn: ["x"] }, createdAt: { gte: "a", lt: null }, subject: null };
    expect(of(given)).toEqual({
      and: [
        { field: "brandId", operator: "notIn", value: ["x"] },
        { field: "createdAt", operator: "gte", value: "a" },
        { field: "status", operator: "in", value: ["OPEN"] },
      ],
    });
    expect([of({}), of({ status: {} }), of({ and: [] })]).toEqual([EVERYTHING, EVERYTHING, EVERYTHING]);
    expect([of({ or: [] }), of({ status: { in: [] } })]).toEqual([NOTHING, NOTHING]);
  });

  it("names sources at any place, and is something else for each", () => {
    const crm = { source: { in: ["crm"] } };
    const named = { name: { contains: "x" } };
    expect(of({ ...crm, ...named })).toEqual(where({ name: { contains: "x" } }));
    expect(of({ ...crm, ...named }, "desk")).toEqual(NOTHING);
    expect(of({ or: [crm, named] })).toEqual(EVERYTHING);
    expect(of({ or: [crm, named] }, "desk")).toEqual(where({ name: { contains: "x" } }));
  });

  it("names ids of one source each", () => {
    const given = { stage: { in: [stage("crm", "won"), stage("other", "lost")] } };
    expect(of(given)).toEqual(where({ stageId: { in: ["won"] } }));
    expect(of(given, "third")).toEqual(NOTHING);
    expect(of({ stage: { notIn: [stage("other", "lost")] } })).toEqual(EVERYTHING);
    expect(of({ stage: { isNull: true } })).toEqual(where({ stageId: { isNull: true } }));
    expect(of({ stage: { eq: ids.encodeId("Deal", "crm", "1") } })).toEqual(NOTHING);
  });

  it("has amounts of one currency", () => {
    expect(of({ amount: { currency: "EUR", gte: 0, lt: 500 } })).toEqual({
      and: [
        { field: "amount", operator: "gte", value: { minorUnits: 0, currency: "EUR" } },
        { field: "amount", operator: "lt", value: { minorUnits: 500, currency: "EUR" } },
      ],
    });
  });

  it("is the same however it is written", () => {
    const one = of({ or: [{ status: { in: ["B", "A"] } }, { and: [{ priority: { eq: "HIGH" } }] }] });
    const other = of({ or: [{ priority: { in: ["HIGH"] } }, { status: { in: ["A", "B", "A"] } }] });
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  });

  const nested = (depth: number): object => (depth === 0 ? { name: { eq: "x" } } : { and: [nested(depth - 1)] });

  it.each<[string, object, string]>([
    ["an id that is none", { or: [{ stage: { in: ["?"] } }] }, "filter.or[0].stage.in"],
    ["an amount without a bound", { amount: { currency: "EUR" } }, 'filter.amount should say "gte", "lt" or both'],
    ["too deep a nest", nested(7), "nested no deeper than 6"],
    ["too many conditions", { or: Array.from({ length: 101 }, () => ({ name: { eq: "x" } })) }, "no more than 100"],
  ])("is refused with %s, and says where", (_, input, message) => {
    expect(() => filterOf(input, ids)).toThrow(RequestError);
    expect(() => filterOf(input, ids)).toThrow(message);
  });
});
