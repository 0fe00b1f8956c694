// The budget of calls that instances share. The database's is in src/store.

export interface LeaseRequest {
  /** One budget of a source and its credentials: instances that name the same account share it. */
  readonly account: string;
  readonly window: string;
  /** Whole milliseconds, as all times here. */
  readonly windowMs: number;
  /** How long after it was asked for a lease may be used. */
  readonly ttlMs: number;
  /** Up to how many calls of a window, by whomever, this lease may go. */
  readonly ceiling: number;
  /** At least 1. */
  readonly amount: number;
}

export interface Lease {
  readonly account: string;
  readonly window: string;
  /** Calls that may be made; 0 to `amount`. */
  readonly granted: number;
  /** What the ledger knows it by. */
  readonly slotMs: number;
  /** Where nothing was granted: when there may be something. */
  readonly retryInMs: number;
  /** For how long the vendor wants no calls of the account; 0 where it did not say so. */
  readonly pausedForMs: number;
}

/** One of those who share an account, and tell each other when its vendor asks for a pause. */
export interface PauseLine {
  /** Tells the others. Rejects where they can't be told. */
  tell(pauseMs: number): Promise<void>;
  /** Is told no more. */
  leave(): void;
}

/** In any `windowMs`, the calls made by leases of a window stay below the highest ceiling that was asked for. */
export interface QuotaLedger {
  lease(request: LeaseRequest): Promise<Lease>;
  /** These calls were not made. */
  giveBack(lease: Lease, unused: number): Promise<void>;
  /** @param onPause another was told that the vendor wants no calls for so many milliseconds from now */
  joinPauses(account: string, onPause: (pauseMs: number) => void): PauseLine;
}
