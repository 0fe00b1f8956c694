// Seeded randomness without state: what a row holds depends on (seed, stream, index) alone, so any row can be made
// first, twice or never. Only 32-bit integer operations, so every machine gets the same numbers.

function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A 32-bit hash, unsigned. `stream` keeps the uses of one index independent of each other. */
export function hash(seed: number, stream: number, index: number): number {
  return mix(mix(mix(seed ^ 0x9e3779b9) ^ Math.imul(stream + 1, 0x9e3779b1)) ^ Math.imul(index + 1, 0x27d4eb2f)) >>> 0;
}

/** The same as a number in [0, 1). */
export function share(seed: number, stream: number, index: number): number {
  return hash(seed, stream, index) / 4_294_967_296;
}

/** A short run of draws for one row (mulberry32). */
export class Draws {
  #state: number;

  constructor(seed: number, stream: number, index: number) {
    this.#state = hash(seed, stream, index);
  }

  /** In [0, 1). */
  unit(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** A whole number in [0, limit). */
  below(limit: number): number {
    return Math.floor(this.unit() * limit);
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError("pick needs a list with something in it");
    return item;
  }

  /** Picks by weight; the weights need not add up to anything. */
  weighted<T>(items: readonly (readonly [T, number])[]): T {
    let left = this.unit() * items.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of items) {
      left -= weight;
      if (left < 0) return item;
    }
    return this.pick(items)[0];
  }
}
