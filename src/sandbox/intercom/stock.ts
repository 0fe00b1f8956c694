/** Records of the world's book under what was written since the start; only what was written is kept. */
export interface Stock<T> {
  /** Every serial is below it. */
  readonly limit: number;
  /** Grows with every write. */
  readonly version: number;
  /** The same as `get` giving something, without making the record. */
  has(serial: number): boolean;
  /** Null when there is no such record, or no longer. */
  get(serial: number): T | null;
  add(make: (serial: number) => T): T;
  put(serial: number, record: T): void;
  remove(serial: number): void;
  /** The serials of all records that were added or changed. */
  written(): readonly number[];
}

/** Numbers for new records, on from those of a book; kinds that share their ids share one of these. */
export interface Serials {
  readonly limit: number;
  take(): number;
}

export function createSerials(size: number): Serials {
  let next = size;
  return {
    get limit() {
      return next;
    },
    take: () => next++,
  };
}

export interface StockPlan<T> {
  /** How many the book has, counting those of other kinds that share the serials. */
  readonly size: number;
  readonly serials: Serials;
  /** Whether the book has a record of this kind there. */
  exists(serial: number): boolean;
  make(serial: number): T;
  /** Grows with every change of the book itself. */
  version?(): number;
}

export function createStock<T>(plan: StockPlan<T>): Stock<T> {
  const written = new Map<number, T>();
  const removed = new Set<number>();
  let version = 0;
  const isOfBook = (serial: number): boolean =>
    Number.isInteger(serial) && serial >= 0 && serial < plan.size && !removed.has(serial) && plan.exists(serial);

  return {
    get limit() {
      return plan.serials.limit;
    },
    get version() {
      return version + (plan.version?.() ?? 0);
    },
    has: (serial) => written.has(serial) || isOfBook(serial),
    get: (serial) => written.get(serial) ?? (isOfBook(serial) ? plan.make(serial) : null),
    add(make) {
      const serial = plan.serials.take();
      const record = make(serial);
      written.set(serial, record);
      version += 1;
      return record;
    },
    put(serial, record) {
      written.set(serial, record);
      version += 1;
    },
    remove(serial) {
      written.delete(serial);
      removed.add(serial);
      version += 1;
    },
    written: () => [...written.keys()],
  };
}
