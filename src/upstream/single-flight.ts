// Equal calls in flight are one call. Each caller waits for as long as it can afford; the call ends with the last.

import type { Priority } from "./governor/priority.ts";

/** Who waits for a flight. */
export interface Waiter<T> {
  /** "interactive" if left out. */
  readonly priority?: Priority;
  /** Clock time by which the caller must have its answer. */
  readonly deadlineMs: number;
  /** Called once, unless the waiter left before: with the result, or with what `fly` threw. */
  settle(result: T): void;
  fail(problem: unknown): void;
}

export interface Flight<T> {
  /** The last waiter has left: nobody wants the result. */
  readonly isAbandoned: boolean;
  /** The latest deadline of those who wait. */
  readonly deadlineMs: number;
  /** The most urgent of those who wait. */
  readonly priority: Priority;
  /** Set by what flies: how to stop it when the last waiter leaves. */
  onAbandoned: (() => void) | undefined;
  /** Set by what flies: what to do when another waiter joins. */
  onJoined: (() => void) | undefined;
  /** The waiter goes without the result. */
  leave(waiter: Waiter<T>): void;
}

export interface SingleFlight<T> {
  /** Adds the waiter to the flight of this key; starts one where none is in the air. A result is never remembered. */
  join(
    key: string,
    waiter: Waiter<T>,
    fly: (flight: Flight<T>) => Promise<T>,
  ): { flight: Flight<T>; isShared: boolean };
  /** Flights that have not ended, those that nobody waits for included. */
  readonly size: number;
  /** Resolves when `size` is zero. */
  landed(): Promise<void>;
}

export function createSingleFlight<T>(): SingleFlight<T> {
  const inTheAir = new Map<string, SharedFlight<T>>();
  let size = 0;
  let onLanded: (() => void)[] = [];

  function land(): void {
    size -= 1;
    if (size > 0) return;
    for (const resolve of onLanded) resolve();
    onLanded = [];
  }

  async function see(flight: SharedFlight<T>, fly: (flight: Flight<T>) => Promise<T>): Promise<void> {
    let tell: (waiter: Waiter<T>) => void;
    try {
      const result = await fly(flight);
      tell = (waiter) => waiter.settle(result);
    } catch (problem) {
      tell = (waiter) => waiter.fail(problem);
    }
    land();
    flight.end(tell);
  }

  return {
    join(key, waiter, fly) {
      const current = inTheAir.get(key);
      if (current !== undefined) {
        current.waiters.push(waiter);
        current.onJoined?.();
        return { flight: current, isShared: true };
      }
      const flight = new SharedFlight<T>(waiter, () => {
        // An equal call may have started since this flight was abandoned: that one stays.
        if (inTheAir.get(key) === flight) inTheAir.delete(key);
      });
      inTheAir.set(key, flight);
      size += 1;
      void see(flight, fly);
      return { flight, isShared: false };
    },
    get size() {
      return size;
    },
    landed() {
      if (size === 0) return Promise.resolve();
      return new Promise((resolve) => {
        onLanded.push(resolve);
      });
    },
  };
}

class SharedFlight<T> implements Flight<T> {
  waiters: Waiter<T>[];
  isAbandoned = false;
  onAbandoned: (() => void) | undefined = undefined;
  onJoined: (() => void) | undefined = undefined;
  readonly #close: () => void;

  constructor(first: Waiter<T>, close: () => void) {
    this.waiters = [first];
    this.#close = close;
  }

  get deadlineMs(): number {
    let latest = 0;
    for (const { deadlineMs } of this.waiters) if (deadlineMs > latest) latest = deadlineMs;
    return latest;
  }

  get priority(): Priority {
    let most: Priority = "background";
    for (const { priority = "interactive" } of this.waiters) {
      if (priority === "interactive") return priority;
      if (priority === "write") most = priority;
    }
    return most;
  }

  leave(waiter: Waiter<T>): void {
    this.waiters = this.waiters.filter((each) => each !== waiter);
    if (this.waiters.length > 0 || this.isAbandoned) return;
    this.isAbandoned = true;
    this.#close();
    this.onAbandoned?.();
  }

  /** Nobody can join from here on; those who wait are told. */
  end(tell: (waiter: Waiter<T>) => void): void {
    this.#close();
    const { waiters } = this;
    this.waiters = [];
    for (const waiter of waiters) tell(waiter);
  }
}
