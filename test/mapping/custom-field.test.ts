import { describe, expect, it } from "vitest";
import { customLine, enumNameOf, type CustomSource } from "../../src/mapping/custom-field.ts";
import { firstPlace, placeAt, type CustomPlace } from "../../src/mapping/custom-place.ts";
import type { MappingContext } from "../../src/mapping/field-map.ts";

const unknown: string[] = [];
const context: MappingContext = {
  source: "crm",
  defaultCurrency: null,
  defaultCountry: null,
  externalIds: [],
  onUnknownValue: (path, value) => unknown.push(`${path}=${value}`),
};

type Settings = Partial<CustomSource> & Pick<CustomSource, "type">;

const read = (settings: Settings, value: unknown, place: CustomPlace = placeAt(["x"])): unknown =>
  customLine({ entity: "Contact", name: "own", field: "x", ...settings }, place).read({ x: value }, context);

describe("customLine", () => {
  it.each<[string, Settings, unknown, unknown]>([
    ["a text", { type: "String" }, "gold", "gold"],
    ["the text of a number", { type: "String" }, 7, "7"],
    ["a whole number", { type: "Int" }, 7, 7],
    ["the digits of one", { type: "Int" }, "-7", -7],
    ["a long one", { type: "SafeInt" }, "9007199254740991", 9_007_199_254_740_991],
    ["a number", { type: "Float" }, "1.5e1", 15],
    ["true", { type: "Boolean" }, "true", true],
    ["a word for true", { type: "Boolean", trueWords: ["Ja"], falseWords: ["Nein"] }, " ja", true],
    ["a word for false", { type: "Boolean", trueWords: ["Ja"], falseWords: ["Nein"] }, "NEIN", false],
    ["false itself, whatever the words", { type: "Boolean", trueWords: ["Ja"] }, false, false],
    ["a number that is a word", { type: "Boolean", trueWords: ["1"], falseWords: ["0"] }, 0, false],
    ["a date", { type: "Date" }, "2026-01-31", "2026-01-31"],
    ["the date of an instant", { type: "Date" }, "2026-06-30T22:30:00Z", "2026-06-30"],
    ["the date of an instant in a zone", { type: "Date", zone: "Europe/Berlin" }, "2026-06-30T22:30:00Z", "2026-07-01"],
    ["a date that no zone moves", { type: "Date", zone: "America/New_York" }, "2026-01-31", "2026-01-31"],
    ["a written date", { type: "Date", format: "DD/MM/YYYY", zone: "Asia/Tokyo" }, "31/01/2026", "2026-01-31"],
    ["an instant", { type: "DateTime" }, "2026-01-31T08:15:00+01:00", "2026-01-31T07:15:00.000Z"],
    [
      "a written instant",
      { type: "DateTime", format: "DD/MM/YYYY HH:mm", zone: "Europe/Berlin" },
      "31/01/2026 08:15",
      "2026-01-31T07:15:00.000Z",
    ],
    ["a list", { type: "[String]" }, ["a", "b"], ["a", "b"]],
    ["one value alone", { type: "[String]" }, "a;b", ["a;b"]],
    ["a list that is a text", { type: "[String]", separator: "|" }, "a | b||", ["a", "b"]],
    ["nothing", { type: "Int" }, "", null],
    ["nothing at all", { type: "Date", format: "DD/MM/YYYY" }, null, null],
    ["an enum's word", { type: { GOLD: ["gold", "1"], SILVER: ["silver"] } }, 1, "GOLD"],
  ])("reads %s", (_, settings, value, expected) => {
    expect(read(settings, value)).toEqual(expected);
  });

  it.each<[Settings, unknown, string]>([
    [{ type: "Int" }, 1.5, "should be a whole number from -2147483648 to 2147483647, instead got 1.5"],
    [{ type: "Int" }, 2 ** 31, "should be a whole number"],
    [{ type: "Float" }, "12 apples", 'should be a number, instead got "12 apples"'],
    [{ type: "Boolean" }, "yes", "should be true or false"],
    [
      { type: "Boolean", trueWords: ["yes"], falseWords: ["no"] },
      "maybe",
      'should be one of no, yes, instead got "maybe"',
    ],
    [{ type: "Date", format: "DD/MM/YYYY" }, "2026-01-31", "should be a date as DD/MM/YYYY"],
    [{ type: "DateTime" }, 1_700_000_000, "should be an ISO 8601 instant"],
    [{ type: "[String]" }, { a: 1 }, "should be a list"],
  ])("finds %j wrong with %j", (settings, value, message) => {
    expect(() => read(settings, value)).toThrow(message);
  });

  it("takes numbers for instants as the vendor counts", () => {
    const at = (epoch: "seconds" | "milliseconds", value: unknown): unknown =>
      read({ type: "DateTime" }, value, placeAt(["x"], { epoch }));
    expect(at("seconds", 1_700_000_000)).toBe("2023-11-14T22:13:20.000Z");
    expect(at("seconds", "1700000000")).toBe("2023-11-14T22:13:20.000Z");
    expect(at("milliseconds", "1700000000000")).toBe("2023-11-14T22:13:20.000Z");
    expect(() => at("seconds", "2023")).toThrow("should be an ISO 8601 instant");
  });

  it("makes a word that no value has UNKNOWN, and reports it", () => {
    unknown.length = 0;
    expect(read({ type: { GOLD: ["gold"] } }, "platinum")).toBe("UNKNOWN");
    expect(unknown).toEqual(["x=platinum"]);
  });

  it("knows an enum's way back", () => {
    const settings = { entity: "Contact", name: "own", field: "x" } as const;
    const line = customLine({ ...settings, type: { GOLD: ["gold", "1"] } }, placeAt(["x"]));
    expect(line.vendorValues?.("GOLD").toSorted()).toEqual(["1", "gold"]);
    expect(customLine({ ...settings, type: "String" }, placeAt(["x"])).vendorValues).toBeUndefined();
  });

  it("names the paths that a request must have, where they are others than the record's", () => {
    const place = firstPlace([["a", "x"], ["b", "x"]], { asks: ["x"] }); // prettier-ignore
    const line = customLine({ entity: "Contact", name: "own", field: "x", type: "String" }, place);
    expect([line.paths, line.asks]).toEqual([["a.x", "b.x"], ["x"]]);
    expect(line.read({ b: { x: "there" } }, context)).toBe("there");
  });
});

describe("enumNameOf", () => {
  it("begins with the entity", () => {
    expect(enumNameOf({ entity: "Customer", name: "loyaltyTier" })).toBe("CustomerLoyaltyTier");
  });
});
