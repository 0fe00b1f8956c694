// What everything durable stands on: one set of SQL over an embedded database or a PostgreSQL server.

/** What a statement may be given. JSON goes in as its text, with a cast: `$1::jsonb`. */
export type SqlValue = string | number | boolean | null | Date | Uint8Array | readonly string[] | readonly number[];

/** As the database gives it: int8 is a number, timestamps are Dates, jsonb is parsed, numeric is text. */
export type Row = Readonly<Record<string, unknown>>;

export interface Sql {
  /** One statement. Rejects with the database's error, whose `code` is its SQLSTATE. */
  query(statement: string, values?: readonly SqlValue[]): Promise<readonly Row[]>;
}

export interface SqlScript extends Sql {
  /** Several statements without values, as a migration's file has them. */
  script(statements: string): Promise<void>;
}

export interface Store extends Sql {
  /**
   * Commits when the work is done, rolls back when it rejects. The work uses the `sql` that it is given: the store's own
   * `query` is outside, and an embedded one would wait for this very transaction.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Does the work while no other instance does work under this key. It may query the store. */
  withLock<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Delivered to every instance that listens, this one included, at most once: what a listener missed is lost. */
  notify(channel: string, payload: string): Promise<void>;
  /** Resolves when listening. The function that it gives ends it. */
  listen(channel: string, listener: Listener): Promise<() => Promise<void>>;
  /** Waits for what is under way. Closing what was never opened is nothing. */
  close(): Promise<void>;
}

export interface Listener {
  onMessage(payload: string): void;
  /** The connection was lost and is back: messages may have been missed. */
  onGap?(): void;
}

/** A store whose tables may not be there yet. */
export interface Backend extends Omit<Store, "transaction"> {
  transaction<T>(work: (sql: SqlScript) => Promise<T>): Promise<T>;
}
