import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minorUnitsOf } from "../../src/mapping/money.ts";
import { vendorAmounts, type AmountEdge } from "../../src/mapping/money-bound.ts";

const holds = ({ comparison, decimal }: AmountEdge, tenths: number): boolean => {
  const edge = Number(decimal.replace(".", ""));
  if (comparison === ">=") return tenths >= edge;
  if (comparison === ">") return tenths > edge;
  return comparison === "<" ? tenths < edge : tenths <= edge;
};

describe("a range of amounts", () => {
  it.each([
    ["gte", 1235, "EUR", { comparison: ">=", decimal: "12.345" }],
    ["lt", 1, "EUR", { comparison: "<", decimal: "0.005" }],
    ["gte", 0, "EUR", { comparison: ">", decimal: "-0.005" }],
    ["lt", -10, "JPY", { comparison: "<=", decimal: "-10.5" }],
    ["gte", 1, "KWD", { comparison: ">=", decimal: "0.0005" }],
  ] as const)("%s %i %s", (operator, minorUnits, currency, expected) => {
    expect(vendorAmounts(operator, { minorUnits, currency })).toEqual(expected);
  });

  it("is what rounding makes of the vendor's decimals", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -200, max: 200 }),
        fc.integer({ min: -20, max: 20 }),
        fc.constantFrom("EUR", "JPY", "KWD"),
        (tenths, minorUnits, currency) => {
          const rounded = minorUnitsOf(`${tenths}e-1`, 0);
          const edge = { minorUnits, currency };
          expect(holds(vendorAmounts("gte", edge), tenths)).toBe(rounded >= minorUnits);
          expect(holds(vendorAmounts("lt", edge), tenths)).toBe(rounded < minorUnits);
        },
      ),
    );
  });
});
