import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { optionSet, text } from "../../src/mapping/converters.ts";
import type { Converter } from "../../src/mapping/field-map.ts";
import { choicesOf, listOf, texts } from "../../src/mapping/lists.ts";
import { mappingContext } from "../connectors/connector-case.ts";
import { lostBy } from "./two-way.ts";

const context = mappingContext();
const convert = <V>(converter: Converter<V>, value: unknown): V => converter(value, context, "path");
const channel = optionSet({ 1: "MAIL", 2: "CALL", 12: "VISIT" });

describe("a list", () => {
  it("is one of texts only when every item is one", () => {
    expect(convert(texts, ["a", 1])).toEqual(["a", "1"]);
    expect(() => convert(texts, ["a", {}])).toThrow("should be text");
    expect(() => convert(texts, "a")).toThrow("should be a list");
  });

  it("comes back the same", () => {
    expect(lostBy(texts, fc.array(fc.string()))).toBeNull();
    expect(lostBy(listOf(channel), fc.array(fc.constantFrom("MAIL", "CALL", "VISIT")))).toBeNull();
  });
});

describe("choices", () => {
  const words = choicesOf(text, ";");

  it.each([
    ["a;b;c", ["a", "b", "c"]],
    [" a ; b;;", ["a", "b"]],
    ["one", ["one"]],
    ["", []],
    [
      ["a;b", "c"],
      ["a;b", "c"],
    ],
  ])("reads %o", (value, expected) => {
    expect(convert(words, value)).toEqual(expected);
  });

  it("reads option numbers with commas, or a single one", () => {
    expect(convert(choicesOf(channel, ","), "1,12")).toEqual(["MAIL", "VISIT"]);
    expect(convert(choicesOf(channel, ","), 2)).toEqual(["CALL"]);
    expect(choicesOf(channel, ",").toVendor(["VISIT", "MAIL"], context)).toBe("12,1");
  });

  it("is bad as a whole when it is no text or a choice is bad", () => {
    expect(() => convert(words, { a: true })).toThrow("should be text");
    expect(() => convert(words, ["a", null])).toThrow("should be text");
  });

  it.each(["a;b", "", " a"])("does not write %o, which would come back otherwise", (choice) => {
    expect(() => words.toVendor([choice], context)).toThrow(`can't hold ${JSON.stringify(choice)}`);
  });

  it("comes back the same", () => {
    const word = fc.stringMatching(/^[a-z,]([a-z, ]*[a-z,])?$/);
    expect(lostBy(words, fc.array(word))).toBeNull();
    expect(lostBy(choicesOf(channel, ","), fc.array(fc.constantFrom("MAIL", "CALL", "VISIT")))).toBeNull();
  });
});
