import { describe, expect, it } from "vitest";
import { searchable, textMatcher } from "../../../../src/sandbox/zendesk/search/text-match.ts";

describe("textMatcher", () => {
  it.each([
    ["top", "top tier"],
    ["top", "Tip-Top Mops"],
    ["top", "Dessert Toppings, Inc"],
    ["TOP", "top"],
    ["jane@example.com", "Mail from Jane@Example.com today"],
    ["ﬁne", "FINE print"],
    ["Мар", "мария"],
    ["顧客", "顧客サポート"],
  ])("finds the word %j in %j", (word, text) => {
    expect(textMatcher(word, false)(searchable(text))).toBe(true);
  });

  it.each([
    ["top", "Desktop Solutions"],
    ["top", "One-Stop Publishing"],
    ["--", "a -- b"],
    ["", "anything"],
  ])("does not find the word %j in %j", (word, text) => {
    expect(textMatcher(word, false)(searchable(text))).toBe(false);
  });

  it.each([
    ["late delivery", "Again a LATE delivery!", true],
    ["late delivery", "late deliveries", false],
    ["late delivery", "delivery late", false],
    ["late", "lately", false],
  ])("the phrase %j in %j: %s", (phrase, text, isFound) => {
    expect(textMatcher(phrase, true)(searchable(text))).toBe(isFound);
  });

  it("looks into several texts, and finds no phrase across two of them", () => {
    const texts = searchable("first", null, "second");
    expect(textMatcher("second", false)(texts)).toBe(true);
    expect(textMatcher("first second", true)(texts)).toBe(false);
  });
});
