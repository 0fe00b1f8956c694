import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scoreOf, wordsOf } from "../../src/search/words.ts";

const one = (text: string, weight = 1): { text: string; weight: number }[] => [{ text, weight }];

describe("wordsOf", () => {
  it("gives the words as typed, and leaves out what is no letter or digit", () => {
    expect(wordsOf("  Ann   O'Neil & ann@example.com ")).toEqual(["Ann", "O'Neil", "ann@example.com"]);
  });

  it("takes a telephone number for one word", () => {
    expect(wordsOf("+1 (415) 555-0100")).toEqual(["+1(415)555-0100"]);
  });

  it.each([
    ["", "at least 2 letters or digits"],
    [" - ", "at least 2 letters or digits"],
    ["a", "at least 2 letters or digits"],
    ["a b c d e f g h i j k", "at most 10 words, instead got 11"],
    ["x".repeat(201), "at most 200 characters, instead got 201"],
  ])("refuses %j", (text, problem) => {
    expect(() => wordsOf(text)).toThrow(problem);
  });
});

describe("scoreOf", () => {
  it("is 1 for a text that is just what is looked for, whatever its case and accents", () => {
    expect(scoreOf(one("Jürgen Weiß"), ["JURGEN", "weiß"])).toBe(1);
    expect(scoreOf(one("ann@example.com"), ["Ann@Example.com"])).toBe(1);
  });

  it("ranks a whole word above the beginning of one, and that above a part", () => {
    const [whole, beginning, part] = ["Ann Smith", "Anna Smith", "Joann Smith"].map((text) =>
      scoreOf(one(text), ["ann"]),
    );
    expect(whole).toBeGreaterThan(beginning ?? 1);
    expect(beginning).toBeGreaterThan(part ?? 1);
    expect(part).toBeGreaterThan(0);
  });

  it("is 0 where one of the words is nowhere", () => {
    expect(scoreOf(one("Ann Smith"), ["ann", "jones"])).toBe(0);
    expect(scoreOf([], ["ann"])).toBe(0);
  });

  it("finds words in different texts", () => {
    const texts = [...one("Ann Smith"), ...one("ann@example.com")];
    expect(scoreOf(texts, ["smith", "example.com"])).toBeGreaterThan(0);
  });

  it("counts a text of less weight for less", () => {
    expect(scoreOf(one("late delivery"), ["late"])).toBeGreaterThan(scoreOf(one("late delivery", 0.5), ["late"]));
  });

  it("finds a telephone number written with or without the country's code", () => {
    expect(scoreOf(one("+4930123456"), ["030123456"])).toBeGreaterThan(0);
    expect(scoreOf(one("+14155550100"), ["(415)555-0100"])).toBeGreaterThan(0);
    expect(scoreOf(one("+14155550100"), ["999999"])).toBe(0);
  });

  it("is from 0 to 1, and never less for a text that begins with the words than for the same behind another word", () => {
    const word = fc.stringMatching(/^[a-zé0-9]{2,8}$/u);
    fc.assert(
      fc.property(word, word, (looked, other) => {
        const first = scoreOf(one(looked), [looked]);
        const later = scoreOf(one(`${other} ${looked}`), [looked]);
        expect(first).toBe(1);
        expect(later).toBeGreaterThan(0);
        expect(later).toBeLessThanOrEqual(1);
      }),
    );
  });
});
