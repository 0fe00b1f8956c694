// How much happened in the last while, by slots of time: constant memory, and never less than there was.
const SLOTS = 40;

export class RollingCount {
  readonly #windowMs: number;
  readonly #slotMs: number;
  // One more than the window has: a slot counts until the window after its end is over.
  readonly #counts = new Uint32Array(SLOTS + 1);
  #current = Number.NEGATIVE_INFINITY;
  #total = 0;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
    this.#slotMs = windowMs / SLOTS;
  }

  add(nowMs: number): void {
    this.#advance(nowMs);
    const place = placeOf(this.#current);
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
    this.#total += 1;
  }

  total(nowMs: number): number {
    if (this.#total > 0) this.#advance(nowMs);
    return this.#total;
  }

  /** Milliseconds until the total has fallen by so many; Infinity where it never will. */
  fallsInMs(by: number, nowMs: number): number {
    if (this.total(nowMs) < by) return Number.POSITIVE_INFINITY;
    let left = by;
    for (let slot = this.#current - SLOTS; slot <= this.#current; slot += 1) {
      left -= this.#counts[placeOf(slot)] ?? 0;
      if (left <= 0) return (slot + 1) * this.#slotMs + this.#windowMs - nowMs;
    }
    return Number.POSITIVE_INFINITY;
  }

  #advance(nowMs: number): void {
    const slot = Math.floor(nowMs / this.#slotMs);
    if (slot <= this.#current) return; // The same, or a clock that was set back.
    if (slot - this.#current > SLOTS) {
      this.#counts.fill(0);
      this.#total = 0;
    } else {
      for (let next = this.#current + 1; next <= slot; next += 1) {
        this.#total -= this.#counts[placeOf(next)] ?? 0;
        this.#counts[placeOf(next)] = 0;
      }
    }
    this.#current = slot;
  }
}

function placeOf(slot: number): number {
  return ((slot % (SLOTS + 1)) + SLOTS + 1) % (SLOTS + 1);
}
