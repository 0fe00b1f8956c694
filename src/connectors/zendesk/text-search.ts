// Free text in Zendesk's search: a word finds words that begin with it where it ends with an asterisk.
// https://support.zendesk.com/hc/en-us/articles/4408886879258
import type { TextSearch } from "../contract.ts";
import { readSearchPage } from "./search.ts";

/**
 * A word as a term that is nothing but text: a plain word, else its letters and digits as a phrase, which has no keywords,
 * operators or wildcards. Null where there is nothing to look for.
 */
export function textTerm(word: string): string | null {
  const parts = word.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];
  const [only, ...others] = parts;
  if (only === undefined) return null;
  return others.length === 0 && only === word ? `${only}*` : `"${parts.join(" ")}"`;
}

/** @param terms what else must hold: `type:ticket` */
export function textSearch(
  terms: readonly string[],
  keep: (records: readonly unknown[]) => readonly unknown[] = (records) => records,
): TextSearch {
  return {
    async find(http, words, { size }) {
      const text = words.map(textTerm).filter((term) => term !== null);
      if (text.length === 0) return [];
      return keep((await readSearchPage(http, [...terms, ...text].join(" "), null, 1, size)).records);
    },
  };
}
