import { badRequest } from "../errors.ts";

/** One word to be found. */
export interface Term {
  /** As typed, without escapes, in lower case. */
  readonly text: string;
  /** Against a whole word of a field, or the whole field. */
  matches(word: string): boolean;
}

/**
 * The words between the braces: `*` and `?` are wildcards unless escaped, quotes make a phrase of several words.
 * Throws MALFORMED_SEARCH for words of one character, which Salesforce does not look for.
 */
export function parseTerms(found: string): readonly Term[] {
  const terms = [...found.matchAll(/"((?:\\.|[^"\\])*)"|((?:\\.|[^\s\\])+)/g)]
    .filter(([, phrase, word]) => phrase !== undefined || word?.toUpperCase() !== "AND") // in quotes it is a word
    .map(([, phrase, word]) => phrase ?? word ?? "")
    .map(termOf);
  if (terms.length === 0 || terms.some(({ text }) => text.length < 2)) {
    throw badRequest("MALFORMED_SEARCH", "search term must be longer than one character");
  }
  return terms;
}

/** The words of a field's value, and the value itself. */
export function wordsOf(value: string): readonly string[] {
  const text = value.toLowerCase();
  return [text, ...text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "")];
}

function termOf(raw: string): Term {
  let text = "";
  let source = "";
  for (let index = 0; index < raw.length; index += 1) {
    let character = raw.charAt(index);
    const isEscaped = character === "\\";
    if (isEscaped) {
      index += 1;
      character = raw.charAt(index);
    }
    text += character;
    if (!isEscaped && character === "*") source += "[^]*";
    else if (!isEscaped && character === "?") source += "[^]";
    else source += character.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
  }
  const pattern = new RegExp(`^${source}$`, "i");
  return { text: text.toLowerCase(), matches: (word) => pattern.test(word) };
}
