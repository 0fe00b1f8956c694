/** Some of `total` things, evenly spread and in their order; no array is kept. */
export interface Subset {
  readonly size: number;
  /** Which thing has this place in the subset. */
  memberAt(place: number): number;
  /** The place of a thing in the subset, or null when it is not in it. */
  placeOf(member: number): number | null;
}

/** Exactly `size` (at most `total`) of them; `phase` in [0, 1) moves which. */
export function createSubset(total: number, size: number, phase: number): Subset {
  const memberAt = (place: number): number => Math.floor(((place + phase) * total) / size);
  return {
    size,
    memberAt,
    placeOf(member) {
      const near = Math.floor((member * size) / total - phase);
      for (const place of [near, near + 1]) {
        if (place >= 0 && place < size && memberAt(place) === member) return place;
      }
      return null;
    },
  };
}
