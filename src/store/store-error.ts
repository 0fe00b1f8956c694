/** The store can't be used as it is. The message says why and what to do; it may name a folder, never a password. */
export class StoreError extends Error {
  override readonly name = "StoreError";

  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
  }
}
