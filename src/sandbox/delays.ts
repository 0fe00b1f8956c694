/** Timers that end with the server that set them. */
export interface Delays {
  /** Runs `action` after the delay, or at once when it is 0. */
  after(delayMs: number, action: () => void): void;
  cancelAll(): void;
}

/** A set of pending timers. */
export function createDelays(): Delays {
  const pending = new Set<NodeJS.Timeout>();
  return {
    after(delayMs, action) {
      if (delayMs <= 0) {
        action();
        return;
      }
      const timer = setTimeout(() => {
        pending.delete(timer);
        action();
      }, delayMs);
      pending.add(timer);
    },
    cancelAll() {
      for (const timer of pending) clearTimeout(timer);
      pending.clear();
    },
  };
}
