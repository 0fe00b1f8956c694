// Names of people, compared as evidence: never enough to join, but enough to keep strangers apart.

/** Letters that are no letter with an accent. */
const PLAIN: Readonly<Record<string, string>> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d" };

/** The words of a name without accents, case and order; none for an address that stands in for a name. */
export function nameWords(name: string | null): readonly string[] {
  if (name === null || name.includes("@")) return [];
  return (
    name
      .normalize("NFKD")
      .replaceAll(/\p{M}/gu, "")
      .toLowerCase()
      .replaceAll(/[ßæœøłđð]/g, (letter) => PLAIN[letter] ?? letter)
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/**
 * May the two be one person's, who has a given and a family name in both? The words of the shorter are in the longer, an
 * initial for a word. A single word says too little.
 */
export function isSameName(a: readonly string[], b: readonly string[]): boolean {
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  return shorter.length >= 2 && fits(shorter, longer);
}

/** Can the two be no one person's? Where one of them says nothing, or a single word that fits, they can. */
export function isOtherName(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return false;
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  return !fits(shorter, longer);
}

function fits(shorter: readonly string[], longer: readonly string[]): boolean {
  const left = [...longer];
  let whole = 0;
  // Words before initials, which may stand for several.
  for (const word of shorter.toSorted((a, b) => b.length - a.length)) {
    const exact = left.indexOf(word);
    const at = exact >= 0 ? exact : left.findIndex((other) => isInitial(word, other));
    if (at < 0) return false;
    if (exact >= 0 && word.length > 1) whole += 1;
    left.splice(at, 1);
  }
  return whole > 0;
}

function isInitial(a: string, b: string): boolean {
  return (a.length === 1 || b.length === 1) && a.charAt(0) === b.charAt(0);
}
