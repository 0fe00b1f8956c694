// Remembers what is cheap to work out again, for less than an LRU's bookkeeping: two generations of a plain map.

/** `make`, which remembers at least its last `size` different results but null, and at most twice as many. */
export function memoOf<R extends string | null>(size: number, make: (key: string) => R): (key: string) => R {
  let young = new Map<string, R>();
  let old = new Map<string, R>();
  return (key) => {
    const known = young.get(key);
    if (known !== undefined) return known;
    const result = old.get(key) ?? make(key);
    if (result === null) return result;
    if (young.size >= size) {
      old = young;
      young = new Map();
    }
    young.set(key, result);
    return result;
  };
}
