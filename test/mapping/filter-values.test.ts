import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RequestError } from "../../src/errors.ts";
import { oneOf } from "../../src/mapping/converters.ts";
import { at } from "../../src/mapping/field-map.ts";
import { epochMillisOf, epochSecondsOf, wholeSecondOf } from "../../src/mapping/instants.ts";
import { vendorValuesFor } from "../../src/mapping/vendor-values.ts";

describe("an instant in a filter", () => {
  it("is rounded up for sources that keep whole seconds", () => {
    expect(epochMillisOf("2026-01-31T08:15:00.500Z")).toBe(1_769_847_300_500);
    expect(epochSecondsOf("2026-01-31T08:15:00.500Z")).toBe(1_769_847_301);
    expect(epochSecondsOf("2026-01-31T08:15:00Z")).toBe(1_769_847_300);
    expect(wholeSecondOf("2026-01-31T09:15:00.001+01:00")).toBe("2026-01-31T08:15:01Z");
  });

  it("lets the same whole seconds through as before it was rounded", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: -2, max: 2 }), (millis, off) => {
        const record = (Math.floor(millis / 1000) + off) * 1000;
        const rounded = epochSecondsOf(new Date(millis).toISOString()) * 1000;
        expect(record >= rounded).toBe(record >= millis);
        expect(record < rounded).toBe(record < millis);
      }),
    );
  });

  it("is never what a caller typed", () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const said = outcomeOf(() => wholeSecondOf(typed));
        const isOurs = typeof said === "string" && /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(said);
        expect(isOurs || said instanceof RequestError).toBe(true);
      }),
    );
  });
});

describe("a source's words for values of ours", () => {
  const converter = oneOf({ hold: "ON_HOLD", on_hold: "ON_HOLD", open: "OPEN" });
  const line = at("status", converter);

  it("are all that mean it", () => {
    expect(vendorValuesFor("Desk", "status", line, ["ON_HOLD", "OPEN"])).toEqual(["hold", "on_hold", "open"]);
    expect(vendorValuesFor("Desk", "status", converter, ["ON_HOLD"])).toEqual(["hold", "on_hold"]);
  });

  it("are none for what it has no word for, and the others' beside it", () => {
    expect(vendorValuesFor("Desk", "status", line, ["NEW", "OPEN", "SOLVED"])).toEqual(["open"]);
    expect(vendorValuesFor("Desk", "status", line, ["hold", "toString"])).toEqual([]);
    expect(vendorValuesFor("Desk", "status", undefined, ["OPEN"])).toEqual([]);
  });

  it("are refused for UNKNOWN, whatever stands beside it", () => {
    expect(() => vendorValuesFor("Desk", "status", line, ["OPEN", "UNKNOWN"])).toThrow(
      "Desk can't filter by status UNKNOWN: leave it out",
    );
  });
});

function outcomeOf(make: () => unknown): unknown {
  try {
    return make();
  } catch (problem) {
    return problem;
  }
}
