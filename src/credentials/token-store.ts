// Where access tokens are shared between instances and outlive a restart. The database's is in src/store.

/** Sealed: only a TokenSealer with the right secret can read it. */
export type StoredToken = string;

export interface TokenStore {
  /** Null where there is none, or it is past its end. */
  read(key: string): Promise<StoredToken | null>;
  /** On return it is safe, whatever happens to this process. It may be forgotten at `expiresAtMs`, and not before. */
  write(key: string, token: StoredToken, life: { readonly expiresAtMs: number }): Promise<void>;
  /**
   * Does the work while no other instance does work under the same key, then gives what it gave; one waits for the
   * other. Ends as the work ends, also by its error. What the holder of a lock wrote is seen by the next.
   */
  withLock<T>(key: string, work: () => Promise<T>): Promise<T>;
}

/** For one process: nothing is shared, and a rotated refresh token is lost at its end. */
export function createMemoryTokenStore(clock: { now(): number }): TokenStore {
  const tokens = new Map<string, { readonly token: StoredToken; readonly expiresAtMs: number }>();
  const last = new Map<string, Promise<unknown>>();
  return {
    read(key) {
      const known = tokens.get(key);
      return Promise.resolve(known === undefined || clock.now() >= known.expiresAtMs ? null : known.token);
    },
    write(key, token, { expiresAtMs }) {
      tokens.set(key, { token, expiresAtMs });
      return Promise.resolve();
    },
    async withLock(key, work) {
      const before = last.get(key) ?? Promise.resolve();
      const mine = before.then(work, work);
      last.set(key, mine);
      try {
        return await mine;
      } finally {
        if (last.get(key) === mine) last.delete(key);
      }
    },
  };
}
