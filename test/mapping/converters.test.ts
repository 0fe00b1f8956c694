import * as fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import {
  dateOf,
  email,
  epochSeconds,
  flag,
  id,
  isoInstant,
  isoOrMillis,
  oneOf,
  text,
  texts,
} from "../../src/mapping/converters.ts";
import type { Converter } from "../../src/mapping/field-map.ts";
import { mappingContext } from "../connectors/connector-case.ts";

const context = mappingContext();
const convert = <V>(converter: Converter<V>, value: unknown): V => converter(value, context, "path");
const junk: readonly unknown[] = [undefined, null, {}, [], Number.NaN, Infinity, true, () => 1];

describe("text and id", () => {
  it("takes text as it is, and numbers as their digits", () => {
    expect(convert(text, "  Ünï 漢 ")).toBe("  Ünï 漢 ");
    expect(convert(text, 1.5)).toBe("1.5");
    expect(convert(id, 9_007_199_254_740_991)).toBe("9007199254740991");
    expect(convert(id, "007")).toBe("007");
  });

  it("refuses an id that JavaScript has already rounded", () => {
    expect(() => convert(id, Number.MAX_SAFE_INTEGER + 2)).toThrow("should be an id");
    expect(() => convert(id, 1.5)).toThrow("should be an id");
  });

  it.each(junk)("refuses %o", (value) => {
    expect(() => convert(text, value)).toThrow("should be text");
    expect(() => convert(id, value)).toThrow("should be an id");
  });
});

describe("flag and texts", () => {
  it("takes booleans and their names, nothing else", () => {
    expect([true, "true", false, "false"].map((value) => convert(flag, value))).toEqual([true, true, false, false]);
    for (const value of ["yes", "TRUE", 1, 0, "", null]) expect(() => convert(flag, value)).toThrow("true or false");
  });

  it("takes a list of texts only when every item is one", () => {
    expect(convert(texts, ["a", 1])).toEqual(["a", "1"]);
    expect(() => convert(texts, ["a", {}])).toThrow("should be text");
    expect(() => convert(texts, "a")).toThrow("should be a list");
  });
});

describe("instants", () => {
  it.each([
    ["2026-01-31T08:15:00.123Z", "2026-01-31T08:15:00.123Z"],
    ["2026-01-31T08:15:00Z", "2026-01-31T08:15:00.000Z"],
    ["2026-01-31T08:15Z", "2026-01-31T08:15:00.000Z"],
    ["2026-01-31T08:15:00.5+02:00", "2026-01-31T06:15:00.500Z"],
    ["2024-01-01T00:00:00.000+0000", "2024-01-01T00:00:00.000Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
    ["2024-01-01T24:00:00.000Z", "2024-01-02T00:00:00.000Z"],
  ])("reads %s", (value, expected) => {
    expect(convert(isoInstant, value)).toBe(expected);
  });

  it.each([
    "2026-02-29",
    "2026-02-30T00:00:00.000Z",
    "2026-04-31T00:00:00.000Z",
    "2026-13-01T00:00:00.000Z",
    "2026-01-01T25:00:00.000Z",
    "2026-01-01T00:60:00.000Z",
    "2026-01-31T08:15:00",
    "31.01.2026",
    "1769846400000",
    "",
    0,
    null,
  ])("refuses %o", (value) => {
    expect(() => convert(isoInstant, value)).toThrow("should be an ISO 8601 instant");
  });

  it("gives back any instant that it could have given", () => {
    const instants = fc.date({ min: new Date(0), max: new Date("2199-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(instants, (date) => {
        expect(convert(isoInstant, date.toISOString())).toBe(date.toISOString());
        expect(convert(isoOrMillis, String(date.getTime() + 1e9))).toBe(new Date(date.getTime() + 1e9).toISOString());
        const seconds = Math.floor(date.getTime() / 1000);
        expect(convert(epochSeconds, seconds)).toBe(new Date(seconds * 1000).toISOString());
      }),
    );
  });

  it("reads seconds, milliseconds and dates", () => {
    expect(convert(epochSeconds, 1_234_567_890)).toBe("2009-02-13T23:31:30.000Z");
    expect(convert(isoOrMillis, 1_234_567_890_000)).toBe("2009-02-13T23:31:30.000Z");
    expect(convert(isoOrMillis, "1234567890000")).toBe("2009-02-13T23:31:30.000Z");
    expect(convert(dateOf(isoOrMillis), "2026-01-31T23:30:00-02:00")).toBe("2026-02-01");
  });

  it.each([Number.NaN, Infinity, 1e300])("refuses %d seconds", (value) => {
    expect(() => convert(epochSeconds, value)).toThrow("should be an instant");
  });
});

describe("email", () => {
  it("keeps the address as it is, without blanks around it", () => {
    expect(convert(email, " Ada+tag@Example.COM\n")).toBe("Ada+tag@Example.COM");
  });

  it.each(["ada", "ada@", "@example.com", "a b@example.com", "ada@example", 'a"b@example.com', "a@b@c.de", 5, null])(
    "refuses %o",
    (value) => {
      expect(() => convert(email, value)).toThrow("should be an e-mail address");
    },
  );

  it("refuses what is longer than an address can be", () => {
    expect(() => convert(email, `${"a".repeat(250)}@b.de`)).toThrow("should be an e-mail address");
  });
});

describe("oneOf", () => {
  const status = oneOf({ open: "OPEN", hold: "ON_HOLD", on_hold: "ON_HOLD" });

  it("makes a value that it does not know UNKNOWN, and tells of it", () => {
    const onUnknownValue = vi.fn<(path: string, value: string) => void>();
    expect(status("open", mappingContext({ onUnknownValue }), "status")).toBe("OPEN");
    expect(onUnknownValue).not.toHaveBeenCalled();
    for (const value of ["snoozed", "toString", "__proto__", "constructor"]) {
      expect(status(value, mappingContext({ onUnknownValue }), "status")).toBe("UNKNOWN");
      expect(onUnknownValue).toHaveBeenLastCalledWith("status", value);
    }
  });

  it("refuses what can't be a word", () => {
    expect(() => convert(status, {})).toThrow("should be text");
  });

  it("knows the way back", () => {
    expect(status.vendorValues("ON_HOLD")).toEqual(["hold", "on_hold"]);
    expect(status.vendorValues("UNKNOWN")).toEqual([]);
  });
});
