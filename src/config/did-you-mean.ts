/** The known word that a misspelt one most likely stands for; null when none is near. */
export function didYouMean(word: string, known: readonly string[]): string | null {
  const asTyped = word.toLowerCase();
  const tolerance = word.length < 3 ? 1 : Math.max(2, Math.floor(word.length / 3));
  const nearest = known
    .map((candidate) => ({ candidate, distance: editDistance(asTyped, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return nearest !== undefined && nearest.distance <= tolerance ? nearest.candidate : null;
}

/** "did you mean x?", or the list of what is known. */
export function suggestion(word: string, known: readonly string[]): string {
  const meant = didYouMean(word, known);
  return meant === null ? `known: ${[...new Set(known)].join(", ") || "none"}` : `did you mean ${meant}?`;
}

// Levenshtein's distance, one row at a time.
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
