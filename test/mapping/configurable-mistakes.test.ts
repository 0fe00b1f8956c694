import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/errors.ts";
import { configurableConverter, type ConverterSettings } from "../../src/mapping/configurable.ts";
import { converterMistakes } from "../../src/mapping/configurable-mistakes.ts";

const mistakes: readonly (readonly [ConverterSettings, string])[] = [
  [{ type: "text", format: "rtf" }, 'format should be plain or html, instead got "rtf"'],
  [{ type: "money", format: "cents" }, 'format should be decimal or minorUnits, instead got "cents"'],
  [{ type: "date", format: "DD/MM" }, 'format "DD/MM" has no year: add YYYY; or use iso'],
  [
    { type: "instant", format: "DD/YYYY" },
    'format "DD/YYYY" has no month: add MM; or use iso, seconds, milliseconds, isoOrMilliseconds',
  ],
  [
    { type: "instant", format: "DD/MM/YYYY", zone: "Berlin" },
    'zone should be an IANA time zone, as in Europe/Berlin, instead got "Berlin"',
  ],
  [
    { type: "instant", zone: "Europe/Berlin" },
    "zone is for an instant that is written by a pattern, and format is iso: leave it out",
  ],
  [{ type: "date", zone: "Europe/Berlin" }, "zone is for type instant, and type is date: leave it out"],
  [
    { type: "id", format: "x" },
    "format is for type text or date or instant or money or choice or choices, and type is",
  ],
  [{ type: "boolean", trueWords: ["Ja"] }, 'falseWords should be a list of words, as in ["No"]'],
  [{ type: "boolean", trueWords: [" "], falseWords: ["No"] }, 'trueWords should be a list of words, as in ["Yes"]'],
  [
    { type: "boolean", trueWords: ["1", "on"], falseWords: [" ON "] },
    'falseWords has "on", which trueWords has too: leave one out',
  ],
  [{ type: "choice", values: {} }, "values has none: add one, or leave it out"],
  [{ type: "choice", values: { a: " " } }, 'values has "a": give it words on both sides'],
  [{ type: "choice", values: { " a": "A" } }, 'values has " a": give it words on both sides, without blanks'],
  [{ type: "choice", format: "numbers" }, "values is missing: format numbers needs it"],
  [{ type: "choice", format: "numbers", values: { a: "A" } }, 'values has "a": with format numbers it needs numbers'],
  [{ type: "choices", separator: "" }, 'separator should be what stands between choices, as in ";", instead got ""'],
  [{ type: "choices", separator: ";", values: { "a;b": "A" } }, 'values has "a;b", with the separator ";" in it'],
  [{ type: "money", currency: "EURO" }, 'currency should be an ISO 4217 code, as in EUR, instead got "EURO"'],
];

describe("what is wrong with a converter's settings", () => {
  it.each(mistakes)("%o: %s", (settings, said) => {
    expect(converterMistakes(settings)).toEqual([expect.stringContaining(said)]);
  });

  it("is said of a type and a setting that there are not", () => {
    const unknown: unknown[] = [{ type: "colour" }, { type: "text", colour: "red" }];
    const said = unknown.map((settings) => converterMistakes(settings as ConverterSettings));
    expect(said).toEqual([
      [expect.stringMatching(/^type should be one of text, id, .*, instead got "colour"$/)],
      ["colour is no setting of a converter: leave it out"],
    ]);
  });

  it("is said all at once, before anything is converted", () => {
    const settings: ConverterSettings = { type: "money", format: "cents", currency: "EURO" };
    expect(() => configurableConverter(settings)).toThrow(ConfigError);
    expect(converterMistakes(settings)).toHaveLength(2);
  });

  it("is nothing where settings are left out", () => {
    expect(converterMistakes({ type: "instant", format: undefined, zone: undefined })).toEqual([]);
    expect(converterMistakes({ type: "choices", separator: "\n" })).toEqual([]);
  });
});
