/** Waiting, passed in so that tests can hold it. */
export interface Timers {
  /** Runs once, after so many milliseconds, unless the function that it gives is called before. */
  after(ms: number, run: () => void): () => void;
}

/** setTimeout fires at once for more. */
const LONGEST_MS = 2 ** 31 - 1;

export const systemTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, Math.min(LONGEST_MS, ms));
    return () => clearTimeout(timer);
  },
};
