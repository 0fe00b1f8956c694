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
    ["a number that is a word", { type: "Boolean", trueWords: ["1"], falseWords: ["0"] }, 0, false],
    ["a date", { type: "Date" }, "2026-01-31", "2026-01-31"],
    ["the date of an instant", { type: "Date" }, "2026-06-30T22:30:00Z", "2026-06-30"],
    ["the date of seconds", { type: "Date", format: "seconds" }, "1700000000", "2023-11-14"],
    ["a written date", { type: "Date", format: "DD/MM/YYYY" }, "31/01/2026", "2026-01-31"],
    ["an instant", { type: "DateTime" }, "2026-01-31T08:15:00+01:00", "2026-01-31T07:15:00.000Z"],
    ["an instant in milliseconds", { type: "DateTime", format: "milliseconds" }, 0, "1970-01-01T00:00:00.000Z"],
    [
      "a written instant",
      { type: "DateTime", format: "DD/MM/YYYY HH:mm", zone: "Europe/Berlin" },
      "31/01/2026 08:15",
      "2026-01-31T07:15:00.000Z",
    ],
    ["a text without its markup", { type: "String", format: "html" }, "<p>gold</p>", "gold"],
    ["a list", { type: "[String]" }, ["a", "b"], ["a", "b"]],
    ["a list that is a text", { type: "[String]", separator: "|" }, "a | b||", ["a", "b"]],
    ["nothing", { type: "Int" }, "", null],
    ["nothing at all", { type: "Date", format: "DD/MM/YYYY" }, null, null],
    ["an enum's word", { type: { GOLD: ["gold", "1"], SILVER: ["silver"] } }, 1, "GOLD"],
  ])("reads %s", (_, settings, value, expected) => {
    expect(read(settings, value)).toEqual(expected);
  });

  it.each<[Settings, unknown, string]>([
    [{ type: "Int" }, 1.5, "should be a whole number, instead got 1.5"],
    [{ type: "Int" }, 2 ** 31, "should be a whole number of 32 bits, instead got 2147483648: make the field a SafeInt"],
    [{ type: "Int" }, -(2 ** 31) - 1, "should be a whole number of 32 bits"],
    [{ type: "Float" }, "12 apples", 'should be a number, instead got "12 apples"'],
    [{ type: "Boolean" }, "yes", "should be true or false"],
    [{ type: "Boolean", trueWords: ["yes"], falseWords: ["no"] }, "maybe", 'should be one of "yes", "no"'],
    [{ type: "Date", format: "DD/MM/YYYY" }, "2026-01-31", "should be a date as in 31/01/2026"],
    [{ type: "DateTime" }, 1_700_000_000, "should be an ISO 8601 instant"],
    [{ type: "[String]" }, { a: 1 }, "should be a list"],
  ])("finds %j wrong with %j", (settings, value, message) => {
    expect(() => read(settings, value)).toThrow(message);
  });

  it("reads instants and dates as the vendor writes them, where nothing else is said", () => {
    const inSeconds = placeAt(["x"], { instants: "seconds" });
    expect(read({ type: "DateTime" }, 1_700_000_000, inSeconds)).toBe("2023-11-14T22:13:20.000Z");
    expect(read({ type: "Date" }, 1_700_000_000, inSeconds)).toBe("2023-11-14");
    expect(read({ type: "Date", format: "iso" }, "2026-01-31", inSeconds)).toBe("2026-01-31");
  });

  it("holds every whole number of 32 bits", () => {
    expect([2 ** 31 - 1, -(2 ** 31)].map((whole) => read({ type: "Int" }, whole))).toEqual([2147483647, -2147483648]);
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
