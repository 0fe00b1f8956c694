import { describe, expect, it } from "vitest";
import type { Abilities, Filter } from "../../src/connectors/contract.ts";
import { EVERYTHING, where } from "../../src/filters/filter.ts";
import { compareBy, fieldsOf, whyUnsupported } from "../../src/loaders/arrange.ts";
import { asArranged } from "../../src/loaders/core-abilities.ts";
import { id, text } from "../../src/mapping/converters.ts";
import { at, required } from "../../src/mapping/field-map.ts";
import type { Entity } from "../../src/mapping/entities.ts";

const deal = (id: string, amount: unknown): Entity & Record<string, unknown> => {
  return { type: "Deal", source: "crm", id, amount };
};

describe("an order", () => {
  it("of amounts is by their number, whatever the currency; what has none comes last", () => {
    const deals = [
      deal("a", { minorUnits: 1_250, currency: "EUR" }),
      deal("b", { minorUnits: 13, currency: "JPY" }),
      deal("c", null),
      deal("d", { minorUnits: 1_000, currency: "KWD" }),
    ];
    const sorted = (direction: "ASC" | "DESC"): string =>
      deals
        .toSorted(compareBy({ field: "amount", direction }))
        .map(({ id }) => id)
        .join("");
    expect([sorted("ASC"), sorted("DESC")]).toEqual(["dabc", "badc"]);
  });

  it("and a filter tell which fields they read", () => {
    const filter: Filter = { or: [where({ a: { in: ["1"] } }), where({ b: { isNull: true } })] };
    expect(fieldsOf(filter, { field: "a", direction: "ASC" })).toEqual(["a", "b"]);
    expect(fieldsOf(EVERYTHING, null)).toEqual([]);
  });
});

describe("what a list can't carry", () => {
  const can: Abilities = {
    filters: { name: ["contains"], status: ["in"] },
    combines: { alternatives: 2, clausesEach: 1, clausesInAll: 2 },
    refuses: ({ value }) => (value === '"' ? "a quotation mark" : null),
    orders: { name: ["ASC"] },
  };
  const why = (filter: Filter, abilities = can): string | undefined =>
    whyUnsupported({ source: "crm", list: "Deal" }, abilities, { filter, order: null })?.message;
  const name = where({ name: { contains: "x" } });
  const status = where({ status: { in: ["OPEN"] } });

  it("is said, with what it can", () => {
    expect(why({ or: [name, status] })).toBeUndefined();
    expect(why({ and: [name, { or: [status, where({ stage: { in: ["1"] } })] }] })).toBe(
      "crm can't filter Deal by stage (in): it can filter by name (contains); status (in)",
    );
    expect(why(where({ name: { contains: '"' } }))).toBe(
      "crm can't filter Deal by name (contains) with this value: it can't take a quotation mark",
    );
    expect(why({ and: [name, status] })).toBe(
      "crm can't combine these conditions on Deal: it takes 2 alternatives of 1 conditions each, and 2 conditions in all",
    );
    const { combines: _, ...plain } = can;
    expect(why({ or: [name, status] }, plain)).toContain("it takes conditions that must all hold");
  });

  it("is nothing that the mapping has, where the core arranges", () => {
    const related = {
      ...can,
      batchSize: 1,
      defaultOrder: { field: "name", direction: "ASC" },
      find: async () => new Map(),
    } as const;
    const line = at("x", text);
    const fields = { id: required("id", id), name: line, amount: line, externalIds: line };
    const arranged = asArranged({ fields }, { ...related, arrangedBy: "core" });
    const filter: Filter = { or: [where({ amount: { isNull: true } }), { and: [name, name] }] };
    expect(why(filter, arranged)).toBeUndefined();
    expect(why(status, arranged)).toContain("can't filter Deal by status");
    expect(Object.keys(arranged.orders)).toEqual(["id", "name", "amount"]);
    const own = { ...related, arrangedBy: "source" } as const;
    expect(asArranged({ fields }, own)).toBe(own);
  });
});
