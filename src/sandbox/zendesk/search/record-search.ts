// Search over records that are read one by one: users, organizations, groups.
import { allSerials, countBefore, elementAt } from "../listing.ts";
import type { Listing } from "../listing.ts";
import { wholeSeconds } from "../wire.ts";
import { combine } from "./combine.ts";
import type { Clause } from "./parse-search.ts";
import { maxRecordsRead } from "./scan.ts";
import { timeSpan } from "./time-match.ts";
import type { TimeSpan } from "./time-match.ts";
import type { Hit, SearchType, TypeSearch } from "./type-search.ts";

/** One type of records, in creation order. */
export interface RecordSource<T> {
  readonly type: SearchType;
  readonly size: number;
  at(serial: number): T;
  createdAt(record: T): number;
  updatedAt(record: T): number;
  render(record: T, origin: string): Record<string, unknown>;
  /** Every serial that can match, where an index knows; null when all records must be looked at. */
  candidates(clauses: readonly Clause[]): readonly number[] | null;
  /** What a clause other than `created` means, its negation aside; null when these records have no such property. */
  meaning(clause: Clause): ((record: T) => boolean) | null;
  /** What can be told of a clause by the serial alone. */
  /** Grows whenever a record changes. */
  version?(): number;
  quickMeaning?(clause: Clause): ((serial: number) => boolean) | null;
}

/** `now` is in milliseconds. */
export function createRecordSearch<T>(source: RecordSource<T>, now: () => number): TypeSearch {
  let last: { readonly serial: number; readonly version: number; readonly record: T } | undefined;
  const read = (serial: number): T => {
    const version = source.version?.() ?? 0;
    if (last?.serial !== serial || last.version !== version) last = { serial, version, record: source.at(serial) };
    return last.record;
  };

  function serialsOf(clauses: readonly Clause[], isByUpdate: boolean): Listing<number> {
    const candidates = source.candidates(clauses);
    if (candidates === null && !isByUpdate) return allSerials(source.size);
    // There is no index by update: of many records, the newest are sorted.
    const first = Math.max(0, source.size - maxRecordsRead);
    const serials = candidates ?? Array.from({ length: source.size - first }, (_, index) => first + index);
    const keys = new Map(serials.map((serial) => [serial, isByUpdate ? source.updatedAt(read(serial)) : serial]));
    const keyOf = (serial: number) => keys.get(serial) ?? 0;
    return listing(
      [...keys.keys()].sort((left, right) => keyOf(left) - keyOf(right) || left - right),
      keyOf,
    );
  }

  /** Records are in creation order, so a span of time is a span of serials. */
  function within({ from, to }: TimeSpan): (serial: number) => boolean {
    const byCreation: Listing<number> = {
      ...allSerials(source.size),
      keyAt: (serial) => [wholeSeconds(source.createdAt(read(serial))), serial],
    };
    const first = countBefore(byCreation, [from, 0], false);
    const end = countBefore(byCreation, [to, 0], false);
    return (serial) => serial >= first && serial < end;
  }

  function hit(serial: number): Hit {
    const record = read(serial);
    return { type: source.type, serial, createdAt: source.createdAt(record), updatedAt: source.updatedAt(record) };
  }

  return {
    type: source.type,
    async plan(clauses, sortField) {
      const filter = combine(clauses, (clause) => {
        const isQuick = clause.keyword === "created" ? within(timeSpan(clause, now())) : source.quickMeaning?.(clause);
        if (isQuick !== undefined && isQuick !== null) return { isCostly: false, test: isQuick };
        const holds = source.meaning(clause);
        return holds === null ? null : { isCostly: true, test: (serial) => holds(read(serial)) };
      });
      return filter === null ? null : { serials: serialsOf(clauses, sortField === "updated_at"), filter, hit };
    },
    render: (serial, origin) => source.render(read(serial), origin),
  };
}

function listing(serials: readonly number[], keyOf: (serial: number) => number): Listing<number> {
  const at = (position: number) => elementAt(serials, position);
  return { order: "id", size: serials.length, keyAt: (position) => [keyOf(at(position)), at(position)], at };
}
