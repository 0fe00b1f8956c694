// What is looked for, and how well a text has it. Vendors rank by rules of their own, so hits of several are ranked here.
import { RequestError } from "../errors.ts";

const MAX_WORDS = 10;
const LONGEST = 200;
const SHORTEST = 2;

/** The words of a search text, as typed. Throws RequestError BAD_USER_INPUT. */
export function wordsOf(text: string): readonly string[] {
  const refuse = (problem: string): RequestError => new RequestError("BAD_USER_INPUT", problem, { argument: "text" });
  if (text.length > LONGEST) throw refuse(`"text" should be at most ${LONGEST} characters, instead got ${text.length}`);
  // A telephone number is one word, however it is written.
  const words = isPhone(text)
    ? [text.replaceAll(/\s/g, "")]
    : text.split(/\s+/u).filter((word) => partsOf(word) !== "");
  const looked = words.reduce((sum, word) => sum + partsOf(word).length, 0);
  if (looked < SHORTEST) throw refuse(`"text" should have at least ${SHORTEST} letters or digits`);
  if (words.length > MAX_WORDS)
    throw refuse(`"text" should be at most ${MAX_WORDS} words, instead got ${words.length}`);
  return words;
}

function isPhone(text: string): boolean {
  return /^\s*\+?[\d\s()./-]{6,}$/.test(text) && (text.match(/\d/g) ?? []).length >= 6;
}

/** A text without accents and case: its letters and digits, each run of them after one space. */
function partsOf(text: string): string {
  return (
    text
      .normalize("NFKD")
      .replaceAll(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).join(" ");
}

/** How well a text has a word: 1 is all of it, then a whole word, the beginning of one, a part of one; 0 not at all. */
function quality(text: string, word: string): number {
  const wanted = partsOf(word);
  const held = partsOf(text);
  if (wanted === "" || held === "") return 0;
  if (held === wanted) return 1;
  const words = ` ${held} `;
  if (words.includes(` ${wanted} `)) return 0.8;
  if (words.includes(` ${wanted}`)) return 0.6;
  return held.includes(wanted) || hasDigits(held, wanted) ? 0.4 : 0;
}

/** Numbers are written with and without the country's code, and spaces. */
function hasDigits(held: string, wanted: string): boolean {
  const digits = wanted.replaceAll(" ", "");
  return digits.length >= 6 && /^\d+$/.test(digits) && held.replaceAll(" ", "").includes(digits.replace(/^0+/, ""));
}

/** A text of a record, and how much it counts. */
export interface Searched {
  readonly text: string;
  readonly weight: number;
}

/** From 0 to 1: 1 where a text is just what is looked for; 0 where some word is in none of the texts. */
export function scoreOf(texts: readonly Searched[], words: readonly string[]): number {
  const whole = words.join(" ");
  const best = (word: string): number => Math.max(0, ...texts.map(({ text, weight }) => weight * quality(text, word)));
  const scores = words.map(best);
  if (scores.includes(0)) return 0;
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return Math.max(mean, best(whole));
}
