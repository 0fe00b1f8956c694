import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Clause, Filter } from "../../../src/connectors/contract.ts";
import { conditionsOf, filtersOf, type Filterable } from "../../../src/connectors/salesforce/conditions.ts";
import { EVERYTHING, NOTHING } from "../../../src/filters/filter.ts";
import { anyText } from "../../filters/any-filter.ts";
import { tokensOf } from "./soql-reader.ts";

const deals: Filterable = {
  object: { name: "Opportunity", fields: {} },
  filterFields: {
    name: { field: "Name", kind: "text" },
    stageId: { field: "StageName", kind: "word" },
    amount: { field: "Amount", kind: "amount" },
    closeDate: { field: "CloseDate", kind: "date" },
    ownerId: { field: "OwnerId", kind: "id" },
  },
};
const way = (multiCurrency: boolean) => ({ options: { multiCurrency }, defaultCurrency: "EUR" });
const asked = (filter: Filter, multiCurrency = false): string | null =>
  conditionsOf(deals, way(multiCurrency), filter)
    ?.map(({ soql }) => soql)
    .join(" AND ") ?? null;

const named = (operator: "contains" | "startsWith", value: string): Clause => ({ field: "name", operator, value });
const stages = (operator: "in" | "notIn", ...value: string[]): Clause => ({ field: "stageId", operator, value });
const won = stages("in", "Won");

describe("conditions of a filter", () => {
  it.each<[Filter, string | null]>([
    [EVERYTHING, ""],
    [NOTHING, null],
    [
      { or: [won, { and: [stages("in", "Lost"), named("contains", "x")] }] },
      "(StageName IN ('Won') OR (StageName IN ('Lost') AND Name LIKE '%x%'))",
    ],
    [stages("notIn", "Won"), "(StageName = null OR StageName NOT IN ('Won'))"],
    [{ field: "name", operator: "isNull", value: true }, "Name = null"],
    [{ field: "name", operator: "isNull", value: false }, "Name != null"],
    [named("startsWith", String.raw`50%_\ '`), String.raw`Name LIKE '50\%\_\\ \'%'`],
    [{ field: "closeDate", operator: "gte", value: "2026-01-31" }, "CloseDate >= 2026-01-31"],
    [{ field: "closeDate", operator: "lt", value: "2026-01-31" }, "CloseDate < 2026-01-31"],
    // What no record can hold: Salesforce would refuse an id, and takes an empty text for null.
    [{ field: "ownerId", operator: "in", value: ["x'"] }, null],
    [stages("in", "", "x".repeat(256), "\ud800"), null],
    [stages("notIn", ""), ""],
    [{ or: [won, stages("in", "")] }, "StageName IN ('Won')"],
    [{ or: [won, stages("notIn", "")] }, ""],
    [{ and: [won, { or: [named("contains", "\ud800"), stages("in", "")] }] }, null],
  ])("%j", (filter, soql) => {
    expect(asked(filter)).toBe(soql);
  });

  it("compare amounts of one currency, whatever the organization has", () => {
    const amount = (currency: string): Clause => ({
      field: "amount",
      operator: "gte",
      value: { minorUnits: 1_235, currency },
    });
    expect(asked(amount("EUR"))).toBe("Amount >= 12.345");
    expect(asked(amount("USD"))).toBeNull();
    expect(asked(amount("USD"), true)).toBe("(CurrencyIsoCode = 'USD' AND Amount >= 12.345)");
  });

  it("name no field that there is none of", () => {
    for (const field of ["phone", "constructor", "__proto__"]) {
      expect(() => asked({ field, operator: "isNull", value: true })).toThrow("can't be filtered by");
      expect(Object.hasOwn(filtersOf(deals), field)).toBe(false);
    }
  });

  it("hold each value as one text, and no wildcard of its own", () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom("contains" as const, "startsWith" as const), (value, operator) => {
        const soql = asked({ and: [named(operator, value), stages("notIn", value)] });
        if (value === "" || value.length > 255 || !value.isWellFormed()) return;
        const [, literal = ""] = /^Name LIKE '(.*)' AND \(/s.exec(soql ?? "") ?? [];
        const wild = literal.replaceAll(/\\./g, "").replaceAll(/[^%_]/g, "");
        expect(wild).toBe(operator === "contains" ? "%%" : "%");
        const like = `${operator === "contains" ? "%" : ""}${value}%`;
        const texts = tokensOf(soql ?? "").map(({ kind, value: each }) => (kind === "text" ? [each] : each));
        const words = "AND ( StageName = null OR StageName NOT IN (".split(" ");
        expect(texts).toEqual(["Name", "LIKE", [like], ...words, [value], ")", ")"]);
      }),
      { numRuns: 500 },
    );
  });
});
