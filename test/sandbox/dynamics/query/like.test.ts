import { describe, expect, it } from "vitest";
import { compileLike } from "../../../../src/sandbox/dynamics/query/like.ts";

// As T-SQL documents its patterns: https://learn.microsoft.com/sql/t-sql/language-elements/like-transact-sql
describe("LIKE", () => {
  it.each([
    ["ann", "ANN", true],
    ["ann", "anna", false],
    ["%ann%", "Joanne", true],
    ["a_n", "aXn", true],
    ["a_n", "an", false],
    ["[a-c]%", "Bert", true],
    ["[a-c]%", "Dora", false],
    ["[^a-c]%", "Dora", true],
    ["[^a-c]%", "anna", false],
    ["[%]%", "%x", true],
    ["[%]%", "xx", false],
    ["5[_]6", "5_6", true],
    ["5[_]6", "5x6", false],
    ["[-x]", "-", true],
    ["[c-a]", "b", false],
    ["a.c*(d)", "A.C*(D)", true],
    ["a.c", "abc", false],
    [String.raw`a\d`, String.raw`a\d`, true],
    ["%\n%", "two\nlines", true],
    ["[", "[", true],
    ["", "", true],
    ["straße", "STRAßE", true],
  ])("%j on %j is %s", (pattern, text, expected) => {
    expect(compileLike(pattern)(text)).toBe(expected);
  });
});
