import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeSearch } from "../../../src/connectors/salesforce/sosl.ts";
import { parseSearch } from "../../../src/sandbox/salesforce/sosl/parse-search.ts";

const contacts = { select: ["Id", "Name"], from: "Contact", limit: 20 };

describe("writeSearch", () => {
  it("looks for words that begin with each of these", () => {
    expect(writeSearch(["ann", "smith"], contacts)).toBe(
      "FIND {ann* AND smith*} IN ALL FIELDS RETURNING Contact(Id,Name LIMIT 20)",
    );
  });

  it("escapes what means something, and quotes operators", () => {
    expect(writeSearch(["a+b@x.com", "or", "{x}y"], contacts)).toBe(
      String.raw`FIND {a\+b@x.com* AND "or" AND \{x\}y*} IN ALL FIELDS RETURNING Contact(Id,Name LIMIT 20)`,
    );
  });

  it("leaves out what Salesforce does not look for, and gives null where nothing is left", () => {
    expect(writeSearch(["ann", "x", "+"], contacts)).toContain("FIND {ann*} IN");
    expect(writeSearch(["x", "é"], contacts)).toBeNull();
  });

  it("refuses a name that is none", () => {
    expect(() => writeSearch(["ann"], { ...contacts, from: "Contact) LIMIT" })).toThrow(/API name/);
  });

  it("never lets a word become syntax", () => {
    const hostile = fc
      .oneof(
        fc.string({ minLength: 1, maxLength: 30, unit: "grapheme" }),
        fc.string({ minLength: 1, maxLength: 30, unit: fc.constantFrom(..."\\'\"{}[]()^~*:?&|!+-ab \n") }),
        fc.constantFrom("} IN ALL FIELDS RETURNING User(Id)", "AND", "or", "a} b", String.raw`a\}`),
      )
      .map((text) => text.replaceAll(/\s/gu, ""))
      .filter((word) => word !== "");
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (words) => {
        const sosl = writeSearch(words, contacts);
        if (sosl === null) return;
        const { terms, returning, group, limit } = parseSearch(sosl);
        expect(group).toBe("ALL");
        expect(limit).toBe(2_000);
        expect(returning).toHaveLength(1);
        expect(returning?.[0]?.from.name).toBe("Contact");
        expect(terms.length).toBeLessThanOrEqual(words.length);
        for (const { text } of terms) {
          const word = text.endsWith("*") ? text.slice(0, -1) : text;
          expect(
            words.map((each) =>
              each
                .toWellFormed()
                .toLowerCase()
                .replaceAll(/\p{Cc}|[\u2028\u2029]/gu, ""),
            ),
          ).toContain(word);
        }
      }),
      { numRuns: 500 },
    );
  });
});
