import * as fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { configurableConverter, isTwoWay, type ConverterSettings } from "../../src/mapping/configurable.ts";
import { mappingContext } from "../connectors/connector-case.ts";
import { dates, instants, lostBy } from "./two-way.ts";

const context = mappingContext({ source: "crm", defaultCurrency: "EUR" });
const words = { "1": "GOLD", "2": "SILVER" };

const readings: readonly (readonly [ConverterSettings, unknown, unknown])[] = [
  [{ type: "text" }, "<b>a</b>", "<b>a</b>"],
  [{ type: "text", format: "plain" }, "a", "a"],
  [{ type: "text", format: "html" }, "<p>a &amp; b</p>", "a & b"],
  [{ type: "id" }, 7, "7"],
  [{ type: "integer" }, "12", 12],
  [{ type: "number" }, "1.5", 1.5],
  [{ type: "boolean" }, "true", true],
  [{ type: "boolean", trueWords: ["Ja"], falseWords: ["Nein"] }, "nein", false],
  [{ type: "date" }, "2026-01-31", "2026-01-31"],
  [{ type: "date", format: "DD/MM/YYYY" }, "31/01/2026", "2026-01-31"],
  [{ type: "instant" }, "2024-01-01T00:00:00.000+0000", "2024-01-01T00:00:00.000Z"],
  [{ type: "instant", format: "seconds" }, 1_234_567_890, "2009-02-13T23:31:30.000Z"],
  [{ type: "instant", format: "milliseconds" }, "1234567890000", "2009-02-13T23:31:30.000Z"],
  [{ type: "instant", format: "isoOrMilliseconds" }, "1234567890000", "2009-02-13T23:31:30.000Z"],
  [{ type: "instant", format: "DD/MM/YYYY HH:mm" }, "31/01/2026 18:15", "2026-01-31T18:15:00.000Z"],
  [
    { type: "instant", format: "MM/DD/YYYY HH:mm", zone: "America/New_York" },
    "01/31/2026 18:15",
    "2026-01-31T23:15:00.000Z",
  ],
  [{ type: "money" }, "1.5", { minorUnits: 150, currency: "EUR" }],
  [{ type: "money", currency: "kwd" }, 1.5, { minorUnits: 1500, currency: "KWD" }],
  [{ type: "money", format: "minorUnits", currency: "JPY" }, 150, { minorUnits: 150, currency: "JPY" }],
  [{ type: "choice" }, "Gold", "Gold"],
  [{ type: "choice", values: words }, 1, "GOLD"],
  [{ type: "choices" }, ["a", "b"], ["a", "b"]],
  [{ type: "choices", separator: ";" }, "a;b", ["a", "b"]],
  [{ type: "choices", separator: ",", values: words, format: "numbers" }, "1,2", ["GOLD", "SILVER"]],
];

describe("a converter from settings", () => {
  it.each(readings)("%o reads %o as %o", (settings, value, expected) => {
    expect(configurableConverter(settings)(value, context, "path")).toEqual(expected);
  });

  it.each(readings)("%o has a way back, unless it reads HTML", (settings, value, expected) => {
    const converter = configurableConverter<ConverterSettings["type"]>(settings);
    const read = converter(value, context, "path");
    const written = isTwoWay(converter) ? converter.toVendor(read, context) : null;
    const back = written === null ? null : converter(written, context, "path");
    expect(back).toEqual(settings.format === "html" ? null : expected);
  });

  it("gives back all values of its type", () => {
    const lost = [
      lostBySettings({ type: "date", format: "D.M.YYYY" }, dates),
      lostBySettings({ type: "instant", format: "YYYY-MM-DDTHH:mm:ss.SSS" }, instants),
      lostBySettings({ type: "boolean", trueWords: ["Ja"], falseWords: ["Nein"] }, fc.boolean()),
      lostBySettings({ type: "choices", separator: ";" }, fc.array(fc.stringMatching(/^[a-z]+$/))),
    ];
    expect(lost.filter((each) => each !== null)).toEqual([]);
  });

  it("writes the numbers of a choice as numbers where they are that, and as text elsewhere", () => {
    const [numbers, texts] = ["numbers", "words"].map((format) =>
      configurableConverter({ type: "choice", values: words, format }),
    );
    expect(numbers !== undefined && isTwoWay(numbers) && numbers.toVendor("GOLD", context)).toBe(1);
    expect(texts !== undefined && isTwoWay(texts) && texts.toVendor("GOLD", context)).toBe("1");
  });

  it("makes a choice that it does not know UNKNOWN, and tells of it", () => {
    const onUnknownValue = vi.fn<(path: string, value: string) => void>();
    const read = configurableConverter({ type: "choice", values: words });
    expect(read("3", mappingContext({ onUnknownValue }), "tier")).toBe("UNKNOWN");
    expect(onUnknownValue).toHaveBeenCalledWith("tier", "3");
  });
});

function lostBySettings<T extends ConverterSettings["type"]>(
  settings: ConverterSettings & { readonly type: T },
  values: fc.Arbitrary<ReturnType<ReturnType<typeof configurableConverter<T>>>>,
): unknown {
  const converter = configurableConverter(settings);
  return isTwoWay(converter) ? lostBy(converter, values) : "no way back";
}
