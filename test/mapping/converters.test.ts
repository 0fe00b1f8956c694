import * as fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { decimal, email, flag, flagOf, id, integer, oneOf, optionSet, text } from "../../src/mapping/converters.ts";
import type { Converter } from "../../src/mapping/field-map.ts";
import { mappingContext } from "../connectors/connector-case.ts";
import { lostBy } from "./two-way.ts";

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

describe("flag", () => {
  it("takes booleans and their names, nothing else", () => {
    expect([true, "true", false, "false"].map((value) => convert(flag, value))).toEqual([true, true, false, false]);
    for (const value of ["yes", "TRUE", 1, 0, "", null]) expect(() => convert(flag, value)).toThrow("true or false");
  });
});

describe("flagOf", () => {
  const answered = flagOf(["Yes", "1"], ["No", "0", ""]);

  it("takes its words in any case, and booleans", () => {
    expect(["yes", " YES ", 1, true].map((value) => convert(answered, value))).toEqual([true, true, true, true]);
    expect(["no", "0", "", false].map((value) => convert(answered, value))).toEqual([false, false, false, false]);
  });

  it("refuses other words, and says which it takes", () => {
    for (const value of ["maybe", "true", 2, null, {}])
      expect(() => convert(answered, value)).toThrow('should be one of "Yes", "1", "No", "0", ""');
  });

  it("writes the first word", () => {
    expect([true, false].map((value) => answered.toVendor(value, context))).toEqual(["Yes", "No"]);
  });
});

describe("numbers", () => {
  it.each([
    ["12.50", 12.5],
    ["-1e3", -1000],
    [" .5 ", 0.5],
    [7, 7],
    ["-0", 0],
  ])("reads %o", (value, expected) => {
    expect(convert(decimal, value)).toBe(expected);
  });

  it("reads whole ones however they are written", () => {
    expect(["12", "12.0", "+3", 5].map((value) => convert(integer, value))).toEqual([12, 12, 3, 5]);
  });

  it.each(["", "1,5", "0x10", "1e999", "Infinity", Number.NaN, null, true, {}])("refuses %o", (value) => {
    expect(() => convert(decimal, value)).toThrow("should be a number");
    expect(() => convert(integer, value)).toThrow("should be a whole number");
  });

  it.each(["1.5", 1.5, "9007199254740993"])("refuses %o as a whole number", (value) => {
    expect(() => convert(integer, value)).toThrow("should be a whole number");
  });
});

describe("to the source and back", () => {
  it("is the same value", () => {
    expect(lostBy(text, fc.string())).toBeNull();
    expect(lostBy(id, fc.string())).toBeNull();
    expect(lostBy(flag, fc.boolean())).toBeNull();
    expect(lostBy(flagOf(["ja"], ["nein"]), fc.boolean())).toBeNull();
    expect(
      lostBy(
        decimal,
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      ),
    ).toBeNull();
    expect(lostBy(integer, fc.maxSafeInteger())).toBeNull();
    expect(lostBy(email, fc.emailAddress())).toBeNull();
    expect(
      lostBy(oneOf({ open: "OPEN", hold: "ON_HOLD", on_hold: "ON_HOLD" }), fc.constantFrom("OPEN", "ON_HOLD")),
    ).toBeNull();
    expect(
      lostBy(optionSet({ 5: "SOLVED", 1000: "SOLVED", 6: "CLOSED" }), fc.constantFrom("SOLVED", "CLOSED")),
    ).toBeNull();
  });
});

describe("optionSet", () => {
  const state = optionSet({ 1000: "SOLVED", 5: "SOLVED" });

  it("reads numbers and digits, and writes the least number", () => {
    expect([5, "5", 1000].map((value) => convert(state, value))).toEqual(["SOLVED", "SOLVED", "SOLVED"]);
    expect(state.toVendor("SOLVED", context)).toBe(5);
    expect(state.vendorValues("SOLVED")).toEqual(["5", "1000"]);
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

  it("writes the first word for a value, and none for UNKNOWN", () => {
    expect(status.toVendor("ON_HOLD", context)).toBe("hold");
    expect(() => status.toVendor("UNKNOWN", context)).toThrow(/^can't be UNKNOWN: source \w+ has no value for it$/);
  });
});
