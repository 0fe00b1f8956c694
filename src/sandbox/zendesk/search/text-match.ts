// A word matches a word, or the beginning of one, never the middle; a phrase matches its words in a row.

/** Texts made ready to be searched: their words, with a bar that no phrase crosses between two texts. */
export type Searchable = string;

export function searchable(...texts: readonly (string | null)[]): Searchable {
  return ` ${texts.map((text) => words(text ?? "")).join(" | ")} `;
}

/** Tells whether a text holds the words of `value`, the last one as a prefix unless the value was quoted. */
export function textMatcher(value: string, isQuoted: boolean): (text: Searchable) => boolean {
  const wanted = words(value);
  if (wanted === "") return () => false;
  const needle = isQuoted ? ` ${wanted} ` : ` ${wanted}`;
  return (text) => text.includes(needle);
}

function words(text: string): string {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).join(" ");
}
