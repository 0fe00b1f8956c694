// Work that takes turns: so many at once, first come, first served.

export interface Turns {
  /** How many are at work or wait for their turn. */
  readonly size: number;
  /** Runs when it is its turn. */
  take<R>(run: () => Promise<R>): Promise<R>;
}

export function createTurns(maxAtOnce: number): Turns {
  const waiting: (() => void)[] = [];
  let atOnce = 0;
  return {
    get size() {
      return atOnce + waiting.length;
    },
    async take(run) {
      if (atOnce < maxAtOnce) atOnce += 1;
      else await new Promise<void>((resolve) => void waiting.push(resolve));
      try {
        return await run();
      } finally {
        const next = waiting.shift(); // takes over the place
        if (next === undefined) atOnce -= 1;
        else next();
      }
    },
  };
}
