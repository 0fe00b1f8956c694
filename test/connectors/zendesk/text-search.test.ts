import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textTerm } from "../../../src/connectors/zendesk/text-search.ts";
import { parseSearch } from "../../../src/sandbox/zendesk/search/parse-search.ts";

describe("textTerm", () => {
  it.each([
    ["ann", "ann*"],
    ["ann@example.com", '"ann example com"'],
    ["status:open", '"status open"'],
    ["-tag", '"tag"'],
    ['a"b', '"a b"'],
    ["late*", '"late"'],
  ])("writes %s as %s", (word, term) => {
    expect(textTerm(word)).toBe(term);
  });

  it("gives null where there is nothing to look for", () => {
    expect(textTerm("*")).toBeNull();
  });

  it("never lets a word become a keyword, an operator or a negation", () => {
    const hostile = fc.oneof(
      fc.string({ minLength: 1, maxLength: 30, unit: "grapheme" }),
      fc.string({ minLength: 1, maxLength: 30, unit: fc.constantFrom(...'status:<>="-*\\type:ticket') }),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const term = textTerm(text.replaceAll(/\s/gu, ""));
        if (term === null) return;
        const clauses = parseSearch(term);
        expect(clauses).toHaveLength(1);
        expect(clauses[0]).toMatchObject({ keyword: null, isNegated: false });
        expect(/^[\p{L}\p{M}\p{N} *]+$/u.test(clauses[0]?.value ?? "")).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
