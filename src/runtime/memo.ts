// Remembers what is cheap to work out again, for less than an LRU's bookkeeping: two generations of plain maps.

type Remembering = <R extends string | null>(make: (key: string) => R) => (key: string) => R;

/**
 * Gives functions that remember their results, but for null. Together they remember at least the last `size` different
 * results that were asked for, and at most twice as many.
 */
export function createMemory(size: number): Remembering {
  const ageings: (() => void)[] = [];
  let youngCount = 0;

  return <R extends string | null>(make: (key: string) => R) => {
    let young = new Map<string, R>();
    let old = new Map<string, R>();
    ageings.push(() => {
      old = young;
      young = new Map();
    });
    return (key) => {
      const known = young.get(key);
      if (known !== undefined) return known;
      const result = old.get(key) ?? make(key);
      if (result === null) return result;
      if (youngCount >= size) {
        for (const age of ageings) age();
        youngCount = 0;
      }
      youngCount += 1;
      young.set(key, result);
      return result;
    };
  };
}
