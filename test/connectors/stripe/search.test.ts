import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { metadataField, quoted } from "../../../src/connectors/stripe/search.ts";
import { parseSearchQuery } from "../../../src/sandbox/stripe/search-query.ts";

describe("a text of Stripe's search language", () => {
  it("has its quotation marks and backslashes escaped", () => {
    expect(quoted("ada@example.com")).toBe('"ada@example.com"');
    expect(quoted('a"b\\c')).toBe(String.raw`"a\"b\\c"`);
    expect(metadataField('my "key"')).toBe(String.raw`metadata["my \"key\""]`);
  });

  it("is one value of one clause, whatever stands in it", () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc
        .array(fc.constantFrom('"', "'", "\\", " OR ", " AND ", 'email:"', "-", ":", "\n", "x"), { maxLength: 9 })
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(hostile, hostile, (key, value) => {
        const query = parseSearchQuery(`${metadataField(key)}:${quoted(value)} OR email:${quoted(value)}`);
        expect(query.joinedBy).toBe("OR");
        expect(query.clauses).toHaveLength(2);
        expect(query.clauses[0]).toMatchObject({ isMetadata: true, field: key, value, isNegated: false });
        expect(query.clauses[1]).toMatchObject({ isMetadata: false, field: "email", value, isNegated: false });
      }),
      { numRuns: 500 },
    );
  });
});
