/** The store can't be used as it is. The message says why and what to do; it may name a folder, never a password. */
export class StoreError extends Error {
  override readonly name = "StoreError";

  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
  }
}

/** Nothing is wrong with the database: it is an older program's, and whoever opened it is not the one to change that. */
export class OlderDatabaseError extends StoreError {}
