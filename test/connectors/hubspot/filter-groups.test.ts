import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filterGroups, withinAll } from "../../../src/connectors/hubspot/filter-groups.ts";
import { EVERYTHING, NOTHING, where } from "../../../src/filters/filter.ts";
import { anyText } from "../../filters/any-filter.ts";

const deals = {
  type: "deals",
  fields: {},
  searchable: { name: "dealname", stageId: "dealstage", closeDate: "closedate" },
};

describe("filterGroups", () => {
  it("is no group for everything, and null for nothing", () => {
    expect(filterGroups(deals, EVERYTHING)).toEqual([]);
    expect(filterGroups(deals, NOTHING)).toBeNull();
    expect(filterGroups(deals, where({ name: { in: [""] } }))).toBeNull(); // HubSpot keeps no empty text
  });

  it("puts alternatives into groups, text in lower case and ids as they are", () => {
    const filter = {
      and: [
        where({ closeDate: { gte: "2026-01-01", lt: "2026-02-01" } }),
        { or: [where({ name: { in: ["Big One"] } }), where({ stageId: { in: ["ClosedWon"] } })] },
      ],
    };
    const dates = [
      { propertyName: "closedate", operator: "GTE", value: String(Date.UTC(2026, 0, 1)) },
      { propertyName: "closedate", operator: "LT", value: String(Date.UTC(2026, 1, 1)) },
    ];
    expect(filterGroups(deals, filter)).toEqual([
      [...dates, { propertyName: "dealname", operator: "IN", values: ["big one"] }],
      [...dates, { propertyName: "dealstage", operator: "IN", values: ["ClosedWon"] }],
    ]);
  });

  it("refuses a field that HubSpot has nothing for", () => {
    expect(() => filterGroups(deals, where({ amount: { gte: 1 } }))).toThrow("has nothing for amount");
  });

  it("keeps whatever is typed a value of its own", () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const groups = filterGroups(deals, where({ name: { in: [a, b] } }));
        const wanted = [a, b].map((text) => text.toLowerCase()).filter((text) => text !== "");
        const held = groups?.flat().flatMap(({ values }) => values ?? []) ?? [];
        expect(new Set(held)).toEqual(new Set(wanted));
        expect(
          groups?.flat().every(({ operator, propertyName }) => operator === "IN" && propertyName === "dealname") ??
            true,
        ).toBe(true);
      }),
    );
  });
});

describe("withinAll", () => {
  it("adds to each group, and makes one of none", () => {
    const own = [{ propertyName: "x", operator: "HAS_PROPERTY" }] as const;
    const also = [{ propertyName: "y", operator: "HAS_PROPERTY" }] as const;
    expect(withinAll([own, own], also)).toEqual([
      [...own, ...also],
      [...own, ...also],
    ]);
    expect(withinAll([], also)).toEqual([also]);
    expect(withinAll([own], [])).toEqual([own]);
  });
});
