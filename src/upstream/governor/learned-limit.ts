// A limit that its vendor never tells: found as TCP finds its own, by a cut at each refusal and small steps up again.

/** Kept of what went through in the window of a refusal. */
const CUT = 0.85;
const STEP = 0.02;
/** After a cut, windows without a step up, and the least that this takes: each probe may cost a refusal. */
const HOLD_WINDOWS = 10;
const HOLD_MS = 15_000;

export class LearnedLimit {
  readonly #highest: number;
  readonly #windowMs: number;
  #limit: number;
  #cutAtMs = Number.NEGATIVE_INFINITY;
  #nextStepMs = 0;

  /** @param highest the limit as documented or configured, which it never exceeds */
  constructor(highest: number, windowMs: number) {
    this.#highest = highest;
    this.#windowMs = windowMs;
    this.#limit = highest;
  }

  get limit(): number {
    return this.#limit;
  }

  /** A 429. @param used calls that went through in the window that ends now */
  refused(used: number, nowMs: number): void {
    // Calls that were under way with the first one refused tell nothing new.
    if (nowMs - this.#cutAtMs < 2 * this.#windowMs) return;
    this.#cutAtMs = nowMs;
    // Where it was hardly us who used it up, what we used says little: by half at most, and again if that was not enough.
    const passed = Math.max(used, this.#limit / 2);
    this.#limit = Math.max(1, Math.floor(Math.min(this.#limit, passed) * CUT));
    this.#nextStepMs = nowMs + Math.max(HOLD_WINDOWS * this.#windowMs, HOLD_MS);
  }

  /** Calls wait for this limit: is it still right? */
  wanted(nowMs: number): void {
    if (this.#limit >= this.#highest || nowMs < this.#nextStepMs) return;
    this.#limit = Math.min(this.#highest, this.#limit + Math.max(1, Math.floor(this.#highest * STEP)));
    this.#nextStepMs = nowMs + Math.max(2 * this.#windowMs, 1_000);
  }
}
